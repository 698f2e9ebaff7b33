"""``eventcoder places`` and ``actors``: what is known under a name."""

import click

from eventcoder.errors import EventcoderError


@click.command()
@click.argument("name")
@click.option("-n", "--number", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many.")
def places(name: str, number: int) -> None:
    """The places that a NAME can mean, the largest first.

    \b
    Example:
      eventcoder places Tripoli
    """
    from eventcoder.places.gazetteer import gazetteer

    known = gazetteer()
    found = [known.place(int(i)) for i in dict.fromkeys(known.lookup(name)[0].tolist())]
    if not found:
        raise EventcoderError("no-place", f"{name!r}: the gazetteer has no place of that name")
    for p in sorted(found, key=lambda p: (-p.population, p.name))[:number]:
        where = ", ".join(x for x in (p.name, p.admin1, p.country) if x)
        at = "" if p.latitude is None else f"{p.latitude:.4f} {p.longitude:.4f}"
        click.echo(f"{where:<50} {p.kind:<10} {p.population:>11,} {at:>20}  {p.geonames_id or ''}")


@click.command()
@click.argument("name")
@click.option("--on", metavar="DAY", help="The day that counts, 2024-03-05; today's roles without it.")
def actors(name: str, on: str | None) -> None:
    """Who a NAME means: the codes held and when, and the code on a day.

    \b
    Example:
      eventcoder actors "Boris Johnson" --on 2020-01-31
    """
    from eventcoder.actors.knowledge import load_knowledge
    from eventcoder.actors.match import fold
    from eventcoder.read.rows import read_options

    known = load_knowledge()
    day = read_options(None, on, "--on").published
    found = known.by_alias.get(fold(name)) or known.by_surname.get(fold(name)) or []
    role = known.roles.get(name.lower())
    if not found and role is None:
        raise EventcoderError("no-actor", f"{name!r}: the tables have no actor of that name")
    for entity in found:
        click.echo(f"{entity.name} ({entity.kind}): {entity.code_on(day) or 'no code'}" + (f" on {day}" if day else ""))
        for row in entity.rows:
            term = f"{row.start or ''} to {row.end or ''}" if row.start or row.end else "always"
            click.echo(f"  {row.code:<12} {term}")
    if role is not None:
        click.echo(f"{role.term} (role): {role.sector or 'no code of its own'}")
