"""The command line; each command's own module is imported only when it is called."""

from eventcoder.cli.main import main

__all__ = ["main"]
