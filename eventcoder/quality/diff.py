"""What changed between two builds: events that are new, gone or coded otherwise, and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eventcoder.quality.dataset import Dataset, open_dataset, scan

# what of an event may be coded otherwise, and the columns that tell
ASPECTS = {
    "action": ("event_code",),
    "source": ("source_code",),
    "target": ("target_code",),
    "date": ("event_date", "event_date_end"),
    "place": ("place_name", "place_country"),
}
KEY = ("article_id", "action_start", "action_end", "source_start", "target_start")
SHOWN = ("event_id", "article_id", "sentence_text", "event_code", "source_code", "target_code", "rule_id")
COLUMNS = tuple(dict.fromkeys((*SHOWN, *KEY, *(c for cs in ASPECTS.values() for c in cs))))


@dataclass(frozen=True, slots=True)
class Diff:
    """``rows`` has one row a difference: change (new, gone, recoded), reason, before, after, and whose event it is."""

    old: int
    new: int
    kept: int
    rows: pl.DataFrame

    def counts(self) -> list[dict[str, Any]]:
        """The number of differences by change and reason, the most frequent first."""
        counted = self.rows.group_by("change", "reason").len("events")
        return counted.sort(["events", "change", "reason"], descending=[True, False, False]).to_dicts()

    def some(self, each: int = 12) -> pl.DataFrame:
        """The first few differences of every kind."""
        return self.rows.filter(pl.int_range(pl.len()).over("change", "reason") < each)

    def text(self) -> str:
        """A table for the terminal."""
        lines = [f"{self.old:,} events before, {self.new:,} now, {self.kept:,} unchanged"]
        lines += [f"  {r['events']:>9,}  {r['change']:<8} {r['reason']}" for r in self.counts()]
        return "\n".join(lines)


def diff(old_dir: str | Path, new_dir: str | Path) -> Diff:
    """Compare two builds (folders, or events files).

    Events are the same where their ids are; else an old and a new one with the same trigger and the same participants'
    words are one event coded otherwise. Reasons come from articles.parquet (article added, gone, changed, rejected) and
    dropped.parquet (the reason code of a candidate there). Raises EventcoderError where a dataset cannot be read.
    """
    old, new = open_dataset(old_dir), open_dataset(new_dir)
    before, after = _events(old), _events(new)
    same = before.join(after, on="event_id", how="inner", suffix="_now")
    gone = before.join(after.select("event_id"), on="event_id", how="anti")
    come = after.join(before.select("event_id"), on="event_id", how="anti")
    pairs = gone.join(come, on=list(KEY), how="inner", suffix="_now", nulls_equal=True).unique("event_id", keep="first")
    pairs = pairs.unique("event_id_now", keep="first", maintain_order=True)
    changed = pl.concat([_recoded(same), _recoded(pairs)], how="vertical")
    gone = gone.join(pairs.select("event_id"), on="event_id", how="anti")
    come = come.join(pairs.select(event_id="event_id_now"), on="event_id", how="anti")
    rows = pl.concat([_one_sided(come, "new", old, new), _one_sided(gone, "gone", old, new), changed], how="vertical")
    kept = same.height + pairs.height - changed.height
    return Diff(before.height, after.height, kept, rows.sort("change", "reason", "article_id", "event_id"))


def _events(data: Dataset) -> pl.DataFrame:
    frame = data.scan_events()
    have = frame.collect_schema()
    missing = [pl.lit(None, dtype=pl.String).alias(c) for c in COLUMNS if c not in have]
    return frame.with_columns(missing).select(COLUMNS).collect()


def _recoded(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs (old columns, new ones with ``_now``) that differ, with the aspects that do as the reason."""
    differs = {
        aspect: pl.any_horizontal([pl.col(c).ne_missing(pl.col(f"{c}_now")) for c in columns])
        for aspect, columns in ASPECTS.items()
    }
    told = [pl.when(e).then(pl.lit(aspect)) for aspect, e in differs.items()]
    reason = pl.concat_str(told, separator=", ", ignore_nulls=True)
    columns = [c for cs in ASPECTS.values() for c in cs]
    one_of = [c for c in columns if c != "event_date_end"]
    before = pl.concat_str([pl.col(c).cast(pl.String).fill_null("–") for c in one_of], separator=" ")
    after = pl.concat_str([pl.col(f"{c}_now").cast(pl.String).fill_null("–") for c in one_of], separator=" ")
    wrong = pairs.filter(pl.any_horizontal(list(differs.values())))
    now = pl.col("event_id_now") if "event_id_now" in pairs.columns else pl.col("event_id")
    return wrong.select(
        pl.lit("recoded").alias("change"),
        reason.alias("reason"),
        "article_id",
        now.alias("event_id"),
        before.alias("before"),
        after.alias("after"),
        "sentence_text",
    )


