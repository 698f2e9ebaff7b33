"""The dataset that ``--add`` appends to: what stands in it, and how it outlives a crash."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from eventcoder.errors import EventcoderError
from eventcoder.records import Article, Dropped, Event
from eventcoder.schema import arrow_schema

TABLES = ("events.parquet", "articles.parquet", "dropped.parquet")
BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Base:
    """A finished dataset as it was before something is added. ``folder`` holds its tables until that is done."""

    folder: Path
    manifest: dict[str, Any]

    def known(self) -> Iterator[tuple[bytes, str | None, str | None, int | None]]:
        """(key, sha256 of the text, input file, input row) of every row that went in; see :func:`row_key`."""
        columns = ("article_id", "sha256", "status", "reason", "input_file", "input_row")
        for row in _rows(self.folder / "articles.parquet", *columns):
            if row["status"] != "rejected" or row["reason"] == "coding_failed":
                key = article_key(row["article_id"])
                yield key, row["sha256"], row["input_file"], row["input_row"]
        for row in _rows(self.folder / "dropped.parquet"):
            if row["stage"] == "article" and row["reason"] != "coding_failed":
                yield row_key(Dropped(**row)), None, row["input_file"], row["input_row"]

    def coded(self) -> Iterator[tuple[Article, list[Event]]]:
        """Every article that has events, with them, in order."""
        events = groupby(_rows(self.folder / "events.parquet"), lambda e: e["article_id"])
        articles = _rows(self.folder / "articles.parquet", "article_id", "published", "text", "events")
        for article, (identity, rows) in zip((a for a in articles if a["events"]), events, strict=True):
            if article["article_id"] != identity:
                raise RuntimeError(f"the events of {identity!r} stand elsewhere than its article")
            read = Article(identity, article["published"], article["text"] or "")
            yield read, [Event(**row) for row in rows]


def article_key(identity: str) -> bytes:
    """The key of an article's id."""
    return hashlib.sha256(identity.encode()).digest()[:16]


def row_key(dropped: Dropped) -> bytes:
    """The key of a rejected row: where it stood, and why it was rejected."""
    what = (dropped.article_id, dropped.input_file, dropped.input_row, dropped.reason, dropped.detail)
    return hashlib.sha256(b"rejected" + repr(what).encode("utf-8", "replace")).digest()[:16]


def _rows(file: Path, *columns: str) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=1024, columns=list(columns) or None):
            yield from batch.to_pylist()


def open_base(out: Path, work: Path) -> Base:
    """The dataset in ``out``, its tables kept aside in ``work`` as well; one that broke off half-renamed is mended.

    Raises:
        EventcoderError: there is no finished dataset, or its tables are not those that its manifest names.
    """
    try:
        manifest: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        hashes: dict[str, str] = {name: manifest["files"][name] for name in TABLES}
    except (OSError, ValueError, KeyError, TypeError):
        raise EventcoderError("no-dataset", f"{out}: there is no dataset to add to; build it first") from None
    before = work / BEFORE
    before.mkdir(parents=True, exist_ok=True)
    for name, wanted in hashes.items():
        aside, table = before / name, out / name
        if table.exists() and sha256(table) == wanted:
            _keep(table, aside)
        elif not aside.exists() or sha256(aside) != wanted:
            raise EventcoderError(
                "changed-dataset", f"{table}: not the table that manifest.json names; build the dataset anew"
            )
    return Base(before, manifest)


def _keep(table: Path, aside: Path) -> None:
    aside.unlink(missing_ok=True)
    try:
        os.link(table, aside)  # a table is never written to, only replaced
    except OSError:
        shutil.copyfile(table, aside)


def check_same(base: Base, out: Path, fingerprint: str, options: dict[str, object], mixed: bool) -> None:
    """Whether what is added would be coded like what is there.

    Raises:
        EventcoderError: model, program or knowledge have changed (unless ``mixed``), or an option differs.
    """
    if not mixed and base.manifest["coding"]["fingerprint"] != fingerprint:
        raise EventcoderError(
            "other-coding",
            f"{out}: it was coded with another model, version or knowledge; build it anew, or give --mixed to add "
            "all the same",
        )
    for name in TABLES:
        if pq.read_schema(base.folder / name).names != arrow_schema(name.removesuffix(".parquet")).names:
            raise EventcoderError("other-columns", f"{out}: {name} has other columns; build the dataset anew")
    for name, value in options.items():
        if base.manifest["options"].get(name) != value:
            flag, was = "--" + name.replace("_", "-"), base.manifest["options"].get(name)
            raise EventcoderError("other-options", f"{out}: it was built with {flag} {was}, not {value}; give the same")


def sha256(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
