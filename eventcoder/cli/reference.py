"""The commands and their options as a page: ``python -m eventcoder.cli.reference docs/commands.md`` writes it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from eventcoder.cli.main import cli

HEAD = """# Commands

Written by `make docs` from the commands themselves, whose help says the same: `eventcoder COMMAND --help`.
Exit codes: 0 done, 1 a hard check failed, 2 a mistake in what was asked or given (said in one line), 130 interrupted.
"""
EVERYWHERE = {"quiet", "verbose", "settings", "help"}


def reference() -> str:
    """The page: every command with what it does, its examples and its options; those that all share stand first."""
    parts = [HEAD, "## Every command takes\n", _options(cli.params, EVERYWHERE | {"version"})]
    for name, command in cli.commands.items():
        context = click.Context(command, info_name=f"eventcoder {name}")
        told, _, examples = (command.help or "").replace("\b", "").partition("Example")
        usage = command.get_usage(context).removeprefix("Usage: ").replace("\n", " ")
        parts.append(f"## {name}\n\n`{' '.join(usage.split())}`\n\n{_paragraphs(told)}\n")
        lines = [line.strip() for line in examples.splitlines()[1:] if line.strip()]
        parts.append("```sh\n" + "\n".join(lines) + "\n```\n")
        parts.append(_options([p for p in command.params if p.name not in EVERYWHERE]))
    return "\n".join(part for part in parts if part)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(block.split()) for block in text.strip().split("\n\n"))


def _options(params: Sequence[click.Parameter], only: set[str] | None = None) -> str:
    options = [p for p in params if isinstance(p, click.Option) and (only is None or p.name in only)]
    if not options:
        return ""
    lines = [f"| `{', '.join(o.opts)}`{_value(o)} | {(o.help or '').replace('|', '/')}{_default(o)} |" for o in options]
    return "\n".join(["| option | what it does |", "|---|---|", *lines, ""])


def _value(option: click.Option) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return " " + " ".join(f"`{choice}`" for choice in option.type.choices)
    return f" {option.metavar}" if option.metavar else " NUMBER"


def _default(option: click.Option) -> str:
    return f" Without it: {option.default}." if option.show_default and option.default is not None else ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
