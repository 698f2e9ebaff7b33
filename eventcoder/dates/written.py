"""The day on which a text was written: its publication's, unless the text itself says otherwise.

Days are those of the place of writing. Texts from east of their publisher are a day ahead of its calendar; copies of
older texts are days behind.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from eventcoder.dates.intervals import Interval

Resolved = tuple[str, re.Match[str], Interval | None]
IN_FULL = frozenset({"month_day", "day_month", "iso", "numeric", "other_format"})
HEAD, LEAD = 160, 250  # characters in which a heading's day stands, and in which a lead names the day of its news
APART = timedelta(days=31)  # between a text and its publication
SAID = re.compile(r"\b(?:Published|Posted|Updated|[Pp]ublication|[Dd]ate):?\s*\Z")
INSIDE = re.compile(
    r"(?:[,;(]|\b(?:on|by|of|in|to|from|since|until|till|before|after|for|and|the|last|next|this))\s*\Z"
)
DATELINE = re.compile(r"(?:^|\n)[^\n.]{2,60}?[,.]\s+\Z")
OPENS = re.compile(r"(?:\s+[\"“‘']?[A-Z0-9]|\s*\n)")  # what follows a heading: a sentence of its own
AGENCY = re.compile(r"\s*(?:\([A-Z][\w ./]*\)|--|—|–|-\s|_\s)")


def written(text: str, found: Sequence[Resolved], published: date, direction: Callable[[int, int], int]) -> date:
    """The day of writing of a text without a heading, by what was found in it and resolved as if written that day.

    A weekday of the lead's past that lies six days back is tomorrow's if it is told of twice, or publication's own
    weekday is told of too: a writer would say "last Tuesday", and elsewhere it is Tuesday already.
    """
    told = [
        (match.start(), _since(value, published))
        for name, match, value in found
        if _is_weekday(name, match) and direction(match.start(), match.end()) < 0
    ]
    ahead = [at for at, since in told if since == 6]
    if ahead and ahead[0] < LEAD and (len(ahead) > 1 or any(since == 0 for _, since in told)):
        return published + timedelta(days=1)
    return published


def heading(text: str, found: Sequence[Resolved], published: date) -> tuple[int, date] | None:
    """Where the day in full stands that a text prints of itself at its head, and the day.

    "Published 4 June 2016" and "Monday 2 Feb 2015 Rebels said ...": it is the day of writing, also where it lies after
    the day given as publication's, for it is nearer to the words. After one far from publication a sentence opens.
    """
    for name, match, value in found:
        if match.start() > HEAD:
            return None
        if name not in IN_FULL or value is None:
            continue
        if not re.search(r"\d{4}", match[0]) or re.match(r"\s*[,;:]", text[match.end() :]):
            continue
        before, weekday = text[: match.start()], match.groupdict().get("wd")
        alone = not before or (weekday and not INSIDE.search(before))
        near = abs(published - value.start) <= APART
        if SAID.search(before) or (alone and (near or OPENS.match(text[match.end() :]))):
            return match.start(), value.start
    return None


def _is_weekday(rule: str, match: re.Match[str]) -> bool:
    """Whether a mention is a weekday without "last", "next" or "of this week"."""
    return rule == "weekday" and not match["dir"] and not match["rel"]


def _since(value: Interval | None, published: date) -> int:
    """The days from a day to publication; -1 for what is no day."""
    return (published - value.start).days if value is not None and value.precision == "day" else -1


def is_dateline(text: str, match: re.Match[str], value: Interval, published: date | None) -> bool:
    """Whether a day opens a paragraph after a place ("WARSAW, Feb. 26 (Xinhua) --"), just before publication."""
    if published is None or not timedelta(0) <= published - value.start <= timedelta(days=4):
        return False
    opens = DATELINE.search(text[max(0, match.start() - 65) : match.start()]) is not None
    return opens and AGENCY.match(text[match.end() : match.end() + 30]) is not None
