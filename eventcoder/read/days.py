"""The day of publication, as it is written: never shifted to another time zone, never guessed."""

import re
from datetime import date, datetime

FIRST, LAST = 1500, 2200  # years of news; others are placeholders (0001, 9999) or slips
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[t\s]\s*\d{1,2}:?\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})([-/.]?)(\d{{2}})\2(\d{{2}}){_CLOCK}$", re.ASCII)
_DAY_FIRST = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?(\d{{1,2}})[\s-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}}){_CLOCK}$", re.ASCII
)
_MONTH_FIRST = re.compile(rf"(?:[a-z]{{3,9}},?\s+)?([a-z]{{3,9}})\.?\s+(\d{{1,2}}),?\s+(\d{{4}}),?{_CLOCK}$", re.ASCII)
_RIGHT = "write the day as 2024-03-05"


class BadDay(ValueError):
    """Not a day that can be read in one way only; the message says what would be right."""


def read_day(value: object) -> date:
    """The day that ``value`` names: a date, a datetime, or a string.

    Read are ISO 8601 days and timestamps (``2024-03-05``, ``2024-03-05T23:30:00-05:00``, ``20240305``), and forms
    that name the month (``Tue, 05 Mar 2024 10:00:00 GMT``, ``March 5, 2024``). ``03/04/2024`` could be two days and
    a bare number could be seconds or milliseconds in any time zone: neither is read.

    Raises:
        BadDay: not a day, or a day outside the years 1500 to 2200.
    """
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, int) and not isinstance(value, bool) and 10**7 <= value < 10**8:
        value = str(value)
    if not isinstance(value, str):
        raise BadDay(f"published is {str(value)[:40]!r}, which is no date; {_RIGHT}")
    if len(value) > 100:
        raise BadDay(f"published is {len(value)} characters long; {_RIGHT}")
    parts = _parts(value.strip().lower())
    if parts is None:
        raise BadDay(f"published is {value!r}, which is not a day that can be read in one way only; {_RIGHT}")
    try:
        day = date(*parts)
    except ValueError:
        raise BadDay(f"published is {value!r}, which is no day of the calendar; {_RIGHT}") from None
    return _plausible(day)


def _parts(text: str) -> tuple[int, int, int] | None:
    if m := _ISO.match(text):
        return int(m[1]), int(m[3]), int(m[4])
    if m := _DAY_FIRST.match(text):
        day, month, year = m[1], m[2], m[3]
    elif m := _MONTH_FIRST.match(text):
        month, day, year = m[1], m[2], m[3]
    else:
        return None
    if month[:3] not in _MONTHS:
        return None
    return int(year), _MONTHS.index(month[:3]) + 1, int(day)


def _plausible(day: date) -> date:
    if not FIRST <= day.year <= LAST:
        raise BadDay(f"published is in the year {day.year}; days from {FIRST} to {LAST} are coded")
    return day
