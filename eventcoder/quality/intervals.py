"""Shares with their intervals, and agreement between judges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``of``, with the 95% Wilson interval; a share of nothing has no value.

    Where those judged stand for unequally many others, ``weighted`` is the share among the others, and ``effective``
    the size of a plain sample that would tell as much (Kish 1965): the interval is that sample's.
    """

    what: str
    right: int
    of: int
    weighted: float | None = None
    effective: float | None = None
    of_kind: bool = False  # of the rows of one kind only

    @property
    def value(self) -> float | None:
        """The share itself, None of nothing."""
        if self.weighted is not None:
            return self.weighted
        return self.right / self.of if self.of else None

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self._interval()[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self._interval()[1]

    def figure(self) -> dict[str, Any]:
        """As JSON holds it: its fields, with ``value``, ``low`` and ``high`` to four places."""
        value = None if self.value is None else round(self.value, 4)
        return asdict(self) | {"value": value, "low": round(self.low, 4), "high": round(self.high, 4)}

    def _interval(self) -> tuple[float, float]:
        of = self.of if self.effective is None else self.effective
        return wilson((self.value or 0.0) * of, of)


def wilson(right: float, of: float, z: float = Z95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927); 0 to 1 where nothing was judged.

    >>> [round(x, 3) for x in wilson(45, 50)]
    [0.786, 0.957]
    """
    if of == 0:
        return 0.0, 1.0
    p = right / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values (Krippendorff 2004, ch. 11); each unit is the values it was given.

    Units judged once tell nothing and are left out. None where nothing can be
    compared or only one value was ever given.

    >>> krippendorff_alpha([["right", "right"], ["wrong", "wrong"]])
    1.0
    """
    compared = [unit for unit in units if len(unit) > 1]
    totals: Counter[str] = Counter(value for unit in compared for value in unit)
    n = sum(totals.values())
    if n == 0 or len(totals) < 2:
        return None
    observed = 0.0
    for unit in compared:
        counts = Counter(unit)
        different = len(unit) ** 2 - sum(c * c for c in counts.values())
        observed += different / (len(unit) - 1)
    expected = (n * n - sum(c * c for c in totals.values())) / (n - 1)
    return 1.0 - observed / expected
