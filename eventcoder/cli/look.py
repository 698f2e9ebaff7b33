"""``eventcoder places``, ``actors`` and ``coverage``: what the knowledge holds."""

from dataclasses import asdict

import click

from eventcoder.cli.shared import json_option, knowledge_options, show
from eventcoder.errors import EventcoderError


@click.command()
@click.argument("name")
@click.option("--context", metavar="TEXT", default="", help="The text around it: what else it names decides.")
@knowledge_options("places")
@json_option
def places(name: str, context: str, as_json: bool, **own: tuple[str, ...]) -> None:
    """The places that a NAME can mean, the one that would be chosen first, and what speaks for each.

    \b
    Examples:
      eventcoder places Tripoli
      eventcoder places Tripoli --context "Clashes in northern Lebanon spread from Tripoli to Beirut."
    """
    from eventcoder.own import OwnTables, using
    from eventcoder.places.candidates import candidates, explain_place

    with using(OwnTables.of(own)):
        found = candidates(name, context)
        if not found:
            raise EventcoderError("no-place", f"{name!r}: the gazetteer has no place of that name; --places FILE adds")
        show(as_json, [asdict(c) for c in found], explain_place(name, context))


@click.command()
@click.argument("name")
@click.option("--date", "day", metavar="DAY", help="The day that counts, 2024-03-05; the last roles without it.")
@knowledge_options("actors", "agents")
@json_option
def actors(name: str, day: str | None, as_json: bool, **own: tuple[str, ...]) -> None:
    """Who a NAME means and why: the code on a day, the codes held and when, and the rows they stand in.

    \b
    Example:
      eventcoder actors "Boris Johnson" --date 2020-01-31
    """
    from eventcoder.actors.who import held, who
    from eventcoder.own import OwnTables, using
    from eventcoder.read.rows import read_options

    on = read_options(None, day, "--date").published
    with using(OwnTables.of(own)):
        told = who(name, on)
        if told == f"{name}: not in the actor tables":
            raise EventcoderError("no-actor", f"{name!r}: the tables have no actor of that name; --actors FILE adds")
        show(as_json, held(name, on), told)


@click.command()
@knowledge_options("patterns")
@json_option
def coverage(as_json: bool, **own: tuple[str, ...]) -> None:
    """Each CAMEO code with the patterns, or the stance and pattern, that give it.

    \b
    Example:
      eventcoder coverage
    """
    from eventcoder.actions.coverage import composed, report
    from eventcoder.actions.lexicon import lexicon
    from eventcoder.own import OwnTables, using

    with using(OwnTables.of(own)):
        show(as_json, composed(lexicon()), report())