def _one_sided(events: pl.DataFrame, change: str, old: Dataset, new: Dataset) -> pl.DataFrame:
    """Events that only one build has, each with the reason found in the other build's files."""
    here, there = (new, old) if change == "new" else (old, new)
    articles, other = _articles(here), _articles(there)
    dropped = _dropped(there)
    frame = events.join(articles, on="article_id", how="left").join(other, on="article_id", how="left", suffix="_there")
    frame = frame.join(dropped, on="article_id", how="left", maintain_order="left")
    overlaps = (pl.col("action_start") < pl.col("drop_end")) & (pl.col("action_end") > pl.col("drop_start"))
    told = pl.when(overlaps).then(pl.col("drop_reason"))
    frame = frame.with_columns(told.alias("drop_reason")).sort("event_id", "drop_reason", nulls_last=True)
    frame = frame.unique("event_id", keep="first", maintain_order=True)
    fires = "fires now" if change == "new" else "no longer fires"
    verb = "was dropped before: " if change == "new" else "is dropped now: "
    reason = (
        pl.when(pl.col("known_there").is_null())
        .then(pl.lit("article added" if change == "new" else "article gone"))
        .when(pl.col("sha256").ne_missing(pl.col("sha256_there")))
        .then(pl.lit("the article's text changed"))
        .when(pl.col("status_there") == "rejected")
        .then(pl.format("article rejected{}: {}", pl.lit(" before" if change == "new" else ""), "reason_there"))
        .when(pl.col("drop_reason").is_not_null())
        .then(pl.format("{}{}", pl.lit(verb), "drop_reason"))
        .otherwise(pl.format("rule {} {}", pl.col("rule_id").fill_null("?"), pl.lit(fires)))
    )
    coded = pl.concat_str(
        [pl.col(c).fill_null("–") for c in ("event_code", "source_code", "target_code")], separator=" "
    )
    nothing = pl.lit(None, dtype=pl.String)
    return frame.select(
        pl.lit(change).alias("change"),
        reason.alias("reason"),
        "article_id",
        "event_id",
        (nothing if change == "new" else coded).alias("before"),
        (coded if change == "new" else nothing).alias("after"),
        "sentence_text",
    )


def _articles(data: Dataset) -> pl.DataFrame:
    """Articles with what tells why their events changed; all that the events name where there is no such file."""
    if data.articles is None:
        ids = data.scan_events().select("article_id").unique().collect()
        empty = [pl.lit(None, dtype=pl.String).alias(c) for c in ("sha256", "status", "reason")]
        return ids.with_columns(*empty, pl.lit(True).alias("known"))
    columns = ("article_id", "sha256", "status", "reason")
    return scan(data.articles).select(columns).with_columns(pl.lit(True).alias("known")).collect()


def _dropped(data: Dataset) -> pl.DataFrame:
    text, number = pl.String(), pl.Int64()
    schema = pl.Schema({"article_id": text, "drop_start": number, "drop_end": number, "drop_reason": text})
    if data.dropped is None:
        return pl.DataFrame(schema=schema)
    events = scan(data.dropped).filter(pl.col("stage") == "event").drop_nulls(["article_id", "start", "end"])
    return events.select("article_id", drop_start="start", drop_end="end", drop_reason="reason").cast(schema).collect()
