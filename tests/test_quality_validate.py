import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from synthetic import write_dataset, write_large

from eventcoder.errors import EventcoderError
from eventcoder.quality import ValidationResult, validate
from eventcoder.quality.expectations import suite
from eventcoder.quality.rates import check_rates

LATE = {"event_date": date(2026, 1, 1), "event_date_end": date(2026, 1, 1)}
# Each hard check, and what must be put into one row to break it.
BREAKS: dict[str, dict[str, Any]] = {
    "event_id_unique": {"event_id": "twice"},
    "event_id_unique_overall": {"event_id": "twice"},
    "code_known": {"event_code": "51"},
    "root_consistent": {"event_root": "20"},
    "quad_consistent": {"quad_class": 7},
    "quad_in_range": {"quad_class": 8},
    "goldstein_consistent": {"goldstein": 9.9},
    "plover_consistent": {"plover": "AID"},
    "action_in_sentence": {"action_start": 0, "action_end": 4000},
    "dates_ordered": {"event_date_end": date(1999, 1, 1)},
    "date_whole": {"event_date_end": None},
    "past_not_future": {"event_code": "046", **LATE},
    "date_precision_known": {"date_precision": "fortnight"},
    "date_basis_known": {"date_basis": "guess"},
    "place_basis_known": {"place_basis": "guess"},
    "latitude_in_range": {"latitude": 91.0},
    "longitude_in_range": {"longitude": -181.0},
    "coordinates_paired": {"longitude": None},
    "confidence_in_range": {"confidence": 1.2},
    "report_count_positive": {"report_count": 0},
    "casualties_killed_not_negative": {"casualties_killed": -3},
    "casualties_injured_not_negative": {"casualties_injured": -3},
    "source_code_formed": {"source_code": "---"},
    "target_code_formed": {"target_code": "Chad"},
    "attributed_to_code_formed": {"attributed_to_code": "US"},
    "source_country_consistent": {"source_country": "FRA"},
    "target_country_consistent": {"target_country": "FRA"},
    "source_basis_known": {"source_basis": "guess"},
    "target_basis_known": {"target_basis": "guess"},
    "duplicate_of_resolves": {"duplicate_of": "nowhere"},
    "article_known": {"article_id": "a-lost"},
    "published_consistent": {"published": date(2023, 1, 1), "event_date": None, "event_date_end": None},
    "sentence_in_text": {"sentence_text": "Words that stand nowhere."},
}
for what in ("sentence", "source", "target", "action", "date", "place"):
    BREAKS[f"{what}_ordered"] = {f"{what}_start": 9, f"{what}_end": 9}
    if what != "sentence":
        BREAKS[f"{what}_slices_back"] = BREAKS[f"{what}_in_text"] = {f"{what}_text": "other words"}
for required in (e["kwargs"]["column"] for e in suite() if e["meta"]["id"].endswith("_present")):
    BREAKS[f"{required}_present"] = {required: None}


