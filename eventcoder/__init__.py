"""eventcoder: news articles in, validated CAMEO event records out."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventcoder.build import build
    from eventcoder.picture import displacy
    from eventcoder.pipeline import code, load, make_doc

__version__ = "0.1.0"
__all__ = ["build", "code", "displacy", "load", "make_doc"]


def __getattr__(name: str) -> Any:
    """The names of ``__all__``, imported when first asked for: a command's --help must not wait for spaCy."""
    if name == "displacy":
        return importlib.import_module("eventcoder.picture").displacy
    if name in ("load", "code", "make_doc"):
        return getattr(importlib.import_module("eventcoder.pipeline"), name)
    if name == "build":  # the room is callable: importing any part of it must not hide the function of its name
        return importlib.import_module("eventcoder.build")
    raise AttributeError(f"module 'eventcoder' has no attribute {name!r}")
