"""From inputs to a dataset: plan, run, merge; goes on after any crash."""

from eventcoder.build.run import BuildResult, build

__all__ = ["BuildResult", "build"]
