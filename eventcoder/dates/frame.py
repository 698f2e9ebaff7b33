"""What a date expression is resolved against: the article's day, the direction of its sentence, what came before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from eventcoder.dates.intervals import Interval

PERIODS = frozenset({"quarter", "half"})


@dataclass(slots=True)
class Frame:
    """The state of reading one article, carried from mention to mention.

    ``today`` is the publication day, or the day of the dateline above the words; None where neither is known.
    ``direction`` tells -1 (past), 1 (future) or 0 (unknown) for the words at an offset. ``seen`` are the intervals
    named so far with their offsets.
    """

    today: date | None
    direction: Callable[[int, int], int]
    seen: list[tuple[int, Interval]] = field(default_factory=list)

    def note(self, start: int, value: Interval) -> None:
        """Remember what has been named."""
        self.seen.append((start, value))

    def last_day(self, before: int, reach: int = 600) -> date | None:
        """The first day of the last single day named within ``reach`` characters before an offset."""
        for start, value in reversed(self.seen):
            if before - start > reach:
                return None
            if value.precision == "day":
                return value.start
        return None

    def last_weekday(self, before: int, number: int, reach: int = 1500) -> date | None:
        """The last single day named that is an ISO weekday."""
        for start, value in reversed(self.seen):
            if before - start > reach:
                return None
            if value.precision == "day" and value.start.isoweekday() == number:
                return value.start
        return None

    def last(self, before: int, reach: int = 1500) -> Interval | None:
        """The last interval named within ``reach`` characters before an offset."""
        if self.seen and before - self.seen[-1][0] <= reach:
            return self.seen[-1][1]
        return None

    def period(self, before: int, reach: int = 3000) -> Interval | None:
        """The latest quarter or half-year named that had begun by the article's day."""
        values = [value for start, value in self.seen if value.precision in PERIODS and before - start <= reach]
        begun = [value for value in values if self.today is None or value.start <= self.today]
        return max(begun, key=lambda value: value.start, default=None)
