"""Values of expressions that name days, months, years and decades of the calendar."""

import re
from datetime import date

from eventcoder.dates import intervals
from eventcoder.dates.frame import Frame
from eventcoder.dates.intervals import Interval
from eventcoder.dates.lexicon import month_numbers, ordinal, spelled_year, weekday_numbers, words

Match = re.Match[str]


def month_of(match: Match, group: str = "m") -> int:
    """The number of a month's name."""
    return month_numbers()[match[group].lower().rstrip(".")]


def short_year(text: str, today: date | None) -> int:
    """The year of "'97" or "05": the one nearest to publication that is at most ten years ahead."""
    last = today.year + 10 if today else 2030
    year = int(text.strip("'’"))
    return last - (last - year) % 100


def named_year(match: Match, frame: Frame) -> int | None:
    """The year that stands in an expression: in figures, in words, or as "last year" or "that year"."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"]) if len(groups["y"]) == 4 else short_year(groups["y"], frame.today)
    if groups.get("spelled"):
        return spelled_year(groups["spelled"])
    if groups.get("short"):
        return short_year(groups["short"], frame.today)
    if groups.get("rel"):
        return relative_year(groups["rel"], match.start(), frame)
    return None


def relative_year(word: str, at: int, frame: Frame) -> int | None:
    """The year that "last year", "this year" or "the same year" means."""
    word = " ".join(word.lower().split())
    if word in {"that", "the same", "the following", "the previous"}:
        last = frame.last(at)
        base = last.start.year if last else frame.today.year if frame.today else None
    else:
        base = frame.today.year if frame.today else None
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(word, 0)
    return None if base is None else base + step


def nearest_year(month: int, day: int, match: Match, frame: Frame) -> int | None:
    """The year of a day and month without one: by the sentence's direction, else the nearest to publication."""
    today = frame.today
    if today is None:
        return None
    candidates = [year for year in (today.year - 1, today.year, today.year + 1) if intervals.on_day(year, month, day)]
    if not candidates:
        return None

    direction = frame.direction(match.start(), match.end())
    return min(candidates, key=lambda year: misfit((date(year, month, day) - today).days, direction))


def misfit(days: int, direction: int) -> int:
    """How little a day so many days ahead (behind where negative) fits a direction, in days.

    No verb excludes the three weeks around: "called a strike on May 3" is told in April.
    """
    if days * direction >= 0:
        return abs(days)
    if abs(direction) < 9 and abs(days) <= 21:
        return abs(days) + 240
    return abs(days) + (1000 if abs(direction) in {2, 9} else 240)


def weekday_year(number: int, month: int, day: int, today: date | None) -> int | None:
    """The year nearest to publication in which a day of a month falls on a weekday."""
    if today is None:
        return None
    for offset in (0, -1, 1, -2, 2, -3, 3):
        value = intervals.on_day(today.year + offset, month, day)
        if value and value.isoweekday() == number:
            return value.year
    return None


def month_day(match: Match, frame: Frame) -> Interval | None:
    """A day and a month, with or without weekday and year."""
    month, day = month_of(match), ordinal(match["d"])
    if not day or day > 31:
        return None
    year = named_year(match, frame)
    if year is None and match.groupdict().get("wd"):
        number = weekday_numbers()[match["wd"].lower().rstrip(".")]
        year = weekday_year(number, month, day, frame.today)
    if year is None:
        year = nearest_year(month, day, match, frame)
    value = intervals.on_day(year, month, day) if year else None
    return intervals.day(value) if value else None


def month_days(match: Match, frame: Frame) -> Interval | None:
    """A range of days: "July 8-12", "8 to 12 July", "July 30-Aug. 2"."""
    first, last = ordinal(match["d1"]), ordinal(match["d2"])
    if not first or not last or first > 31 or last > 31:
        return None
    month = month_of(match)
    month2 = month_of(match, "m2") if match.groupdict().get("m2") else month
    year = named_year(match, frame) or nearest_year(month, first, match, frame)
    if year is None:
        return None
    start = intervals.on_day(year - (month2 < month and match["y"] is not None), month, first)
    end = intervals.on_day(start.year + (month2 < month), month2, last) if start else None
    return intervals.span(start, end) if start and end else None


def numeric(match: Match, frame: Frame) -> Interval | None:
    """Figures: with slashes month first (US) unless that is no date, with full stops or dashes day first."""
    a, b = int(match["a"]), int(match["b"])
    month, day = (a, b) if match["sep"] == "/" and a <= 12 else (b, a)
    if len(match["y"]) == 2 and match["sep"] in ".-":
        return None
    year = int(match["y"]) if len(match["y"]) == 4 else short_year(match["y"], frame.today)
    value = intervals.on_day(year, month, day) if 1 <= month <= 12 and 1500 <= year <= 2100 else None
    return intervals.day(value) if value else None


def iso(match: Match, frame: Frame) -> Interval | None:
    """ISO 8601 year-month-day."""
    value = intervals.on_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return intervals.day(value) if value else None


def month(match: Match, frame: Frame) -> Interval | None:
    """A month, with or without year: the direction decides, else the nearest; "last June" is behind."""
    number, year = month_of(match), named_year(match, frame)
    if year is not None:
        return intervals.month(year, number)
    today = frame.today
    if today is None:
        return None
    word = " ".join((match["dir"] or "").lower().replace("the ", "").split())
    if word.startswith(("last", "past", "previous", "preceding", "prior")):
        return intervals.month(today.year - (number >= today.month), number)
    if word.startswith(("next", "coming", "upcoming", "this coming")):
        return intervals.month(today.year + (number <= today.month), number)
    if word.startswith("this"):
        return intervals.month(today.year, number)
    if word in {"following", "that", "the same", "that same"}:
        last = frame.last(match.start())
        if last:
            return intervals.month(last.start.year + (word == "following" and number <= last.start.month), number)
    direction = frame.direction(match.start(), match.end())

    def distance(year: int) -> int:
        months = (year - today.year) * 12 + number - today.month
        penalty = {0: 1 if months > 0 else 0, 2: 99}.get(abs(direction), 9) if months * direction <= 0 else 0
        return abs(months) * 2 + (penalty if months else 0)

    return intervals.month(min((today.year - 1, today.year, today.year + 1), key=distance), number)


def year(match: Match, frame: Frame) -> Interval | None:
    """A year by itself."""
    value = named_year(match, frame)
    return intervals.year(value) if value and 1000 <= value <= 2200 else None


def years(match: Match, frame: Frame) -> Interval | None:
    """Two years with a dash: "1998-99", "2014-2019"."""
    first, last = int(match["y"]), match["y2"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not first < end <= first + 60:
        return None
    return Interval(date(first, 1, 1), date(end, 12, 31), "range")


def decade(match: Match, frame: Frame) -> Interval | None:
    """ "the 1990s", "the '80s", "the nineties"."""
    if match["y"]:
        return intervals.decade(int(match["y"]))
    two = int(match["short"]) if match["short"] else words()["decades"][match["word"].lower()]
    base = frame.today.year if frame.today else 2026
    return intervals.decade(base - (base - two) % 100)
