"""Options and habits that several commands share."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from eventcoder.cli import settings
from eventcoder.terminal import printable

F = TypeVar("F", bound=Callable[..., Any])
DATASET = "data/events"


def input_options(command: F) -> F:
    """INPUT..., --map, --published, --cache and --model."""
    for option in (
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(allow_dash=True)),
        click.option("--map", "rename", metavar="OURS=THEIRS,...", help="What the input calls our fields: text=body."),
        click.option("--published", metavar="DAY", help="Day of publication of articles that carry none: 2024-03-05."),
        click.option("--cache", type=click.Path(file_okay=False), metavar="DIR", help="Keep parses and codings here."),
        click.option("--model", metavar="NAME", help="An installed spaCy pipeline for English."),
    ):
        command = option(command)
    return command


OWN = {
    "actors": "Your own actors (TSV, or PETRARCH's), beside ours; yours win on the days they cover.",
    "agents": "Your own role nouns (TSV, or PETRARCH's), beside ours; yours win.",
    "patterns": "Your own patterns (YAML), beside ours; yours win where they are as specific.",
    "places": "Your own places (TSV), beside ours; yours win.",
}


def knowledge_options(*kinds: str) -> Callable[[F], F]:
    """--actors, --agents, --patterns and --places, or some of them: tables of the user's own; each may come again."""

    def decorate(command: F) -> F:
        for kind in reversed(kinds or tuple(OWN)):
            file = click.Path(dir_okay=False)
            command = click.option(f"--{kind}", multiple=True, type=file, metavar="FILE", help=OWN[kind])(command)
        return command

    return decorate


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(command)


HELP = {
    "--settings": f"Take options from this file; without it from ./{settings.NAME}.",
    "-q/--quiet": "Say nothing but errors.",
    "-v/--verbose": "Say more, and show where an unforeseen error came from.",
}


def common_options(command: click.Command) -> None:
    """--settings, -q and -v, which every command takes, before its own name or after."""
    more = (
        ("--settings", {"type": click.Path(dir_okay=False), "metavar": "FILE", "is_eager": True}, settings.apply),
        ("-q/--quiet", {"is_flag": True}, _set),
        ("-v/--verbose", {"is_flag": True}, _set),
    )
    for name, kind, callback in more:
        if name != "--settings" or command.name not in settings.WITHOUT:
            option = click.Option(name.split("/"), expose_value=False, callback=callback, help=HELP[name], **kind)
            command.params.append(option)


def _set(context: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        context.obj[param.name] = True
        listen(context.obj)


def listen(obj: dict[str, Any]) -> None:
    """Let the libraries say as much as was asked for."""
    level = logging.ERROR if obj.get("quiet") else logging.INFO if obj.get("verbose") else logging.WARNING
    logging.basicConfig(level=level, format="eventcoder: %(message)s", stream=sys.stderr, force=True)
    for library in ("trafilatura", "htmldate", "great_expectations"):  # what they say is no news to the user
        logging.getLogger(library).addHandler(logging.NullHandler())
        logging.getLogger(library).propagate = False


def quiet() -> bool:
    """Whether -q was given."""
    return bool((click.get_current_context().obj or {}).get("quiet"))


def note(text: str) -> None:
    """Tell on standard error, unless --quiet."""
    if not quiet():
        click.echo(printable(text), err=True)


def show(as_json: bool, value: Any, text: str | None = None, *, colored: bool = False) -> None:
    """Print a result: the value as JSON, or the text where there is one.

    Characters that a terminal obeys are escaped; a ``colored`` text has seen to that itself.
    """
    if as_json:
        told = json.dumps(value, indent=1, ensure_ascii=False, default=str)
        click.echo("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in told))
    elif text is not None:
        click.echo(text if colored else printable(text))


def some(number: int, what: str, many: str | None = None) -> str:
    """``1 event``, ``2,400 events``."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"
