"""The plan of a build: the whole input read once, judged row by row and cut into shards on disk."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eventcoder import settings
from eventcoder.build.base import Base, article_key, row_key
from eventcoder.build.shards import Shard, write_shard
from eventcoder.records import Article, Dropped


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to code: where its input waits, the key under which its coding is kept, its size."""

    input: Path
    key: str
    articles: int
    characters: int


def plan(
    rows: Iterable[Article | Dropped], work: Path, fingerprint: str, known: "Known | None" = None
) -> Iterator[Task]:
    """Write the shards of the input below ``work``.

    Where a shard ends is decided by the articles themselves, so that an article put in or taken out changes the
    shard it is in and leaves the others, and their coding, as they were. What is ``known`` already is passed over.
    """
    shard, number = Shard([], [], []), 0
    for row in _unique(rows, work / "ids.sqlite", known):
        shard.rows.append(isinstance(row, Article))
        if isinstance(row, Article):
            shard.articles.append(row)
        else:
            shard.rejected.append(row)
        if _full(shard):
            yield _task(shard, number, work, fingerprint)
            shard, number = Shard([], [], []), number + 1
    if shard.rows:
        yield _task(shard, number, work, fingerprint)


def _task(shard: Shard, number: int, work: Path, fingerprint: str) -> Task:
    path = work / "input" / f"{number // 1000:05}" / f"{number:08}"
    write_shard(path, shard)
    return Task(path, shard.key(fingerprint), len(shard.articles), sum(len(a.text) for a in shard.articles))


def _full(shard: Shard) -> bool:
    fewest, most = settings.SHARD_ARTICLES
    n = len(shard.articles)
    characters = sum(len(a.text) for a in shard.articles) + sum(len(d.text or "") for d in shard.rejected)
    if n >= most or len(shard.rows) >= 16 * most or characters >= settings.SHARD_CHARACTERS:
        return True
    if n < fewest or not shard.rows[-1]:
        return False
    last = hashlib.sha256(shard.articles[-1].article_id.encode()).digest()
    return last[0] % settings.SHARD_CUT == 0


@dataclass(slots=True)
class Known:
    """The rows of the dataset that is added to; ``met`` counts those that came again, unchanged."""

    base: Base
    met: int = 0


def _unique(rows: Iterable[Article | Dropped], seen: Path, known: Known | None) -> Iterator[Article | Dropped]:
    """Drop an article whose id came before. The ids wait on disk, so that any number of them takes little memory."""
    seen.unlink(missing_ok=True)
    db = sqlite3.connect(seen, isolation_level=None)
    try:
        db.execute("pragma journal_mode = off")
        db.execute("pragma synchronous = off")
        db.execute("pragma locking_mode = exclusive")
        db.execute("create table ids (id blob primary key, sha text, file text, row integer) without rowid")
        db.execute("begin")
        if known:
            db.executemany("insert or ignore into ids values (?, ?, ?, ?)", known.base.known())
        for row in rows:
            if known and _there(db, row):
                known.met += 1
            else:
                yield _first(db, row) if isinstance(row, Article) else row
    finally:
        db.close()
        seen.unlink(missing_ok=True)


def _there(db: sqlite3.Connection, row: Article | Dropped) -> bool:
    """Whether the dataset that is added to has this very row; an id with another text is not it."""
    if isinstance(row, Dropped):
        return db.execute("select 1 from ids where id = ?", (row_key(row),)).fetchone() is not None
    sha = hashlib.sha256(row.text.encode()).hexdigest()
    return (
        db.execute("select 1 from ids where id = ? and sha = ?", (article_key(row.article_id), sha)).fetchone()
        is not None
    )


def _first(db: sqlite3.Connection, article: Article) -> Article | Dropped:
    key = article_key(article.article_id)
    try:
        db.execute("insert into ids values (?, null, ?, ?)", (key, article.input_file, article.input_row))
    except sqlite3.IntegrityError:
        file, row = db.execute("select file, row from ids where id = ?", (key,)).fetchone()
        return Dropped(
            "article",
            "duplicate_id",
            article.article_id,
            article.input_file,
            article.input_row,
            text=article.text,
            detail=f"the id stands at {file}, row {row}, already",
        )
    return article


def renamed(dropped: Dropped, article: Article) -> Dropped:
    """A dropped candidate with where its article stood in the input."""
    return replace(dropped, input_file=article.input_file, input_row=article.input_row)
