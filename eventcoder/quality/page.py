"""The templates and how they are read."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined


def asset(name: str) -> str:
    """The text of a file beside the templates."""
    return (files("eventcoder.quality") / "templates" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """The templates' environment: everything is escaped unless it is Markup, an unknown name is a mistake."""
    return Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
