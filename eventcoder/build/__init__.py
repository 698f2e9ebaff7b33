"""From inputs to a dataset: plan, run, merge; goes on after any crash.

The room is called like the function it is about, so it can be called: ``eventcoder.build(...)`` is
:func:`eventcoder.build.run.build` whatever was imported before.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventcoder.build.run import BuildResult, build

__all__ = ["BuildResult", "build"]


class _Room(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.build(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in __all__:
            from eventcoder.build import run

            return getattr(run, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Room
