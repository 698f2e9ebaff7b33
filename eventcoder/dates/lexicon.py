"""The words of date expressions, read once from ``knowledge/dates``."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from eventcoder.dates.intervals import easter, month, weekday_after, weekday_before

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "dates"


@cache
def table(name: str) -> Any:
    """What a file of ``knowledge/dates`` holds, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times as fast
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


def words() -> dict[str, Any]:
    """The tables of ``lexicon.yaml``."""
    tables: dict[str, Any] = table("lexicon.yaml")
    return tables


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day's rule (``knowledge/dates/holidays.yaml`` says what the kinds mean)."""

    fixed: tuple[int, int] | None = None
    weekday: tuple[int, int, int] | None = None
    after: bool = False
    easter: int | None = None

    def on(self, year: int) -> date:
        """The holiday's day in a year."""
        if self.fixed:
            return date(year, *self.fixed)
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        assert self.weekday is not None
        month_, number, nth = self.weekday
        days = month(year, month_)
        if nth < 0:
            return weekday_before(days.end, number) + timedelta(weeks=nth + 1)
        if self.after:  # the Tuesday after the first Monday
            return weekday_after(days.start, number) + timedelta(days=1)
        return weekday_after(days.start, number) + timedelta(weeks=nth - 1)


@cache
def holidays() -> dict[str, Holiday]:
    """Holiday names, lower case, to their rules."""
    found = {}
    for name, rule in table("holidays.yaml").items():
        fixed = rule.get("fixed")
        found[name.lower()] = Holiday(
            fixed=(int(fixed[:2]), int(fixed[3:])) if fixed else None,
            weekday=tuple(rule["weekday"]) if "weekday" in rule else None,
            after=bool(rule.get("after")),
            easter=rule.get("easter"),
        )
    return found


@cache
def month_numbers() -> dict[str, int]:
    """Month names and abbreviations, lower case and without a full stop."""
    return {**words()["months"], **words()["month_abbreviations"]}


@cache
def weekday_numbers() -> dict[str, int]:
    """Weekday names and abbreviations to ISO numbers."""
    return {**words()["weekdays"], **words()["weekday_abbreviations"]}


def number(text: str) -> int | None:
    """The value of "12", "twenty-one" or "a"; None for "several" and what is no number.

    >>> number("twenty-one"), number("12"), number("several")
    (21, 12, None)
    """
    text = text.lower().strip()
    if text.isdigit():
        return int(text)
    numbers: dict[str, int] = words()["numbers"]
    parts = [numbers.get(part) for part in re.split(r"[\s-]+", text)]
    if not parts or None in parts:
        return None
    return sum(part for part in parts if part is not None)


def ordinal(text: str) -> int | None:
    """The value of "8th", "8" or "eighth"."""
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", text.strip(), re.I)
    if match:
        return int(match[1])
    ordinals: dict[str, int] = words()["ordinals"]
    return ordinals.get(re.sub(r"\s+", "-", text.lower().strip()))


def spelled_year(text: str) -> int | None:
    """The value of a year written in words.

    >>> spelled_year("nineteen ninety-four"), spelled_year("two thousand"), spelled_year("two thousand and three")
    (1994, 2000, 2003)
    """
    parts = re.split(r"[\s-]+", text.lower().strip())
    if "thousand" in parts:
        at = parts.index("thousand")
        rest = [part for part in parts[at + 1 :] if part != "and"]
        tail = number(" ".join(rest)) if rest else 0
        head = number(" ".join(parts[:at]))
        return None if head is None or tail is None else head * 1000 + tail
    century, rest_year = number(parts[0]), number(" ".join(parts[1:])) if len(parts) > 1 else None
    return None if century is None or rest_year is None else century * 100 + rest_year
