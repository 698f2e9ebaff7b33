from pathlib import Path

import polars as pl
import pytest
from synthetic import drop, write_dataset

from eventcoder.quality.diff import Diff, diff

Frames = tuple[pl.DataFrame, ...]


def test_a_build_does_not_differ_from_itself(tmp_path: Path) -> None:
    build = write_dataset(tmp_path)
    found = diff(build, build)
    assert found.rows.is_empty()
    assert found.old == found.new == found.kept == 72


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Diff:
    def mend(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> Frames:
        ids = events["event_id"].to_list()
        actor = pl.when(pl.col("event_id") == ids[0]).then(pl.lit("NOR")).otherwise(pl.col("source_code"))
        first = events.with_columns(source_code=actor)
        code = pl.when(pl.col("event_id") == ids[1]).then(pl.lit("1712")).otherwise(pl.col("event_code"))
        other_id = pl.when(pl.col("event_id") == ids[1]).then(pl.lit("new-id")).otherwise(pl.col("event_id"))
        first = first.with_columns(event_code=code, event_id=other_id)
        lost = first.filter(pl.col("event_id") == ids[5]).to_dicts()[0]
        gone = first.filter(~pl.col("event_id").is_in([ids[5], ids[8]]), pl.col("article_id") != "a0000007")
        why = drop("event", "hypothetical", lost["article_id"], "x" * 20)
        why |= {"start": lost["action_start"], "end": lost["action_end"]}
        dropped = pl.concat([dropped, pl.DataFrame([why])], how="diagonal_relaxed")
        return gone, read.filter(pl.col("article_id") != "a0000007"), dropped

    folder = tmp_path_factory.mktemp("diff")
    return diff(write_dataset(folder / "old"), write_dataset(folder / "new", mend=mend))


def test_each_difference_has_its_reason(changed: Diff) -> None:
    found = {(r["change"], r["reason"]): r["events"] for r in changed.counts()}
    assert found == {
        ("recoded", "source"): 1,
        ("recoded", "action"): 1,
        ("gone", "is dropped now: hypothetical"): 1,
        ("gone", "rule urge-022 no longer fires"): 1,
        ("gone", "article gone"): 2,
    }
    assert changed.kept + 2 == changed.new


def test_a_recoded_event_shows_both_codings(changed: Diff) -> None:
    row = changed.rows.filter(pl.col("reason") == "action").to_dicts()[0]
    assert row["before"].startswith("173 ")
    assert row["after"].startswith("1712 ")


def test_seen_the_other_way_round_what_is_gone_is_new(tmp_path: Path) -> None:
    small, large = write_dataset(tmp_path / "small", 5), write_dataset(tmp_path / "large", 8)
    found = diff(small, large)
    assert {(r["change"], r["reason"]) for r in found.counts()} == {("new", "article added")}
    assert "new      article added" in found.text()
