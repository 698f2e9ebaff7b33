"""eventcoder: news articles in, validated CAMEO event records out."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventcoder.build import build
    from eventcoder.pipeline import code, load

__version__ = "0.1.0"
__all__ = ["build", "code", "load"]


def __getattr__(name: str) -> Any:
    """``load``, ``code`` and ``build``, imported when first asked for: a command's --help must not wait for spaCy."""
    if name in ("load", "code"):
        return getattr(importlib.import_module("eventcoder.pipeline"), name)
    if name == "build":  # the room is callable: importing any part of it must not hide the function of its name
        return importlib.import_module("eventcoder.build")
    raise AttributeError(f"module 'eventcoder' has no attribute {name!r}")
