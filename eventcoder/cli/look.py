"""``eventcoder places``, ``actors`` and ``coverage``: what the knowledge holds."""

import click

from eventcoder.errors import EventcoderError


@click.command()
@click.argument("name")
@click.option("--context", metavar="TEXT", default="", help="The text around it: what else it names decides.")
def places(name: str, context: str) -> None:
    """The places that a NAME can mean, the one that would be chosen first, and what speaks for each.

    \b
    Examples:
      eventcoder places Tripoli
      eventcoder places Tripoli --context "Clashes in northern Lebanon spread from Tripoli to Beirut."
    """
    from eventcoder.places.candidates import candidates, explain_place

    if not candidates(name, context):
        raise EventcoderError("no-place", f"{name!r}: the gazetteer has no place of that name")
    click.echo(explain_place(name, context))


@click.command()
@click.argument("name")
@click.option("--date", "day", metavar="DAY", help="The day that counts, 2024-03-05; the last roles without it.")
def actors(name: str, day: str | None) -> None:
    """Who a NAME means and why: the code on a day, the codes held and when, and the rows they stand in.

    \b
    Example:
      eventcoder actors "Boris Johnson" --date 2020-01-31
    """
    from eventcoder.actors.who import who
    from eventcoder.read.rows import read_options

    on = read_options(None, day, "--date").published
    told = who(name, on)
    if told == f"{name}: not in the actor tables":
        raise EventcoderError("no-actor", f"{name!r}: the tables have no actor of that name")
    click.echo(told)


@click.command()
def coverage() -> None:
    """Each CAMEO code with the patterns, or the stance and pattern, that give it.

    \b
    Example:
      eventcoder coverage
    """
    from eventcoder.actions.coverage import report

    click.echo(report())
