"""The report's numbers, counted lazily in one pass over the events."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from eventcoder.quality.dataset import Dataset, scan

Counts = list[tuple[Any, int]]
SIDES = ("source", "target")
COUNTED = (
    "event_root",
    "event_code",
    "quad_class",
    "source_code",
    "target_code",
    "place_country",
    "place_precision",
    "place_basis",
    "date_precision",
    "date_basis",
    "source_basis",
    "target_basis",
    "publisher",
    "rule_id",
)


@dataclass(slots=True)
class Summary:
    """Counts over a dataset; lists of (value, count) run from the most frequent down, nulls left out."""

    rows: int = 0
    unique: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    nulls: list[tuple[str, int]] = field(default_factory=list)
    days: list[tuple[date, int, int]] = field(default_factory=list)  # event day, quad class, events
    undated: int = 0
    published: tuple[date, date] | None = None
    dyads: list[tuple[str, str, int]] = field(default_factory=list)
    places: list[tuple[float, float, str, str, str, int]] = field(default_factory=list)
    confidence: list[int] = field(default_factory=lambda: [0] * 10)
    mean_confidence: float | None = None
    duplicates: int = 0
    duplicated: int = 0
    articles: int = 0
    statuses: Counts = field(default_factory=list)
    rejected: Counts = field(default_factory=list)
    dropped: Counts = field(default_factory=list)
    empty: Counts = field(default_factory=list)


def summarise(data: Dataset) -> Summary:
    """Count everything the report shows; an event told again (``duplicate_of``) is counted once but for nulls."""
    events = data.scan_events()
    have = set(events.collect_schema())
    firsts = events.filter(pl.col("duplicate_of").is_null()) if "duplicate_of" in have else events
    counted = [c for c in COUNTED if c in have]
    queries = [firsts.group_by(c).len().drop_nulls() for c in counted]
    queries += [
        events.select(pl.all().null_count()),
        events.select(pl.len(), *_dates(have)),
        firsts.select(pl.len(), *_confidence(have)),
    ]
    if {"event_date", "quad_class"} <= have:
        queries.append(firsts.group_by("event_date", "quad_class").len())
    frames = pl.collect_all(queries, engine="streaming")
    summary = Summary()
    for column, frame in zip(counted, frames, strict=False):
        summary.counts[column] = _ordered(frame)
    nulls, whole, first = frames[len(counted) : len(counted) + 3]
    summary.rows, summary.unique = whole["len"][0], first["len"][0]
    summary.nulls = [(name, nulls[name][0]) for name in nulls.columns]
    if "published" in have and whole["earliest"][0]:
        summary.published = (whole["earliest"][0], whole["latest"][0])
    if "confidence" in have:
        summary.mean_confidence = first["mean"][0]
        summary.confidence = [first[f"bin{i}"][0] for i in range(10)]
    if {"event_date", "quad_class"} <= have:
        days = frames[-1].sort("event_date", "quad_class", nulls_last=True)
        summary.undated = sum(n for day, _, n in days.iter_rows() if day is None)
        summary.days = [(day, quad or 0, n) for day, quad, n in days.iter_rows() if day is not None]
    if {"duplicate_of", "event_id"} <= have:
        told = events.filter(pl.col("duplicate_of").is_not_null()).select(pl.len(), pl.col("duplicate_of").n_unique())
        summary.duplicates, summary.duplicated = told.collect(engine="streaming").row(0)
    _participants(firsts, have, summary)
    _around(data, summary)
    return summary


def _dates(have: set[str]) -> list[pl.Expr]:
    if "published" not in have:
        return []
    return [pl.col("published").min().alias("earliest"), pl.col("published").max().alias("latest")]


def _confidence(have: set[str]) -> list[pl.Expr]:
    if "confidence" not in have:
        return []
    tenth = (pl.col("confidence") * 10).floor().clip(0, 9)
    return [pl.col("confidence").mean().alias("mean"), *((tenth == i).sum().alias(f"bin{i}") for i in range(10))]


def _ordered(frame: pl.DataFrame) -> Counts:
    value = frame.columns[0]
    rows = frame.sort(["len", value], descending=[True, False])
    return [(v, n) for v, n in rows.iter_rows()]


def _participants(firsts: pl.LazyFrame, have: set[str], summary: Summary) -> None:
    """Dyads of countries (or international bodies) and places with coordinates."""
    if {"source_code", "target_code"} <= have:
        sides = [_party(side).alias(side) for side in SIDES]
        dyads = firsts.select(sides).drop_nulls().group_by("source", "target").len().collect(engine="streaming")
        summary.dyads = dyads.sort(["len", "source", "target"], descending=[True, False, False]).rows()
    if {"latitude", "longitude", "place_name", "place_country", "place_precision"} <= have:
        where = ["latitude", "longitude", "place_name", "place_country", "place_precision"]
        found = firsts.drop_nulls(["latitude", "longitude"]).group_by(where).len().collect(engine="streaming")
        found = found.sort(["len", "place_name", "latitude", "longitude"], descending=[True, False, False, False])
        filled = found.with_columns(pl.col("place_name", "place_country", "place_precision").fill_null("?"))
        summary.places = filled.head(1500).rows()


def _party(side: str) -> pl.Expr:
    """The country of an actor code, or the whole code of an international body."""
    code = pl.col(f"{side}_code")
    body = code.str.slice(0, 3).is_in(["IGO", "NGO", "MNC"])
    return pl.when(body).then(code.str.slice(0, 6)).when(~code.str.starts_with("---")).then(code.str.slice(0, 3))


def _around(data: Dataset, summary: Summary) -> None:
    """Articles by status and reason, and what was dropped."""
    if data.articles is not None:
        articles = scan(data.articles).select("status", "reason").collect()
        summary.articles = articles.height
        summary.statuses = _ordered(articles.group_by("status").len().drop_nulls())
        for status, into in (("rejected", summary.rejected), ("no_events", summary.empty)):
            into += _ordered(articles.filter(pl.col("status") == status).group_by("reason").len().drop_nulls())
    if data.dropped is not None:
        dropped = scan(data.dropped).filter(pl.col("stage") == "event").group_by("reason").len()
        summary.dropped = _ordered(dropped.drop_nulls().collect(engine="streaming"))
