"""Wars since about 1980: who fights whom, for what a text leaves out because every reader knows it."""

from datetime import date
from functools import cache
from importlib.resources import files

from eventcoder.records import ActorMention

FILE = "knowledge/actions/wars.tsv"
COLUMNS = ("side", "other", "start", "end", "name")
AFTER = 2  # years for which a war that is over is still written of as known to all


@cache
def wars() -> tuple[tuple[str, str, int, int], ...]:
    """Each war as (side, other, first month, last month); months count from year 0.

    Raises:
        ValueError: a row whose dates are reversed or whose rows are out of shape.
    """
    lines = (files("eventcoder") / FILE).read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"{FILE}: the columns should be {', '.join(COLUMNS)}")
    out = []
    for number, line in enumerate(lines[1:], 2):
        side, other, start, end, _ = line.split("\t")
        if not (start <= end and side != other):
            raise ValueError(f"{FILE}:{number}: {line!r}: start should not be after end, nor both sides the same")
        out.append((side, other, _month(start), _month(end)))
    return tuple(out)


def _month(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month)


def sides(mention: ActorMention) -> str | None:
    """The side of a war that an actor may stand for: a country, or those who fight within it."""
    if mention.country is None:
        return None
    return mention.country + "REB" if mention.sector == "REB" else mention.country


def _going_on(day: date) -> list[tuple[str, str]]:
    """The sides of the wars that are fought on a day, or were till lately."""
    month = day.year * 12 + day.month
    return [(side, other) for side, other, start, end in wars() if start <= month <= end + 12 * AFTER]


def at_war(one: ActorMention | None, other: ActorMention | None, published: date | None) -> bool:
    """Whether the two are on the two sides of a war at that time; with nobody named, whether there is war at all."""
    if published is None or other is None or other.country is None:
        return False
    lands = {other.country, one.country} if one is not None else {other.country}
    if one is not None and (one.country is None or one.country == other.country):
        return False
    return any(lands <= {side[:3], foe[:3]} for side, foe in _going_on(published))


def foes(who: ActorMention, day: date) -> frozenset[str]:
    """The other sides of the wars that ``who`` is in, or was in lately, on a day."""
    own = sides(who)
    return frozenset(other if own == side else side for side, other in _going_on(day) if own in (side, other))


def invaded(day: date, mentions: list[ActorMention]) -> tuple[ActorMention, ActorMention] | None:
    """Who invaded whom, where the text names both sides of just one war between states that is or was lately fought."""
    named = {m.code: m for m in reversed(mentions) if m.kind == "state" and m.code}
    pairs = {ends for ends in _going_on(day) if ends[0] in named and ends[1] in named}
    return next(((named[side], named[other]) for side, other in pairs), None) if len(pairs) == 1 else None


def foe(who: ActorMention, day: date, mentions: list[ActorMention]) -> ActorMention | None:
    """The other side of the war that ``who`` is in at that time, where the text names just one such."""
    others = foes(who, day)
    named: dict[str, ActorMention] = {}
    for mention in sorted(mentions, key=lambda m: m.kind != "state"):  # "Russia" before "the Kremlin"
        theirs = sides(mention) if mention.kind != "place" else None
        if theirs in others:
            named.setdefault(theirs, mention)
    return next(iter(named.values())) if len(named) == 1 else None
