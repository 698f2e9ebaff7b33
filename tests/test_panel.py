"""The panel: every cell counted once, zeros filled in, what is left out stated; the codes of states."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from synthetic import write_dataset

from eventcoder.cli.main import main
from eventcoder.errors import EventcoderError
from eventcoder.write.periods import By, parse_by
from eventcoder.write.states import lint, state_on, states, with_codes

KNOWLEDGE = files("eventcoder") / "knowledge"


def _varied(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> Any:
    """Two publishers; a repeated mention, no date, a year, a range over two months, a dyad seen once, one long ago."""
    rows = events.to_dicts()
    rows[1]["duplicate_of"] = rows[0]["event_id"]
    rows[0]["report_count"] = 2
    rows[2].update(event_date=None, event_date_end=None, date_precision="unknown", date_basis=None)
    rows[3].update(event_date=date(2024, 1, 1), event_date_end=date(2024, 12, 31), date_precision="year")
    rows[4].update(event_date=date(2024, 1, 30), event_date_end=date(2024, 2, 3), date_precision="range")
    rows[6].update(target_code="GUYGOV", target_country="GUY")
    rows[5].update(event_date=date(1990, 8, 2), event_date_end=date(1990, 8, 2))
    names = pl.Series("publisher", [("Example Wire", "Example Times", None)[i % 3] for i in range(read.height)])
    return pl.DataFrame(rows, schema=events.schema), read.with_columns(names), dropped


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("panel") / "events", 40, mend=_varied)


def _panel(dataset: Path, by: str, *more: str) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    stem = dataset.parent / by
    with pytest.raises(SystemExit) as ended:
        main(["panel", str(dataset), "--by", by, "-o", f"{stem}.parquet", *more])
    assert not ended.value.code
    told = json.loads(Path(f"{stem}.json").read_text(encoding="utf-8"))
    return pl.read_parquet(f"{stem}.parquet"), pl.read_parquet(f"{stem}-articles.parquet"), told


def _counted_by_duckdb(dataset: Path) -> dict[tuple[date, str, str], tuple[int, float]]:
    rows = duckdb.sql(
        f"""select date_trunc('month', event_date)::date, source_country, target_country, count(*), sum(goldstein)
        from '{dataset}/events.parquet'
        where duplicate_of is null and source_country is not null and target_country is not null
          and (date_trunc('month', event_date) = date_trunc('month', event_date_end) or date_precision = 'range')
          and event_date >= '2024-01-01'
        group by all"""
    ).fetchall()
    return {(a, b, c): (n, round(total, 6)) for a, b, c, n, total in rows}


def test_a_month_of_a_dyad_is_what_duckdb_counts(dataset: Path) -> None:
    panel, _, told = _panel(dataset, "month,dyad")
    cells = {
        (r["period"], r["source_country"], r["target_country"]): (r["events"], round(r["goldstein_sum"], 6))
        for r in panel.iter_rows(named=True)
    }
    assert {key: value for key, value in cells.items() if value[0]} == _counted_by_duckdb(dataset)
    dyads = {key[1:] for key in cells}
    months = panel["period"].unique().sort().to_list()
    assert months == [date(2024, month, 1) for month in range(1, 5)]
    assert len(cells) == panel.height == len(dyads) * len(months) == told["rows"]
    assert panel["goldstein_mean"].null_count() == panel.filter(pl.col("events") == 0).height > 0
    assert panel["goldstein_sum"].null_count() == 0


def test_quad_classes_add_up_and_reports_are_articles(dataset: Path) -> None:
    panel, _, _ = _panel(dataset, "quarter,source")
    quads = pl.sum_horizontal("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    assert panel.filter(quads != pl.col("events")).is_empty()
    assert panel["reports"].sum() == panel["events"].sum() + 1


def test_every_event_is_counted_or_said_to_be_left_out(dataset: Path) -> None:
    fates = ("counted", "repeated", "undated", "too_coarse", "outside", "no_country")
    total = pl.read_parquet(dataset / "events.parquet").height
    for by in ("day,dyad", "week,target", "month,country", "quarter", "year,source,root", "month,dyad,quad"):
        panel, _, told = _panel(dataset, by)
        assert sum(told[f] for f in fates) == total
        assert panel["events"].sum() == told["counted"]
        assert told["repeated"] == told["undated"] == 1
        assert told["outside"] == (2 if by.startswith("day") else 1)  # the day before the first article
        assert told["too_coarse"] == (not by.startswith("year"))


def test_duplicates_are_counted_when_asked(dataset: Path) -> None:
    without, _, _ = _panel(dataset, "month")
    panel, _, told = _panel(dataset, "month", "--duplicates")
    assert told["repeated"] == 0
    assert panel["events"].sum() == without["events"].sum() + 1


def test_kinds_are_filled_too(dataset: Path) -> None:
    panel, _, _ = _panel(dataset, "month,dyad,root")
    assert panel["event_root"].n_unique() == 20
    assert panel["event_root"].dtype == pl.String
    cells = panel.group_by("period", "source_country", "target_country").len()
    assert set(cells["len"]) == {20}


def test_the_denominator_has_every_publisher_in_every_period(dataset: Path) -> None:
    panel, articles, told = _panel(dataset, "month")
    read = pl.read_parquet(dataset / "articles.parquet").filter(pl.col("status") != "rejected")
    assert articles["articles"].sum() == told["articles"] == read.height
    assert articles["articles_with_events"].sum() == read.filter(pl.col("events") > 0).height
    assert articles.height == told["periods"] * 3
    assert articles["publisher"].null_count() == told["periods"]
    totals = articles.group_by("period").agg(pl.col("articles").sum()).sort("period")
    assert panel["articles"].to_list() == totals["articles"].to_list()


def test_csv_is_the_parquet(dataset: Path) -> None:
    for name in ("month,dyad,root", "month,dyad,root-articles"):
        _panel(dataset, "month,dyad,root")
        stem = dataset.parent / name
        parquet = pl.read_parquet(f"{stem}.parquet")
        assert pl.read_csv(f"{stem}.csv", schema=parquet.schema).equals(parquet)


def test_types_are_those_that_r_reads(dataset: Path) -> None:
    _panel(dataset, "month,dyad")
    types = duckdb.sql(f"select * from '{dataset.parent}/month,dyad.parquet'").types
    assert {str(t) for t in types} == {"DATE", "VARCHAR", "INTEGER", "DOUBLE"}


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("mont,dyad", "month?"),
        ("dyad", "give a period"),
        ("", "give a period"),
        ("month,week", "give one of"),
        ("month,dyad,source", "give one of"),
    ],
)
def test_what_cannot_be_asked_for_is_said(by: str, says: str) -> None:
    with pytest.raises(EventcoderError, match="bad-option") as error:
        parse_by(by)
    assert says in str(error.value)


def test_by_takes_any_order() -> None:
    assert parse_by("root, Dyad,month") == By("month", "dyad", "root")


def test_the_states_have_no_mistake() -> None:
    assert lint((KNOWLEDGE / "ontology/states.tsv").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("FRA\tFrance\t220\tFRN\t220\tFR\t\t", "on the same days"),
        ("ZZA\tNowhere\t220\tFRN\t\t\t\t", "is also FRA"),
        ("ZZA\tNowhere\t991\tZZZ\t\t\t\t", "from 2 to 990"),
        ("ZZA\tNowhere\t999\t\t\t\t\t", "goes with its letters"),
        ("ZZA\tNowhere\t3\tUSA\t\t\t\t", "stands for 2 and 3"),
        ("ZZA\tNowhere\t\t\t\t\t2001-01-01\t2000-01-01", "ends before it begins"),
        ("ZZA\tNowhere\tx\tABC\t\t\t\t", "line"),
        ("AAA\tNowhere\t\t\t\t\t\t", "not in order"),
    ],
)
def test_a_mistake_in_the_states_is_found(row: str, says: str) -> None:
    text = (KNOWLEDGE / "ontology/states.tsv").read_text(encoding="utf-8")
    assert any(says in message for message in lint(f"{text}{row}\n"))


def test_every_state_that_is_coded_is_there() -> None:
    lines = (KNOWLEDGE / "actors/states.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split("\t")[0] for line in lines} - {s.iso3 for s in states()} == set()


@pytest.mark.parametrize(
    ("iso3", "day", "cow", "letters", "gw"),
    [
        ("DEU", "1985-06-01", 260, "GFR", 260),
        ("DEU", "1995-06-01", 255, "GMY", 260),
        ("DDR", "1985-06-01", 265, "GDR", 265),
        ("YEM", "1985-06-01", 678, "YAR", 678),
        ("YEM", "1995-06-01", 679, "YEM", 678),
        ("YMD", "1985-06-01", 680, "YPR", 680),
        ("SUN", "1985-06-01", 365, "RUS", 365),
        ("RUS", "2020-06-01", 365, "RUS", 365),
        ("YUG", "1985-06-01", 345, "YUG", 345),
        ("SCG", "2005-06-01", 345, "YUG", 345),
        ("SRB", "2020-06-01", 345, "YUG", 340),
        ("CSK", "1985-06-01", 315, "CZE", 315),
        ("CZE", "2020-06-01", 316, "CZR", 316),
        ("VDR", "1970-06-01", 817, "RVN", 817),
        ("VNM", "2020-06-01", 816, "DRV", 816),
        ("TZA", "2020-06-01", 510, "TAZ", 510),
        ("WSM", "1970-06-01", None, None, 990),
        ("TON", "2020-06-01", 955, "TON", 972),
        ("NRU", "2020-06-01", 970, "NAU", 971),
        ("KIR", "2020-06-01", 946, "KIR", 970),
        ("SSD", "2020-06-01", 626, "SSD", 626),
        ("HKG", "2020-06-01", None, None, None),
    ],
)
def test_the_code_of_a_state_on_a_day(iso3: str, day: str, cow: int | None, letters: str | None, gw: int) -> None:
    state = state_on(iso3, date.fromisoformat(day))
    assert state is not None
    assert (state.cow, state.cow_abb, state.gw) == (cow, letters, gw)
    frame = pl.DataFrame({"source_country": [iso3], "period": [date.fromisoformat(day)]})
    coded = with_codes(frame.with_columns(end="period"), "source", "period", "end")
    assert coded.row(0)[-3:] == (cow, letters, gw)


def test_a_period_takes_the_code_at_its_end_and_a_state_that_is_gone_has_none() -> None:
    years = [("DEU", 1990), ("SUN", 1991), ("SUN", 1992), ("RUS", 1985), (None, 1990)]
    frame = pl.DataFrame(
        [(iso3, date(year, 1, 1), date(year, 12, 31)) for iso3, year in years],
        schema=["source_country", "period", "end"],
        orient="row",
    )
    assert with_codes(frame, "source", "period", "end")["source_cow"].to_list() == [255, 365, None, None, None]
