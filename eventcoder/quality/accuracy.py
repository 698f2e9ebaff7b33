"""What is known of a dataset's accuracy: audits of it, and figures handed over beside it."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventcoder.quality.dataset import Dataset
from eventcoder.quality.intervals import Share

AUDIT, GOLD = "audit.json", "accuracy.json"


@dataclass(frozen=True, slots=True)
class AccuracyTable:
    """A sentence that says what was judged by whom, and the shares found right; ``note`` warns where it is not this.

    ``wrong`` has the ids of the events judged wrong, by the name of the field.
    """

    about: str
    figures: tuple[Share, ...]
    note: str | None = None
    wrong: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Events of one tenth of stated confidence: their mean confidence and the share found right."""

    low_edge: float
    high_edge: float
    mean: float
    share: Share


OLD_BUILD = "Judged on an earlier build: the events have changed since."
OLD_CODER = (
    "Scored with another version of the coder or its tables than made these events: run eventcoder evaluate again."
)


def accuracy_tables(data: Dataset, fingerprint: str) -> list[AccuracyTable]:
    """What ``audit.json`` (audits) and ``accuracy.json`` (gold) in the dataset's folder say, where they are there.

    ``audit.json`` is what :func:`eventcoder.quality.score_audit` keeps, ``accuracy.json`` what
    :func:`eventcoder.quality.gold.write_accuracy` writes. ``fingerprint`` is that of the events as they are now.
    """
    found = []
    audit, gold = _read(data.folder / AUDIT), _read(data.folder / GOLD)
    if audit is not None:
        note = None if audit.get("dataset") == fingerprint else OLD_BUILD
        found.append(AccuracyTable(audit["about"], _shares(audit), note, audit.get("wrong", {})))
    if gold is not None:
        made = data.read_manifest().get("coding", {}).get("knowledge")
        note = OLD_CODER if made and made != gold.get("knowledge") else None
        found += [AccuracyTable(table["about"], _shares(table), note) for table in gold["tables"]]
    return found


def reliability_tables(data: Dataset) -> list[tuple[str, list[Reliability]]]:
    """Stated confidence against the share right, by whom it was judged; empty where nobody did."""
    found = []
    audit, gold = _read(data.folder / AUDIT), _read(data.folder / GOLD)
    if audit is not None and audit.get("reliability"):
        found.append(("by the audit", reliability([(float(c), bool(r)) for c, r in audit["reliability"]])))
    if gold is not None and gold.get("reliability"):
        found.append(("against annotated articles", tenths(gold["reliability"])))
    return found


def tenths(rows: list[list[float]]) -> list[Reliability]:
    """Rows of (lower edge, mean confidence, right, of) as a table."""
    return [
        Reliability(low, low + 0.1, mean, Share(f"{low:.1f}", int(right), int(of))) for low, mean, right, of in rows
    ]


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


def _shares(table: dict[str, Any]) -> tuple[Share, ...]:
    wanted = ("what", "right", "of", "weighted", "effective", "of_kind")
    return tuple(Share(**{key: f[key] for key in wanted if key in f}) for f in table["figures"])
