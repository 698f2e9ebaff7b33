"""Closed intervals of calendar days and the arithmetic on them.

Weeks are ISO weeks (Monday to Sunday), weekends Saturday and Sunday. Quarters and halves are the calendar year's.
Seasons are the northern meteorological ones (spring is March to May); a winter is named after the year of its
December. Time zones are left aside: a day is the day as the article writes it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of days and how precise it is (see ``DateMention.precision``)."""

    start: date
    end: date
    precision: str


def day(value: date) -> Interval:
    """One day."""
    return Interval(value, value, "day")


def span(start: date, end: date) -> Interval | None:
    """The days from ``start`` to ``end``, None where they are not in order."""
    return Interval(start, end, "day" if start == end else "range") if start <= end else None


def week(value: date) -> Interval:
    """The Monday to Sunday around a day."""
    monday = value - timedelta(days=value.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def weekend(value: date) -> Interval:
    """The Saturday and Sunday of a day's ISO week."""
    saturday = week(value).start + timedelta(days=5)
    return Interval(saturday, saturday + timedelta(days=1), "range")


def month(year_: int, month_: int) -> Interval:
    """A calendar month; ``month_`` may lie outside 1 to 12 and then runs over into other years."""
    year_, month_ = year_ + (month_ - 1) // 12, (month_ - 1) % 12 + 1
    return Interval(date(year_, month_, 1), date(year_, month_, monthrange(year_, month_)[1]), "month")


def quarter(year_: int, number: int) -> Interval:
    """A quarter of the calendar year; ``number`` may lie outside 1 to 4."""
    first = month(year_, 3 * number - 2)
    return Interval(first.start, month(first.start.year, first.start.month + 2).end, "quarter")


def half(year_: int, number: int) -> Interval:
    """The first or second half of a calendar year."""
    return Interval(month(year_, 6 * number - 5).start, month(year_, 6 * number).end, "half")


def season(year_: int, number: int) -> Interval:
    """Spring (1) to winter (4) of a year."""
    return Interval(month(year_, 3 * number).start, month(year_, 3 * number + 2).end, "season")


def year(year_: int) -> Interval:
    """A calendar year."""
    return Interval(date(year_, 1, 1), date(year_, 12, 31), "year")


def decade(year_: int) -> Interval:
    """The ten years that share a year's first three digits."""
    first = year_ - year_ % 10
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def on_day(year_: int, month_: int, day_: int) -> date | None:
    """The day, None where the calendar has none (30 February, 29 February of a common year)."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


def add_months(value: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    target = month(value.year, value.month + months)
    return target.start.replace(day=min(value.day, target.end.day))


def unit_around(value: date, unit: str) -> Interval | None:
    """The day, week, month, quarter, year or decade that a day lies in."""
    match unit:
        case "day":
            return day(value)
        case "week" | "fortnight":
            return week(value)
        case "weekend":
            return weekend(value)
        case "month":
            return month(value.year, value.month)
        case "quarter":
            return quarter(value.year, (value.month + 2) // 3)
        case "year":
            return year(value.year)
        case "decade":
            return decade(value.year)
    return None


def shift(value: date, unit: str, count: int) -> date | None:
    """The day ``count`` units later (earlier where negative), None where it leaves the calendar."""
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if days:
            return value + timedelta(days=days * count)
        if months and MINYEAR <= value.year + months * count // 12 <= MAXYEAR - 1:
            return add_months(value, months * count)
    except (OverflowError, ValueError):
        return None
    return None


def weekday_before(value: date, number: int, *, inclusive: bool = True) -> date:
    """The last ISO weekday ``number`` up to a day, or strictly before it."""
    back = (value.isoweekday() - number) % 7
    return value - timedelta(days=back or (0 if inclusive else 7))


def weekday_after(value: date, number: int, *, inclusive: bool = True) -> date:
    """The first ISO weekday ``number`` from a day on, or strictly after it."""
    ahead = (number - value.isoweekday()) % 7
    return value + timedelta(days=ahead or (0 if inclusive else 7))


def easter(year_: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    d, e = divmod(b, 4)
    f = (8 * b + 13) // 25
    g = (19 * a + b - d - f + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - g - k) % 7
    n = (a + 11 * g + 22 * m) // 451
    month_, day_ = divmod(g + m - 7 * n + 114, 31)
    return date(year_, month_, day_ + 1)