def broken(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Row 3n+1 broken as the n-th entry of BREAKS says; the rows between stay right."""
    rows = events.to_dicts()
    for n, change in enumerate(BREAKS.values()):
        rows[3 * n + 1].update(change)
    read = read.with_columns(
        reason=pl.when(pl.col("status") == "rejected").then(None).otherwise(pl.col("reason")),
        status=pl.when(pl.col("article_id") == "a0000003").then(pl.lit("lost")).otherwise(pl.col("status")),
    )
    read = pl.concat([read, read.filter(pl.col("article_id") == "a0000005")])
    return pl.DataFrame(rows, schema=events.schema), read, dropped


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def of_broken(tmp_path_factory: pytest.TempPathFactory) -> ValidationResult:
    return validate(write_dataset(tmp_path_factory.mktemp("broken"), 200, mend=broken))


def test_a_sound_dataset_passes(sound: Path) -> None:
    result = validate(sound)
    assert result.ok
    assert not result.warnings
    written = json.loads((sound / "validation.json").read_text())
    assert written["ok"] is True
    assert {c["id"] for c in written["checks"] if c["skipped"]} == {"root_rates_steady"}


@pytest.mark.parametrize("check", sorted(BREAKS))
def test_a_broken_row_fails_its_hard_check(check: str, of_broken: ValidationResult) -> None:
    found = {c.id: c for c in of_broken.checks}[check]
    assert found.severity == "hard"
    assert not found.ok
    assert 1 <= found.failed <= max(1, found.rows // 10)


def test_the_articles_counts_and_reasons_are_held_against_the_events(of_broken: ValidationResult) -> None:
    found = {c.id: c for c in of_broken.checks}
    assert found["article_events_counted"].failed == 2  # the article that lost a row to a-lost, and to a null id
    assert [e["article_id"] for e in found["article_once"].examples] == ["a0000005"]
    unaccounted = {e["article_id"] for e in found["article_accounted_for"].examples}
    assert {"a-rejected", "a0000003"} <= unaccounted


def test_every_hard_check_has_its_break(of_broken: ValidationResult) -> None:
    other = {"article_events_counted", "article_accounted_for", "article_once", "manifest_counts", "column_types"}
    assert {c.id for c in of_broken.checks if c.severity == "hard"} == BREAKS.keys() | other


def test_a_failure_is_one_line_with_an_example(of_broken: ValidationResult) -> None:
    line = next(m for m in of_broken.hard_failures if m.startswith("code_known"))
    assert "event_code=51" in line
    assert "event_id=" in line
    assert "\n" not in line


def test_a_wrong_count_in_the_manifest_fails(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    body = json.loads((tmp_path / "manifest.json").read_text())
    body["counts"]["events"] += 1
    (tmp_path / "manifest.json").write_text(json.dumps(body))
    assert [m.split(":")[0] for m in validate(tmp_path).hard_failures] == ["manifest_counts"]


def test_codes_as_numbers_fail_and_the_rest_is_still_checked(sound: Path, tmp_path: Path) -> None:
    frame = pl.read_parquet(sound / "events.parquet").with_columns(pl.col("event_code").cast(pl.Int32))
    frame.write_parquet(tmp_path / "theirs.parquet")
    failures = {m.split(":")[0] for m in validate(tmp_path / "theirs.parquet").hard_failures}
    assert failures == {"column_types", "code_known"}


def test_a_csv_of_others_is_checked_as_far_as_its_columns_go(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("event_id,event_code,source_code,event_date\n1,051,USAGOV,2024-05-01\n2,999,usa,2024-05-02\n")
    result = validate(path)
    assert {m.split(":")[0] for m in result.hard_failures} == {"code_known", "source_code_formed"}
    assert {c.id: c for c in result.checks}["place_in_country"].skipped
    assert not (tmp_path / "validation.json").exists()


def test_a_dataset_without_texts_is_checked_without_them(tmp_path: Path) -> None:
    def without(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        none = pl.lit(None, dtype=pl.String)
        return events.with_columns(sentence_text=none), read.with_columns(text=none), dropped.with_columns(text=none)

    result = validate(write_dataset(tmp_path, mend=without))
    assert result.ok
    assert {c.id: c.skipped for c in result.checks}["action_in_text"] == "articles.parquet holds no text"


def test_a_rejected_article_may_repeat_an_id_or_have_none(tmp_path: Path) -> None:
    def twice(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        again = read.head(2).with_columns(status=pl.lit("rejected"), reason=pl.lit("duplicate_id"), events=0)
        again = again.with_columns(
            article_id=pl.Series(["a0000000", None]), events=pl.lit(0, dtype=read["events"].dtype)
        )
        return events, pl.concat([read, again]), dropped

    result = validate(write_dataset(tmp_path, mend=twice))
    assert [m.split(":")[0] for m in result.hard_failures] == ["manifest_counts"] or result.ok


def test_an_empty_dataset_passes(tmp_path: Path) -> None:
    assert validate(write_dataset(tmp_path, 0)).ok


def test_a_missing_or_unreadable_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="no such file"):
        validate(tmp_path)
    (tmp_path / "events.parquet").write_text("not parquet")
    with pytest.raises(EventcoderError, match="cannot be read as parquet"):
        validate(tmp_path)


def test_soft_checks_warn_and_do_not_fail(tmp_path: Path) -> None:
    def far_away(events: pl.DataFrame, *others: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        return events.with_columns(latitude=pl.lit(75.0)), *others

    result = validate(write_dataset(tmp_path, mend=far_away))
    assert result.ok
    assert [w.split(":")[0] for w in result.warnings] == ["place_in_country"]


def test_base_rates_are_held_against_the_last_build(tmp_path: Path) -> None:
    def only_bombs(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        kept = events.filter(pl.col("event_root") == "19")
        counts = kept.group_by("article_id").len("events")
        read = read.drop("events").join(counts, on="article_id", how="left").with_columns(pl.col("events").fill_null(0))
        status = (
            pl.when(pl.col("events") > 0)
            .then(pl.lit("coded"))
            .otherwise(pl.col("status").replace("coded", "no_events"))
        )
        return kept, read.with_columns(status=status), dropped

    validate(write_dataset(tmp_path))
    second = validate(write_dataset(tmp_path, mend=only_bombs))
    assert second.ok
    assert [w.split(":")[0] for w in second.warnings] == ["root_rates_steady"]
    assert validate(tmp_path).warnings == second.warnings  # checking the same build again compares it with the same one


def test_chance_alone_is_no_warning() -> None:
    assert check_rates({"04": 0.52, "19": 0.48}, {"04": 0.5, "19": 0.5}, 1000).ok
    assert not check_rates({"04": 0.52, "19": 0.48}, {"04": 0.5, "19": 0.5}, 1_000_000).ok


MEASURE = """
import resource, sys, time
from eventcoder.quality import validate
assert validate(sys.argv[1]).ok
print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""


@pytest.mark.skipif("EVENTCODER_SLOW" not in os.environ, reason="half a minute: set EVENTCODER_SLOW=1 to run it")
def test_a_million_rows_in_a_minute_and_two_gigabytes(tmp_path: Path) -> None:
    write_large(tmp_path, 1_000_000)
    run = [sys.executable, "-c", MEASURE, str(tmp_path)]
    seconds, gigabytes = map(float, subprocess.run(run, check=True, capture_output=True, text=True).stdout.split())
    assert seconds < 60
    assert gigabytes < 2
