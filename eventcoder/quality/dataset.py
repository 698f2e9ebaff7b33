"""A dataset on disk, opened for reading: a build's folder, or any events file by itself."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eventcoder.errors import EventcoderError
from eventcoder.quality.columns import as_stated, stated_types


@dataclass(frozen=True, slots=True)
class Dataset:
    """Where a dataset's files are; those that are not there are None."""

    events: Path
    folder: Path
    articles: Path | None = None
    dropped: Path | None = None
    manifest: Path | None = None

    def scan_events(self) -> pl.LazyFrame:
        """The events, lazily; columns of another type than theirs are turned into it."""
        return as_stated(scan(self.events))

    def read_manifest(self) -> dict[str, Any]:
        """The manifest as a dictionary, empty where there is none."""
        if self.manifest is None:
            return {}
        body = json.loads(self.manifest.read_text(encoding="utf-8"))
        return body if isinstance(body, dict) else {}

    def fingerprint(self) -> str:
        """SHA-256 of the events file: two builds with the same events have the same one."""
        digest = hashlib.sha256()
        with self.events.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()


def open_dataset(path: str | Path) -> Dataset:
    """The dataset at ``path``: a folder that holds events.parquet, or a Parquet or CSV file of events.

    Raises EventcoderError where there is no such file or it is of another kind.
    """
    path = Path(path)
    events = path / "events.parquet" if path.is_dir() else path
    if not events.is_file():
        raise EventcoderError(
            "no-events", f"{events}: no such file; give a folder that holds events.parquet, or a file"
        )
    if events.suffix not in (".parquet", ".csv"):
        raise EventcoderError("unknown-format", f"{events}: events are read from .parquet or .csv files")

    if not path.is_dir():
        return Dataset(events, events.parent)

    def beside(name: str) -> Path | None:
        return path / name if (path / name).is_file() else None

    return Dataset(events, path, beside("articles.parquet"), beside("dropped.parquet"), beside("manifest.json"))


def scan(path: Path) -> pl.LazyFrame:
    """Scan a Parquet or CSV file lazily.

    Raises EventcoderError where the file cannot be read as what its name says.
    """
    try:
        if path.suffix == ".csv":
            names = pl.scan_csv(path, infer_schema=False).collect_schema().names()
            text = {name: kind for name, kind in stated_types().items() if kind == pl.String() and name in names}
            return pl.scan_csv(path, schema_overrides=text, try_parse_dates=True, infer_schema_length=10_000)
        frame = pl.scan_parquet(path)
        frame.collect_schema()
        return frame
    except (pl.exceptions.PolarsError, OSError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EventcoderError("unreadable", f"{path}: cannot be read as {path.suffix[1:]}: {first}") from error


def batches(frame: pl.LazyFrame, rows: int) -> Iterator[pl.DataFrame]:
    """The frame in parts of at most ``rows`` rows, in order; an empty frame gives one empty part."""
    total = int(frame.select(pl.len()).collect().item())
    for start in range(0, max(total, 1), rows):
        yield frame.slice(start, rows).collect()
