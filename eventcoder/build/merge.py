"""From coded shards to the three tables, in the order of the input."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from eventcoder.build.base import Base
from eventcoder.build.plan import Task, renamed
from eventcoder.build.shards import CodedArticle, CodedShard, Shard, read_coded, read_shard
from eventcoder.events.duplicates import Duplicates
from eventcoder.records import Article, Dropped, Event
from eventcoder.write import TableWriter, appearing

EXCERPT = 300  # characters of a rejected article in dropped.parquet


@dataclass(slots=True)
class Counts:
    """What a build made, by kind."""

    articles: int = 0
    coded: int = 0
    no_events: int = 0
    rejected: int = 0
    events: int = 0
    duplicates: int = 0
    dropped: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """``no_text`` leaves all running text out; events less sure than ``min_confidence`` are dropped."""

    min_confidence: float
    no_text: bool


def merge(
    tasks: Sequence[Task], out: Path, work: Path, coded: Path, options: MergeOptions, base: Base | None = None
) -> Counts:
    """Write events.parquet, articles.parquet and dropped.parquet: all three or, on failure, none.

    The rows of a ``base`` come first, as they were: an event added may be a duplicate of one of them, but their own
    report_count stays. What is counted are the rows added.
    """
    with Duplicates(work / "duplicates.sqlite") as duplicates:
        for old, events in base.coded() if base else ():
            duplicates.add(old, events)
        for article, what in _coded(tasks, coded):
            if isinstance(article, Article) and what:
                duplicates.add(article, [e for e in what.events if e.confidence >= options.min_confidence])
        duplicates.settle()
        with ExitStack() as stack:
            paths = [stack.enter_context(appearing(out / f"{t}.parquet")) for t in ("articles", "dropped", "events")]
            with ExitStack() as tables:
                writers = [
                    tables.enter_context(TableWriter(t, p))
                    for t, p in zip(("articles", "dropped", "events"), paths, strict=True)
                ]
                for name, writer in zip(("articles", "dropped", "events"), writers, strict=True):
                    if base:
                        writer.copy(base.folder / f"{name}.parquet")
                merger = _Merger(writers[0], writers[1], writers[2], duplicates, options)
                for article, what in _coded(tasks, coded):
                    merger.add(article, what)
    return merger.counts


def _coded(tasks: Sequence[Task], folder: Path) -> Iterator[tuple[Article | Dropped, CodedArticle | None]]:
    for task in tasks:
        shard = read_shard(task.input)
        coded = read_coded(folder / task.key) if shard.articles else CodedShard([])
        if coded is None or len(coded.articles) != len(shard.articles):
            raise RuntimeError(f"the coding of shard {task.key} is gone")
        yield from _in_order(shard, coded)


def _in_order(shard: Shard, coded: CodedShard) -> Iterator[tuple[Article | Dropped, CodedArticle | None]]:
    articles, rejected = zip(shard.articles, coded.articles, strict=True), iter(shard.rejected)
    for is_article in shard.rows:
        yield next(articles) if is_article else (next(rejected), None)


class _Merger:
    def __init__(
        self,
        articles: TableWriter,
        dropped: TableWriter,
        events: TableWriter,
        duplicates: Duplicates,
        options: MergeOptions,
    ) -> None:
        self._articles, self._dropped, self._events = articles, dropped, events
        self._duplicates, self._options = duplicates, options
        self.counts = Counts()

    def add(self, article: Article | Dropped, coded: CodedArticle | None) -> None:
        """Write what became of one input row."""
        self.counts.articles += 1
        if isinstance(article, Dropped):
            self._reject(article)
            return
        assert coded is not None
        failed = next((d for d in coded.dropped if d.stage == "article"), None)
        if failed:
            self._reject(replace(renamed(failed, article), text=article.text))
            return
        kept = [e for e in coded.events if e.confidence >= self._options.min_confidence]
        unsure = [_unsure(e) for e in coded.events if e.confidence < self._options.min_confidence]
        for event in kept:
            self._event(event)
        for candidate in sorted(
            [*coded.dropped, *unsure], key=lambda d: (d.start or 0, d.end or 0, d.reason, d.detail or "")
        ):
            self._drop(renamed(candidate, article), candidate.text)
        status = "coded" if kept else "no_events"
        setattr(self.counts, status, getattr(self.counts, status) + 1)
        self._article(article, status, None, coded.sentences, len(kept))

    def _event(self, event: Event) -> None:
        duplicate_of, reports = self._duplicates.of(event)
        row = _fields(event) | {"duplicate_of": duplicate_of, "report_count": reports}
        if self._options.no_text:
            row["sentence_text"] = None
        self.counts.events += 1
        self.counts.duplicates += duplicate_of is not None
        self._events.write(row)

    def _reject(self, dropped: Dropped) -> None:
        self.counts.rejected += 1
        self._drop(dropped, dropped.text and dropped.text[:EXCERPT])
        self._article(dropped, "rejected", dropped.reason, 0, 0)

    def _drop(self, dropped: Dropped, text: str | None) -> None:
        self.counts.dropped += 1
        self.counts.reasons[dropped.reason] = self.counts.reasons.get(dropped.reason, 0) + 1
        self._dropped.write(_fields(dropped) | {"text": None if self._options.no_text else text})

    def _article(self, a: Article | Dropped, status: str, reason: str | None, sentences: int, events: int) -> None:
        row: dict[str, Any] = _fields(a) | {
            "status": status,
            "reason": reason,
            "sentences": sentences,
            "events": events,
        }
        row["sha256"] = hashlib.sha256(a.text.encode()).hexdigest() if a.text else None
        if self._options.no_text:
            row["text"] = None
        self._articles.write(row)


def _unsure(event: Event) -> Dropped:
    return Dropped(
        "event",
        "low_confidence",
        event.article_id,
        start=event.action_start,
        end=event.action_end,
        text=event.action_text,
        detail=f"{event.event_code} by {event.rule_id}, confidence {event.confidence:.3f}",
    )


def _fields(record: Event | Dropped | Article) -> dict[str, Any]:
    """The record's fields: all are plain values, which ``asdict`` would copy one by one."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
