"""Who a name is on a day, and why: the words for the command line."""

from dataclasses import replace
from datetime import date
from typing import Any

from msgspec.structs import asdict

from eventcoder.actors.knowledge import Entity, Knowledge, load_knowledge
from eventcoder.actors.match import fold
from eventcoder.actors.tables import Row
from eventcoder.records import ActorMention


def who(name: str, day: date | None = None, knowledge: Knowledge | None = None) -> str:
    """An explanation of a few lines: the code on the day (today's last row without one) and the rows behind it.

    >>> print(who("Nobody Inparticular"))
    Nobody Inparticular: not in the actor tables
    """
    tables = knowledge or load_knowledge()
    found = tables.by_alias.get(fold(name)) or tables.by_alias.get(fold(name.removeprefix("the "))) or []
    how = "name or alias"
    if not found and (person := tables.surname(name, day)) is not None:
        found, how = [person], "surname, the most prominent bearer in office"
    role = tables.roles.get(name.lower())
    if not found and role is None:
        return f"{name}: not in the actor tables"
    lines = [line for entity in found for line in _entity(entity, day, how)]
    if role is not None:
        lines.append(
            f"{name}: role {role.sector or '(none of its own)'} ({role.kind}), composed with the country in the text"
        )
        lines.append(f"  {role.file}:{role.line}" if role.file else "  words.yaml")
    return "\n".join(lines)


def code_on(name: str, day: date | None, knowledge: Knowledge | None = None) -> str | None:
    """The code of a canonical name (an ``ActorMention.name``) on a day; None where the tables do not know it."""
    entity = (knowledge or load_knowledge()).best(fold(name), day)
    return entity.code_on(day) if entity else None


def on_day(mention: ActorMention | None, day: date | None, published: date | None) -> ActorMention | None:
    """The mention with the office that the person held on the day of the event, where the tables know one.

    Resolving goes by the day of publication; an event told as past may lie in another term of office. Where the
    tables say the same of both days, the words of the text decided otherwise ("ousted President X") and stand.
    """
    if mention is None or day is None or mention.name is None or mention.kind not in ("person", "pronoun"):
        return mention
    entity = load_knowledge().best(fold(mention.name), day)
    office = entity.row_on(day) if entity is not None and entity.kind == "person" else None
    if office is None or not office.code or office.code == mention.code or office.code[:3] != (mention.code or "")[:3]:
        return mention
    if entity is not None and entity.code_on(published) == office.code:
        return mention
    return replace(mention, code=office.code)


def _entity(entity: Entity, day: date | None, how: str) -> list[str]:
    on = f" on {day.isoformat()}" if day else ""
    current = entity.row_on(day)
    why = "in force" if current else "out of office" if entity.kind == "person" else "nearest dates"
    lines = [f"{entity.name}: {entity.code_on(day) or 'no code'}{on} ({entity.kind}, by {how}; {why})"]
    lines += [_row(row, row is current) for row in entity.rows]
    return lines


def _row(row: Row, current: bool) -> str:
    span = f"{row.start.isoformat() if row.start else '...'} to {row.end.isoformat() if row.end else '...'}"
    office = f", {row.office}" if row.office else ""
    sign = "*" if current else "-"
    return f"  {sign} {row.code}{office}: {span}  [{row.file}:{row.line}; {row.source}; {row.certainty}]"


def held(name: str, day: date | None = None) -> list[dict[str, Any]]:
    """What :func:`who` tells of names, for programs: each bearer with its code on the day and all its rows."""
    tables = load_knowledge()
    person = tables.surname(name, day)
    found = tables.by_alias.get(fold(name)) or ([person] if person is not None else [])
    return [
        {"name": e.name, "kind": e.kind, "code": e.code_on(day), "rows": [asdict(r) for r in e.rows]} for e in found
    ]
