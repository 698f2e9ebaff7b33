"""Options and habits that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
DATASET = "data/events"


def input_options(command: F) -> F:
    """INPUT..., --map, --published, --cache and --model."""
    for option in (
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
        click.option("--map", "rename", metavar="OURS=THEIRS,...", help="What the input calls our fields: text=body."),
        click.option("--published", metavar="DAY", help="Day of publication of articles that carry none: 2024-03-05."),
        click.option("--cache", type=click.Path(file_okay=False), metavar="DIR", help="Keep parses here."),
        click.option("--model", metavar="NAME", help="An installed spaCy pipeline for English."),
    ):
        command = option(command)
    return command


def note(text: str) -> None:
    """Tell on standard error, unless --quiet."""
    context = click.get_current_context()
    if not (context.obj or {}).get("quiet") and not context.params.get("quiet"):
        click.echo(text, err=True)


def some(number: int, what: str, many: str | None = None) -> str:
    """``1 event``, ``2,400 events``."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"
