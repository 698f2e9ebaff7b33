"""Checks across rows and tables, which expectations on one table cannot make: polars, lazily."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from eventcoder.quality.columns import check_types
from eventcoder.quality.dataset import Dataset, scan
from eventcoder.quality.derive import MENTIONS
from eventcoder.quality.result import Check

EXAMPLES = 5
TEXT_AT_ONCE = 64_000_000  # characters of running text held in memory at a time


def check_tables(data: Dataset) -> list[Check]:
    """Every check across rows and tables; those whose files or columns are missing are skipped with the reason."""
    return [
        check_types(scan(data.events)),
        *_keys(data),
        *_duplicates(data),
        *_articles(data),
        *_slices(data),
        *_counts(data),
    ]


def finding(id: str, says: str, rows: int, bad: pl.LazyFrame, severity: str = "hard") -> Check:
    """A check from the rows that break it: their number and the first few, in a fixed order."""
    wrong = bad.collect(engine="streaming")
    examples = wrong.sort(wrong.columns[:2], nulls_last=True).head(EXAMPLES).to_dicts()
    return Check(id, severity, says, rows, wrong.height, wrong.is_empty(), tuple(examples))


def skipped(id: str, says: str, why: str) -> Check:
    """A check that could not be made."""
    return Check(id, "hard", says, 0, 0, True, (), why)


def _keys(data: Dataset) -> Iterator[Check]:
    says = "an event_id stands once in the whole file"
    events = data.scan_events()
    if "event_id" not in events.collect_schema():
        yield skipped("event_id_unique_overall", says, "no such column: event_id")
        return
    counted = events.select("event_id").group_by("event_id").len("times").filter(pl.col("times") > 1)
    yield finding("event_id_unique_overall", says, count(events), counted)


def _duplicates(data: Dataset) -> Iterator[Check]:
    says = "duplicate_of names another row of the file, one that is no duplicate itself"
    events = data.scan_events()
    if not {"event_id", "duplicate_of"} <= set(events.collect_schema()):
        yield skipped("duplicate_of_resolves", says, "no such column: duplicate_of")
        return
    copies = events.filter(pl.col("duplicate_of").is_not_null()).select("event_id", "duplicate_of")
    firsts = events.filter(pl.col("duplicate_of").is_null()).select(duplicate_of="event_id")
    yield finding("duplicate_of_resolves", says, count(copies), copies.join(firsts, on="duplicate_of", how="anti"))


def _articles(data: Dataset) -> Iterator[Check]:
    """Every article accounted for: known, of one date, with the events it is said to have, or a reason."""
    known = "every event's article stands in articles.parquet"
    dated = "an event's publication day is its article's"
    counted = "articles.parquet counts each article's events rightly"
    reasoned = "every article is coded, no_events or rejected, as its events say, and a rejected one has its reason"
    single = "an article that was coded stands once in articles.parquet, with its id"
    names = ("article_known", "published_consistent", "article_events_counted", "article_accounted_for", "article_once")
    if data.articles is None or "article_id" not in data.scan_events().collect_schema():
        for name, says in zip(names, (known, dated, counted, reasoned, single), strict=True):
            yield skipped(name, says, "no articles.parquet beside the events")
        return
    listed, events = scan(data.articles), data.scan_events()
    articles = listed.filter(pl.col("status") != "rejected")  # a rejected row may repeat an id, or have none
    total, rows = count(listed), count(events)
    twice = articles.group_by("article_id").len("rows").filter((pl.col("rows") > 1) | pl.col("article_id").is_null())
    yield finding(names[4], single, total, twice)
    ids = events.select("article_id").unique()
    missing = ids.join(articles.select("article_id"), on="article_id", how="anti")
    yield finding(names[0], known, rows, missing)
    pairs = events.select("article_id", "published").unique()
    both = pairs.join(articles.select("article_id", stated="published"), on="article_id")
    yield finding(names[1], dated, rows, both.filter(pl.col("published") != pl.col("stated")))
    found = events.group_by("article_id").len("found")
    key = pl.when(pl.col("status") != "rejected").then(pl.col("article_id"))
    table = listed.select("article_id", "events", "status", "reason", key.alias("_key"))
    table = table.join(found, left_on="_key", right_on="article_id", how="left").drop("_key")
    table = table.with_columns(pl.col("found").fill_null(0))
    yield finding(names[2], counted, total, table.filter(pl.col("events") != pl.col("found")))
    said = pl.when(pl.col("status") == "coded").then(pl.col("found") > 0).otherwise(pl.col("found") == 0)
    status = pl.col("status").is_in(["coded", "no_events", "rejected"]).fill_null(False)
    without = (pl.col("status") == "rejected") & pl.col("reason").is_null()
    yield finding(names[3], reasoned, total, table.filter(~status | ~said | without))


def _slices(data: Dataset) -> Iterator[Check]:
    """Offsets against the articles' own text, chunk of articles by chunk."""
    says = "start and end cut the words out of the article's text: "
    wanted = ("sentence", *MENTIONS)
    have = set(data.scan_events().collect_schema())
    present = [w for w in wanted if {f"{w}_text", f"{w}_start", f"{w}_end"} <= have]
    why = None
    if data.articles is None:
        why = "no articles.parquet beside the events"
    elif not count(scan(data.articles).filter(pl.col("text").is_not_null()).head(1)):
        why = "articles.parquet holds no text"
    if why is not None or data.articles is None:
        for what in present:
            yield skipped(f"{what}_in_text", says + what, why or "")
        return
    rows = dict.fromkeys(present, 0)
    failed = dict.fromkeys(present, 0)
    examples: dict[str, list[dict[str, Any]]] = {w: [] for w in present}
    for articles in _text_chunks(scan(data.articles)):
        texts = dict(articles.iter_rows())
        mine = _events_of(data.scan_events(), articles, present)
        for what in present:
            told = mine.filter(pl.col(f"{what}_text").is_not_null())
            wrong = told.filter(_cut(told, what, texts).ne_missing(told[f"{what}_text"]))
            rows[what] += told.height
            failed[what] += wrong.height
            shown = wrong.select("event_id", f"{what}_start", f"{what}_end", f"{what}_text")
            examples[what] += shown.head(EXAMPLES - len(examples[what])).to_dicts()
    for what in present:
        ok = failed[what] == 0
        yield Check(f"{what}_in_text", "hard", says + what, rows[what], failed[what], ok, tuple(examples[what]))


