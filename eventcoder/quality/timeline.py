"""Events over time: bins wide enough to read, and days that stand out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median

MOST_BINS = 120
WINDOW = 14  # days on either side that tell what is usual
UNUSUAL = 4.0  # standard deviations of a Poisson count above or below that


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time and its events by quad class (1-4)."""

    start: date
    label: str
    quads: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """All its events."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bins without a gap; ``unit`` is day, week, month, quarter or year; ``outside`` counts events before or after."""

    unit: str
    bins: tuple[Bin, ...]
    outside: int

    def label_of(self, day: date) -> str:
        """The label of the bin that a day lies in, "outside" where there is none."""
        label = _label(self.unit, _floor(self.unit, day))
        return label if any(b.label == label for b in self.bins) else "outside"


def timeline(days: list[tuple[date, int, int]], published: tuple[date, date] | None) -> Timeline:
    """The events in bins over the time in which the articles appeared, a month before it included.

    Background told in passing may lie decades back and would squeeze the rest into one bar; it is counted as outside.
    """
    if not days:
        return Timeline("day", (), 0)
    first, last = days[0][0], days[-1][0]
    if published is not None:
        first = max(first, published[0] - timedelta(days=31))
        last = min(last, published[1] + timedelta(days=31))
    inside = [(day, quad, n) for day, quad, n in days if first <= day <= last]
    outside = sum(n for _, _, n in days) - sum(n for _, _, n in inside)
    if not inside:
        return Timeline("day", (), outside)
    unit = next(
        (u for u in ("day", "week", "month", "quarter") if len(_starts(u, first, last)) <= MOST_BINS),
        "year",
    )
    counts: dict[date, list[int]] = {start: [0, 0, 0, 0] for start in _starts(unit, first, last)}
    for day, quad, n in inside:
        if 1 <= quad <= 4:
            counts[_floor(unit, day)][quad - 1] += n
    bins = tuple(Bin(start, _label(unit, start), (q[0], q[1], q[2], q[3])) for start, q in counts.items())
    return Timeline(unit, bins, outside)


def _floor(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _starts(unit: str, first: date, last: date) -> list[date]:
    """The first day of every bin from ``first`` to ``last``."""
    starts = [_floor(unit, first)]
    step = {"day": 1, "week": 7, "month": 32, "quarter": 93, "year": 366}[unit]
    while (following := _floor(unit, starts[-1] + timedelta(days=step))) <= last:
        starts.append(following)
    return starts


def _label(unit: str, start: date) -> str:
    if unit == "year":
        return str(start.year)
    if unit == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return start.strftime("%Y-%m") if unit == "month" else start.isoformat()


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """A day with more or fewer events than the fortnights around it would lead one to expect."""

    day: date
    events: int
    usual: float


def unusual_days(days: list[tuple[date, int, int]], published: tuple[date, date] | None) -> list[UnusualDay]:
    """Days ``UNUSUAL`` standard deviations off the median of the fortnights around them, the most unusual first.

    Only days on which articles appeared or the day before are judged, and only where there are four weeks to compare.
    """
    totals: Counter[date] = Counter()
    for day, _, n in days:
        totals[day] += n
    if published is None or not totals:
        return []
    first, last = published[0] - timedelta(days=1), published[1]
    if (last - first).days < 2 * WINDOW:
        return []
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        around = (day + timedelta(days=d) for d in range(-WINDOW, WINDOW + 1) if d)
        usual = median([totals[other] for other in around if first <= other <= last])
        if usual >= 1 and max(totals[day], usual) >= 10 and abs(totals[day] - usual) > UNUSUAL * sqrt(usual + 1):
            found.append(UnusualDay(day, totals[day], usual))
    return sorted(found, key=lambda u: -abs(u.events - u.usual) / sqrt(u.usual + 1))[:10]
