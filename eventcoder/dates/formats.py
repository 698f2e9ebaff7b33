"""Days written in other formats than the grammar resolves itself, read by dateparser.

Only dates in full (day, month and year) come here, with English names of months and a fixed order of figures, so that
neither the machine's locale nor its clock has a say. dateparser reads no network.
"""

import re
from datetime import date

from eventcoder.dates import intervals
from eventcoder.dates.frame import Frame
from eventcoder.dates.intervals import Interval


def other_format(match: re.Match[str], frame: Frame) -> Interval | None:
    """ "2024/05/08", "08-May-24": figures stand in the order year, month, day or day, month, year."""
    value = _parsed(match[0], "YMD" if match["sep"] else "MDY" if match["sep3"] else "DMY")
    return intervals.day(value) if value and 1500 <= value.year <= 2100 else None


def _parsed(text: str, order: str) -> date | None:
    import dateparser  # half a second to load, and seldom needed

    settings = {"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, languages=["en"], settings=settings)
    return None if found is None else found.date()