def _events_of(events: pl.LazyFrame, articles: pl.DataFrame, present: list[str]) -> pl.DataFrame:
    """The events of these articles; only the columns the slices need."""
    columns = ["event_id", "article_id", *(f"{w}_{part}" for w in present for part in ("text", "start", "end"))]
    mine = events.select(columns).filter(pl.col("article_id").is_in(articles["article_id"].implode()))
    return mine.collect(engine="streaming")


def _cut(told: pl.DataFrame, what: str, texts: dict[str, str]) -> pl.Series:
    """What the offsets cut out, null where they lie outside; a slice of a Python string costs the same anywhere."""
    places = told.select("article_id", f"{what}_start", f"{what}_end").iter_rows()
    cut = (
        texts[a][s:e] if s is not None and e is not None and 0 <= s < e <= len(texts[a]) else None for a, s, e in places
    )
    return pl.Series(cut, dtype=pl.String)


def _text_chunks(articles: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """Articles with text, as many at a time as hold about ``TEXT_AT_ONCE`` characters."""
    told = articles.filter(pl.col("status") != "rejected").select("article_id", "text")
    total, rows = told.select(pl.col("text").str.len_bytes().sum(), pl.len()).collect(engine="streaming").row(0)
    step = max(1, int(rows * min(1.0, TEXT_AT_ONCE / max(1, total or 0))) or 1)
    for start in range(0, rows, step):
        yield told.slice(start, step).drop_nulls().collect()


def _counts(data: Dataset) -> Iterator[Check]:
    """The manifest's counts against the files."""
    says = "the manifest's counts are those of the files"
    stated = data.read_manifest().get("counts")
    if not isinstance(stated, dict):
        yield skipped("manifest_counts", says, "no manifest with counts beside the events")
        return
    files = {"events": data.events, "articles": data.articles, "dropped": data.dropped}
    found = {name: count(scan(path)) for name, path in files.items() if path is not None and name in stated}
    wrong = [{"file": n, "counted": found[n], "manifest": stated[n]} for n in found if found[n] != stated[n]]
    yield Check("manifest_counts", "hard", says, len(found), len(wrong), not wrong, tuple(wrong))


def count(frame: pl.LazyFrame) -> int:
    """The number of rows."""
    return int(frame.select(pl.len()).collect(engine="streaming").item())
