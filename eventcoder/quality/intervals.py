"""Shares with their intervals, and agreement between judges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``of``, with the 95% Wilson interval; a share of nothing has no value."""

    what: str
    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share itself, None of nothing."""
        return self.right / self.of if self.of else None

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return wilson(self.right, self.of)[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return wilson(self.right, self.of)[1]


def wilson(right: int, of: int, z: float = Z95) -> tuple[float, float]:
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
