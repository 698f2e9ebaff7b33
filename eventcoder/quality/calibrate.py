"""Calibration: from a raw score of how sure a row is to the share of such rows that judges call right."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

KNOTS = 8
LEAST = 25  # judged rows behind each knot
PRIOR = 2.0  # rows at the overall share added to each knot's own, so that no knot says 0 or 1 for certain

Judged = tuple[float, bool]  # raw score, whether the row is right


@dataclass(frozen=True, slots=True)
class Calibration:
    """A map that never falls: straight lines between (raw score, share right) knots, level beyond the ends."""

    knots: tuple[tuple[float, float], ...]

    def __call__(self, raw: float) -> float:
        """The share of rows with this raw score that are right, 0-1."""
        scores = [x for x, _ in self.knots]
        after = bisect_right(scores, raw)
        if after == 0:
            return self.knots[0][1]
        if after == len(self.knots):
            return self.knots[-1][1]
        (x0, y0), (x1, y1) = self.knots[after - 1], self.knots[after]
        return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)

    def tsv(self) -> str:
        """The knots as a table: ``raw`` and ``right``."""
        return "raw\tright\n" + "".join(f"{x:.4f}\t{y:.4f}\n" for x, y in self.knots)


def fit(judged: Iterable[Judged], knots: int = KNOTS) -> Calibration:
    """Isotonic regression (pool adjacent violators) on at most ``knots`` groups of equally many rows.

    Few groups keep it from learning the judged rows by heart. Raises ValueError where nothing was judged.
    """
    rows = sorted(judged)
    if not rows:
        raise ValueError("nothing was judged")
    overall = sum(right for _, right in rows) / len(rows)
    pools: list[list[float]] = []  # sum of raw scores, rows right, rows
    for group in _groups(rows, max(1, min(knots, len(rows) // LEAST))):
        pools.append([sum(x for x, _ in group), float(sum(r for _, r in group)), float(len(group))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    shares = [(raw / n, (right + PRIOR * overall) / (n + PRIOR)) for raw, right, n in pools]
    return Calibration(_rising(shares))


def _groups(rows: Sequence[Judged], number: int) -> list[list[Judged]]:
    """The rows, sorted, in groups of about equal size; rows of one raw score stay together."""
    groups: list[list[Judged]] = []
    size = len(rows) / number
    for row in rows:
        full = groups and len(groups[-1]) >= size and groups[-1][-1][0] != row[0]
        if full or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _rising(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points with shares that never fall: the prior may have bent small groups."""
    risen: list[tuple[float, float]] = []
    for x, y in points:
        risen.append((x, max(y, risen[-1][1]) if risen else y))
    return tuple(risen)


def calibration_error(judged: Iterable[Judged], tenths: int = 10) -> float:
    """Expected calibration error: how far stated confidence and share right lie apart, by tenths, weighted by rows."""
    bins: dict[int, list[Judged]] = {}
    rows = list(judged)
    for confidence, right in rows:
        bins.setdefault(min(tenths - 1, int(confidence * tenths)), []).append((confidence, right))
    gaps = (abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / len(rows) if rows else 0.0


def judged_rows(score_file: str | Path) -> list[Judged]:
    """The (confidence, right) pairs that a scored audit keeps (audit.json, ``reliability``)."""
    body = json.loads(Path(score_file).read_text(encoding="utf-8"))
    return [(float(confidence), bool(right)) for confidence, right in body["reliability"]]
