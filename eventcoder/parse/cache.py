"""Parses kept on disk: they cost most of a build and change only with the text and the model."""

import hashlib
import logging
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

log = logging.getLogger(__name__)
ATTRS = ("TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")
NAME = "parses.sqlite"


class ParseCache:
    """Docs by the text and the hash of what parsed it, in one SQLite file that may be deleted at any time.

    Several processes may use it at once. Where it cannot be used (a full disk, a damaged file) the build goes on
    without it.
    """

    def __init__(self, folder: Path, model: str, limit: int) -> None:
        self._file = folder / NAME
        self._model, self._limit = model.encode(), limit
        self._db: sqlite3.Connection | None = None
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.OperationalError as e:
            self._give_up(e)
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._open()

    def _open(self) -> None:
        self._db = sqlite3.connect(self._file, timeout=60, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = off")
        self._db.execute(
            "create table if not exists parses (key blob primary key, used integer, doc blob) without rowid"
        )
        self._db.execute("create index if not exists by_use on parses (used)")

    def key(self, text: str) -> bytes:
        """The key of a text with this model."""
        return hashlib.sha256(self._model + b"\0" + text.encode()).digest()

    def get(self, texts: Sequence[str], vocab: Vocab) -> list[Doc | None]:
        """The kept docs of the texts, None where there is none."""
        if self._db is None:
            return [None] * len(texts)
        out: list[Doc | None] = []
        now = int(time.time())
        try:
            for text in texts:
                data = self._read(self._db, self.key(text), now)
                out.append(next(DocBin().from_bytes(data).get_docs(vocab)) if data else None)
        except (sqlite3.Error, ValueError, StopIteration) as e:
            self._give_up(e)
            return [None] * len(texts)
        return out

    def put(self, docs: Sequence[Doc]) -> None:
        """Keep parsed docs."""
        if self._db is None or not docs:
            return
        now = int(time.time())
        self._insert([(self.key(d.text), now, DocBin(attrs=ATTRS, docs=[d]).to_bytes()) for d in docs])

    def _insert(self, rows: list[tuple[bytes, int, bytes]]) -> None:
        if self._db is None or not rows:
            return
        try:
            self._db.execute("begin immediate")
            self._db.executemany("insert or replace into parses values (?, ?, ?)", rows)
            self._db.execute("commit")
            self._make_room()
        except sqlite3.Error as e:
            self._give_up(e)

    def get_bytes(self, key: str) -> bytes | None:
        """What was kept under a key that is no text's."""
        if self._db is None:
            return None
        try:
            return self._read(self._db, self.key(f"\0{key}"), int(time.time()))
        except sqlite3.Error as e:
            self._give_up(e)
            return None

    def put_bytes(self, kept: Sequence[tuple[str, bytes]]) -> None:
        """Keep bytes, each under a key that is no text's."""
        self._insert([(self.key(f"\0{key}"), int(time.time()), data) for key, data in kept])

    @staticmethod
    def _read(db: sqlite3.Connection, key: bytes, now: int) -> bytes | None:
        row = db.execute("select doc, used from parses where key = ?", (key,)).fetchone()
        if row and now - row[1] > 3600:
            db.execute("update parses set used = ? where key = ?", (now, key))
        return row[0] if row else None

    def _make_room(self) -> None:
        assert self._db is not None
        pages, free, size = (
            self._db.execute(f"pragma {p}").fetchone()[0] for p in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > self._limit:
            self._db.execute(
                "delete from parses where key in (select key from parses order by used limit "
                "(select max(1, count(*) / 10) from parses))"
            )

    def _give_up(self, why: Exception) -> None:
        log.warning("%s: kept parses are not used: %s", self._file, why)
        self._db = None

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None
