"""What is known of a dataset's accuracy: audits of it, and figures handed over beside it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventcoder.quality.dataset import Dataset
from eventcoder.quality.intervals import Share


@dataclass(frozen=True, slots=True)
class AccuracyTable:
    """A sentence that says what was judged by whom, and the shares found right."""

    about: str
    figures: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Events of one tenth of stated confidence: their mean confidence and the share found right."""

    low_edge: float
    high_edge: float
    mean: float
    share: Share


def accuracy_tables(data: Dataset) -> list[AccuracyTable]:
    """The tables of ``accuracy.json`` (gold) and ``audit.json`` in the dataset's folder, where they are there.

    Both hold ``{"about": ..., "figures": [{"what": ..., "right": n, "of": n}, ...]}``.
    """
    found = []
    for name in ("accuracy.json", "audit.json"):
        body = _read(data.folder / name)
        if body is not None:
            figures = (Share(str(f["what"]), int(f["right"]), int(f["of"])) for f in body.get("figures", []))
            found.append(AccuracyTable(str(body.get("about", name)), tuple(figures)))
    return found


def reliability_table(data: Dataset) -> list[Reliability]:
    """Stated confidence against the share right, from the verdicts of an audit; empty where there is none.

    ``audit.json`` holds them as ``"reliability": [[confidence, right], ...]``.
    """
    body = _read(data.folder / "audit.json")
    return reliability([(float(c), bool(r)) for c, r in body.get("reliability", [])]) if body else []


def reliability(judged: list[tuple[float, bool]]) -> list[Reliability]:
    """(confidence, right) pairs by tenths of confidence; tenths without any are left out."""
    table = []
    for tenth in range(10):
        here = [(c, r) for c, r in judged if min(9, int(c * 10)) == tenth]
        if here:
            low = tenth / 10
            share = Share(f"{low:.1f}", sum(r for _, r in here), len(here))
            table.append(Reliability(low, low + 0.1, sum(c for c, _ in here) / len(here), share))
    return table


def _read(path: Path) -> dict[str, Any] | None:
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return body if isinstance(body, dict) else None
