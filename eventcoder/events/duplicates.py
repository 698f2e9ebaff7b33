"""Later mentions of an event that was reported before, in the same article or in another.

One row a mention stands in the dataset; the first of them is the event, the others carry its id in ``duplicate_of``
(the one-a-day filter of event data, but marked and never deleted). Two mentions are of one event where both parties
and the act agree, the days are at most one apart and their places do not contradict each other. Force is told apart
more strictly, since one war has many strikes a day: the place, or in one article the verb, must agree. Articles that
are nearly the same words (MinHash over five-word shingles) repeat each other's events whatever their dates.
Everything is kept in a SQLite file: memory does not grow with the corpus.
"""

import re
import sqlite3
import struct
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from eventcoder.actions.reading import COERCIVE
from eventcoder.records import Article, Event

BANDS, ROWS = 25, 5  # locality-sensitive hashing: at a likeness of 0.7 a pair is found 99 times in 100
LIKE = 0.7  # estimated Jaccard likeness from which an article repeats another
SHINGLE = 5
FEWEST = 20  # shingles below which texts are not compared
NEAR = 1  # days between two reports of one event
SHORT = 3  # days that an interval may span to be compared by nearness
VERBAL = frozenset({"01", "02", "03", "05", "10", "11", "12", "13"})  # acts of speech: one root, many acts
STATE = frozenset({None, "", "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "ELI"})  # sectors that act for the country
_WORD = re.compile(r"\w+")
_TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
pragma cache_size = -16000;
create table firsts (id text primary key, source text, target text, act text, first integer, last integer,
    place text, country text, lemma text, code text, article integer, cluster integer) without rowid;
create index by_parties on firsts (source, target, act, first);
create index by_cluster on firsts (cluster, act);
create table mentions (id text primary key, first text, article integer) without rowid;
create table reports (first text primary key, articles integer) without rowid;
create table bands (band blob, article integer, primary key (band, article)) without rowid;
create table signatures (article integer primary key, signature blob);
"""


class Duplicates:
    """Give it every article in order, then :meth:`settle`, then ask about each event."""

    def __init__(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        self._file, self._articles = file, 0
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("begin")

    def add(self, article: Article, events: Iterable[Event]) -> None:
        """The next article and its events, in their order."""
        events = list(events)
        self._articles += 1
        number = self._articles
        cluster = self._cluster(number, article.text) if events else number
        for event in events:
            first = self._first(event, number, cluster)
            if first is None:
                self._db.execute(
                    "insert or ignore into firsts values (?,?,?,?,?,?,?,?,?,?,?,?)", _row(event, number, cluster)
                )
            self._db.execute("insert or ignore into mentions values (?,?,?)", (event.event_id, first, number))

    def _first(self, event: Event, number: int, cluster: int) -> str | None:
        source, target = _parties(event)
        day = _day(event)
        found = self._db.execute(
            "select id, first, last, place, country, lemma, code, article, cluster from firsts "
            "where source is ? and target is ? and act = ? and (article = ? or cluster = ? or first between ? and ?) "
            "order by article, first, id",
            (source, target, _act(event), number, cluster, (day or 0) - NEAR, (day or -9) + NEAR),
        )
        for identity, *rest in found:
            if _same(event, tuple(rest), number, cluster):
                return str(identity)
        return None

    def _cluster(self, number: int, text: str) -> int:
        """The first article that this one nearly repeats, itself where there is none."""
        from rensa import RMinHash

        words = _WORD.findall(text.lower())
        shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
        if len(shingles) < FEWEST:
            return number
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=42)
        sketch.update(sorted(shingles))
        signature = struct.pack(f"<{BANDS * ROWS}I", *(h & 0xFFFFFFFF for h in sketch.digest()))
        bands = [bytes([i]) + signature[i * ROWS * 4 : (i + 1) * ROWS * 4] for i in range(BANDS)]
        marks = ",".join("?" * BANDS)
        query = (
            "select distinct s.article, signature from bands b join signatures s on s.article = b.article "
            f"where band in ({marks}) order by 1"
        )
        for other, theirs in self._db.execute(query, bands):
            equal = sum(a == b for a, b in zip(_numbers(signature), _numbers(theirs), strict=True))
            if equal >= LIKE * BANDS * ROWS:
                return int(other)
        self._db.executemany("insert or ignore into bands values (?, ?)", [(b, number) for b in bands])
        self._db.execute("insert into signatures values (?, ?)", (number, signature))
        return number

    def settle(self) -> None:
        """All articles are in: from here on events may be asked about."""
        self._db.execute(
            "insert into reports select coalesce(first, id), count(distinct article) from mentions group by 1"
        )
        self._db.execute("commit")

    def of(self, event: Event) -> tuple[str | None, int]:
        """The id of the first mention of the event (None for itself) and how many articles reported it."""
        row = self._db.execute("select first from mentions where id = ?", (event.event_id,)).fetchone()
        first = row[0] if row else None
        told = self._db.execute("select articles from reports where first = ?", (first or event.event_id,)).fetchone()
        return first, int(told[0]) if told else 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._file.unlink(missing_ok=True)


def _numbers(signature: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{BANDS * ROWS}I", signature)


def _party(country: str | None, code: str | None, name: str | None) -> str | None:
    return country or (code if code and code.strip("-") else None) or name


def _parties(event: Event) -> tuple[str | None, str | None]:
    source = _party(event.source_country, event.source_code, event.source_name)
    target = _party(event.target_country, event.target_code, event.target_name)
    if source is not None and source == target:  # within a country it matters who: rebels on troops, troops on rebels
        source, target = (f"{source} {_camp(s)}" for s in (event.source_sector, event.target_sector))
    if event.event_root == "04" and source and target:  # consultation has no direction
        source, target = sorted((source, target))
    return source, target


def _camp(sector: str | None) -> str:
    return "" if sector is None or sector in STATE else sector


def _act(event: Event) -> str:
    return event.event_code[:3] if event.event_root in VERBAL else event.event_root


def _day(event: Event) -> int | None:
    return event.event_date.toordinal() if event.event_date else None


def _row(event: Event, article: int, cluster: int) -> tuple[object, ...]:
    first = _day(event)
    last = event.event_date_end.toordinal() if event.event_date_end else first
    place = event.place_name if event.place_precision in ("point", "city", "admin1") else None
    return (
        event.event_id, *_parties(event), _act(event), first, last, place, event.place_country, event.action_lemma,
        event.event_code, article, cluster,
    )  # fmt: skip


def _same(event: Event, other: tuple[object, ...], number: int, cluster: int) -> bool:
    """Whether an event is another of the same parties and act: by its days, its place and who reports it."""
    their_first, their_last, their_place, their_country, lemma, code, their_article, their_cluster = other
    _, source, target, _, first, last, place, country, *_ = _row(event, number, cluster)
    if (place and their_place and place != their_place) or (country and their_country and country != their_country):
        return False
    if not _agree(event.event_code, str(code)):
        return False
    same_days = (first, last) == (their_first, their_last)
    same_verb, same_place = lemma == event.action_lemma, place is not None and place == their_place
    if number == their_article:
        if event.event_root in COERCIVE:
            return same_days and place == their_place and (same_verb or (same_place and first is not None))
        return same_days and (same_verb or first is not None)
    if cluster == their_cluster:
        alike = same_verb or same_place or event.event_root not in COERCIVE
        return alike and (
            same_days or first is None or their_first is None or _near(first, last, their_first, their_last)
        )
    told_apart = source is not None and (same_place or (target is not None and event.event_root not in COERCIVE))
    return told_apart and first is not None and _near(first, last, their_first, their_last)


def _agree(code: str, other: str) -> bool:
    """Whether two codes can tell of one act: equal, or one is the other's general form.

    >>> _agree("190", "195"), _agree("194", "195"), _agree("173", "1731")
    (True, False, True)
    """
    short, long = sorted((code, other), key=lambda c: len(c.removesuffix("0")))
    return long.startswith(short.removesuffix("0"))


def _near(first: object, last: object, their_first: object, their_last: object) -> bool:
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert isinstance(their_first, int)
    assert isinstance(their_last, int)
    short = last - first < SHORT and their_last - their_first < SHORT
    return abs(first - their_first) <= NEAR and (short or (first, last) == (their_first, their_last))
