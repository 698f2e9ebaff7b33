"""What a build's folder remembers of the build before: enough to say what changed, without the texts.

``.history/current`` and ``.history/previous`` are slim datasets (events, articles' hashes, dropped candidates) that
:func:`eventcoder.quality.diff.diff` reads like any other.
"""

import shutil
from pathlib import Path

import polars as pl

from eventcoder.quality.dataset import Dataset, scan
from eventcoder.quality.diff import COLUMNS

SLIM = {
    "events": COLUMNS,
    "articles": ("article_id", "sha256", "status", "reason"),
    "dropped": ("stage", "article_id", "reason", "start", "end"),
}


def remember(data: Dataset, fingerprint: str) -> Path | None:
    """Keep this build as the current one; gives the folder of the one before it, None where there is none."""
    root = data.folder / ".history"
    current, previous = root / "current", root / "previous"
    if _fingerprint(current) != fingerprint:
        fresh = root / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, path in (("events", data.events), ("articles", data.articles), ("dropped", data.dropped)):
            if path is not None:
                frame = scan(path)
                have = frame.collect_schema()
                kept = [pl.col(c) for c in SLIM[name] if c in have]
                frame.select(kept).sink_parquet(fresh / f"{name}.parquet", mkdir=True)
        (fresh / "fingerprint").write_text(fingerprint, encoding="utf-8")
        if current.exists():
            shutil.rmtree(previous, ignore_errors=True)
            current.rename(previous)
        fresh.rename(current)
    return previous if previous.exists() else None


def _fingerprint(folder: Path) -> str | None:
    path = folder / "fingerprint"
    return path.read_text(encoding="utf-8") if path.is_file() else None
