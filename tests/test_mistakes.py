"""Inputs with mistakes, one by one through the command line: one line that helps and exit code 2, or a dropped row."""

import gzip
import io
import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eventcoder.build import coder, run
from eventcoder.cli.main import main
from eventcoder.pipeline import default_pipeline

TEXT = "Kenya's president met the leader of Uganda in Nairobi on Tuesday, officials said after the talks."
GOOD = {"article_id": "good", "published": "2024-03-05", "text": TEXT}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One pipeline for every build, and no validation, which the tests of quality look at."""
    monkeypatch.setattr(coder, "load", lambda *_: default_pipeline())
    monkeypatch.setattr(run._Run, "_check", lambda *_: None)
    monkeypatch.chdir(tmp_path)


def built(*arguments: str) -> int:
    """The exit code of a build into ``out``."""
    with pytest.raises(SystemExit) as ended:
        main(["build", *arguments, "-o", "out"])
    return int(ended.value.code or 0)


def parquet(**columns: object) -> bytes:
    """A Parquet file with the columns."""
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


LINE = json.dumps(GOOD).encode() + b"\n"
PACKED = gzip.compress(LINE * 200)
TABLE = parquet(published=["2024-03-05"] * 50, text=[TEXT] * 50)
HEADER = b"article_id,published,text\n"

WHOLE_FILE: dict[str, tuple[str, bytes, str]] = {
    "gzip cut short": ("a.jsonl.gz", PACKED[:-20], "bad-gzip: a.jsonl.gz: .*compress it anew"),
    "gzip damaged": ("a.csv.gz", PACKED[:60] + b"\xff" * 40 + PACKED[100:], "bad-gzip: a.csv.gz"),
    "gzip header alone": ("a.jsonl.gz", b"\x1f\x8b", "bad-gzip: a.jsonl.gz"),
    "Parquet cut short": ("a.parquet", TABLE[:-30], "bad-parquet: a.parquet: not a Parquet file"),
    "Parquet without its beginning": ("a.parquet", TABLE[500:], "bad-parquet: a.parquet"),
    "Parquet that is text": ("a.parquet", LINE, "bad-parquet: a.parquet"),
    "Parquet without text": ("a.parquet", parquet(published=["2024-03-05"]), "no-column: .*'text'; .*--map text="),
    "Parquet with numbers for text": (
        "a.parquet",
        parquet(published=["2024-03-05"], text=[1]),
        "bad-column: .*'text' holds int64; it should hold strings",
    ),
    "Parquet with lists for text": (
        "a.parquet",
        parquet(published=["2024-03-05"], text=[[TEXT]]),
        "bad-column: .*it should hold strings",
    ),
    "CSV whose quote is never closed": (
        "a.csv",
        HEADER + b'a,2024-03-05,"Kenya met Uganda.\n',
        r"unclosed-quote: a.csv: record 1 \(line 2\)",
    ),
    "CSV without a day": ("a.csv", b"text\nKenya met Uganda.\n", "no-column: .*'published'; .*or give --published"),
    "CSV with a column twice": ("a.csv", b"text,text,published\na,b,2024-03-05\n", "column-twice: .*rename one"),
    "CSV with a header alone": ("a.csv", HEADER, "empty-input: a.csv"),
    "CSV in UTF-16 without a mark": ("a.csv", (HEADER + b"a,2024-03-05,x\n").decode().encode("utf-16-le"), "a.csv"),
    "an empty file": ("a.jsonl", b"", "empty-input: a.jsonl: there is no article"),
    "blank lines": ("a.jsonl", b"\n \n\t\n", "empty-input: a.jsonl"),
    "an empty table": ("a.csv", b"", "empty-input: a.csv: the file is empty"),
    "an array cut short": ("a.json", b"[" + LINE, "bad-json: a.json: .*after element 1: it is cut short"),
    "an array without comma": ("a.json", b"[" + LINE + LINE + b"]", "bad-json: a.json: .*a comma"),
    "an array with a tail": ("a.json", b"[" + LINE + b"] x", "bad-json: a.json: .*'x' stands behind its end"),
    "an array nested too deep": ("a.json", b"[" * 100_000, "bad-json: a.json: .*nested too deep"),
    "an array in Latin-1": ("a.json", b'[{"text": "caf\xe9"}]', "bad-encoding: a.json: not UTF-8.*save it as UTF-8"),
    "a text file in Latin-1": ("a.txt", b"caf\xe9", "bad-encoding: a.txt: not UTF-8 at byte 4; save it as UTF-8"),
    "a text file without a day": ("a.txt", TEXT.encode(), "no-date: a.txt: .*give --published 2024-03-05"),
    "an empty page": ("a.html", b"  ", "empty-input: a.html"),
    "a page without a day": (
        "a.html",
        f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode(),
        "no-date: a.html: .*give --published",
    ),
    "a kind of file that is not read": ("a.pdf", b"%PDF", "unknown-kind: a.pdf: .*known are .jsonl"),
    "an escape in the header": ("a.csv", b"\x1b[31mtext,day\nx,y\n", r"no-column: .*there are: \\x1b\[31mtext"),
}


@pytest.mark.parametrize("case", WHOLE_FILE)
def test_a_file_that_cannot_be_used_is_told_in_one_line(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, data, told = WHOLE_FILE[case]
    Path(name).write_bytes(data)
    assert built(name) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "\x1b" not in error
    assert pl.Series([error]).str.contains(f"eventcoder: .*{told}").item(), error
    assert not Path("out/events.parquet").exists()


def lines(*rows: bytes) -> bytes:
    """JSON lines: each hostile row with a good one before and behind it."""
    good = [json.dumps(GOOD | {"article_id": f"good{i}"}).encode() for i in range(len(rows) + 1)]
    return b"\n".join([good[0], *(x for row, g in zip(rows, good[1:], strict=True) for x in (row, g))])


def row(**values: object) -> bytes:
    """A JSON line: a good article but for these values."""
    return json.dumps({k: v for k, v in (GOOD | {"article_id": "hostile"} | values).items() if v != "none"}).encode()


ROWS: dict[str, tuple[bytes, str, str]] = {
    "no JSON": (b"{'text': 1}", "malformed_json", "line 1 column 2"),
    "cut short": (LINE[:40], "malformed_json", "Unterminated string"),
    "nested too deep": (b"[" * 100_000, "malformed_json", "nested too deep"),
    "a number": (b"7", "not_an_object", "a number, not an object with the fields text and published"),
    "a list": (b"[1]", "not_an_object", "a list"),
    "null": (b"null", "not_an_object", "null, not an object"),
    "Latin-1": (b'{"text": "caf\xe9"}', "bad_encoding", "not UTF-8 at byte 14"),
    "no text": (row(text=None), "no_text", "no text"),
    "blank text": (row(text=" \u200b\n"), "no_text", "empty"),
    "a number for text": (row(text=7), "bad_text", "a number; it should be a string"),
    "a list for text": (row(text=[TEXT]), "bad_text", "a list; it should be a string"),
    "true for text": (row(text=True), "bad_text", "true or false; it should be a string"),
    "NUL in the text": (row(text=f"{TEXT}\x00"), "bad_characters", "NUL or a lone surrogate"),
    "lone surrogate in the text": (row(text="x").replace(b'"x"', rb'"\ud800 met"'), "bad_characters", "lone surrogate"),
    "NUL in the id": (row(article_id="a\x00b"), "bad_article_id", "NUL or a lone surrogate"),
    "a list for an id": (row(article_id=["a"]), "bad_article_id", "a list; it should be a string"),
    "a fraction for an id": (row(article_id=1.5), "bad_article_id", "the number 1.5"),
    "an id twice": (row(article_id="good0"), "duplicate_id", "the id stands at a.jsonl, row 1, already"),
    "no day": (row(published=None), "no_publication_date", "there is no --published"),
    "seconds since 1970": (row(published=1709596800), "bad_publication_date", "'1709596800', which is no date; write"),
    "milliseconds as text": (row(published="1709596800000"), "bad_publication_date", "one way only; write the day as"),
    "an ambiguous day": (row(published="03/04/2024"), "bad_publication_date", "one way only"),
    "30 February": (row(published="2024-02-30"), "bad_publication_date", "no day of the calendar"),
    "month 13": (row(published="2024-13-01"), "bad_publication_date", "no day of the calendar"),
    "the year 1": (row(published="0001-01-01"), "bad_publication_date", "in the year 1; days from 1500 to 2200"),
    "the year 9999": (row(published="9999-12-31"), "bad_publication_date", "in the year 9999; days from 1500"),
    "a day of 1,000 characters": (row(published="2" * 1000), "bad_publication_date", "1000 characters long"),
    "an object for a day": (row(published={"y": 2024}), "bad_publication_date", "no date"),
    "said to be French": (row(language="fr"), "not_english", "its language is 'fr'"),
    "German": (
        row(text="Der Präsident von Kenia traf am Dienstag in Nairobi den Führer von Uganda und sprach mit ihm."),
        "not_english",
        "'de'",
    ),
}


def test_hostile_rows_are_dropped_with_their_reason_and_no_good_row_is_lost() -> None:
    Path("a.jsonl").write_bytes(lines(*(data for data, _, _ in ROWS.values())))
    assert built("a.jsonl", "-q") == 0
    articles = pl.read_parquet("out/articles.parquet")
    assert articles.filter(status="coded")["article_id"].to_list() == [f"good{i}" for i in range(len(ROWS) + 1)]
    dropped = pl.read_parquet("out/dropped.parquet").filter(stage="article")
    assert dropped["input_row"].to_list() == [2 * i + 2 for i in range(len(ROWS))]
    for (case, (_, reason, detail)), found in zip(ROWS.items(), dropped.iter_rows(named=True), strict=True):
        assert (found["reason"], found["input_file"]) == (reason, "a.jsonl"), case
        assert detail in found["detail"], f"{case}: {found['detail']}"


def test_a_csv_keeps_its_good_rows_between_bad_ones() -> None:
    good = f"{{}},2024-03-05,{TEXT.replace(',', ';')}\n"
    bad = [b"x,2024-03-05\n", b"x,2024-03-05,a,b\n", b'x,2024-03-05,"a"b\n', b"x,2024-03-05,caf\xe9\n", b"x,,y\n"]
    data = HEADER + b"".join(good.format(f"good{i}").encode() + b for i, b in enumerate(bad))
    Path("a.csv").write_bytes(b"\xef\xbb\xbf" + data + good.format("last").encode())
    assert built("a.csv", "-q") == 0
    dropped = pl.read_parquet("out/dropped.parquet").filter(stage="article")
    reasons = ["ragged_row", "ragged_row", "malformed_row", "bad_encoding", "no_publication_date"]
    assert dropped["reason"].to_list() == reasons
    assert dropped["input_row"].to_list() == [2, 4, 6, 8, 10]
    assert pl.read_parquet("out/articles.parquet").filter(status="coded").height == len(bad) + 1


UTF = ("utf-8-sig", "utf-16", "utf-32")


@pytest.mark.parametrize("encoding", UTF)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt"])
def test_a_byte_order_mark_names_the_encoding(encoding: str, name: str) -> None:
    texts = {
        "a.jsonl": LINE.decode() * 2,
        "a.json": f"[{LINE.decode()}]",
        "a.csv": f'{HEADER.decode()}good,2024-03-05,"{TEXT}"\n',
        "a.txt": TEXT,
    }
    Path(name).write_bytes(texts[name].encode(encoding))
    assert built(name, "-q", "--published", "2024-03-05") == 0
    (text,) = pl.read_parquet("out/articles.parquet").filter(status="coded")["text"]
    assert text == TEXT


def test_a_timestamp_counts_as_the_day_in_its_own_time_zone() -> None:
    late = datetime(2024, 3, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    rows = [
        GOOD | {"article_id": str(i), "published": d} for i, d in enumerate([late.isoformat(), "2024-03-05T00:10Z"])
    ]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    column = pa.array([late.astimezone(UTC)], type=pa.timestamp("us", tz="America/New_York"))
    Path("b.parquet").write_bytes(parquet(article_id=["2"], published=column, text=[TEXT]))
    assert built("a.jsonl", "b.parquet", "-q") == 0
    assert {str(d) for d in pl.read_parquet("out/articles.parquet")["published"]} == {"2024-03-05"}


ODD_IDS = [
    "../../etc/passwd",
    "/tmp/x",
    "..",
    "a/b\\c",
    "CON",
    "=1+1",
    "\x1b[31mred",
    "a\u202eb",
    " ",
    "x" * 5000,
    "'--",
]


def test_odd_ids_are_kept_as_they_are_and_reach_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_text("\n".join(json.dumps(GOOD | {"article_id": i}) for i in ODD_IDS), encoding="utf-8")
    assert built("a.jsonl") == 0
    assert pl.read_parquet("out/articles.parquet")["article_id"].to_list() == ODD_IDS
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "out"]
    assert all(len(p.name) < 50 for p in tmp_path.rglob("*"))
    events = pl.read_parquet("out/events.parquet")
    assert set(events["article_id"]) == set(ODD_IDS)
    with pytest.raises(SystemExit):
        main(["export", "out", "--format", "csv", "-o", "events.csv", "--duplicates"])
    assert [i for i in pl.read_csv("events.csv")["article_id"].unique() if i[0] in "=@+-"] == []
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


CONTROL = "\u202e\u2066\x07\x08\x1b[2J\x1b]0;title\x07\x9b31m\ufeff\u200f"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_that_is_shown_steers_a_terminal(form: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["explain", f"France {CONTROL} condemned Russia{CONTROL} on Monday.", "--published", "2024-03-05", *form])
    assert not ended.value.code
    said = capsys.readouterr().out
    assert "France" in said
    assert not [c for c in said if not c.isprintable() and c != "\n"]


def _settings(text: str) -> Callable[[], list[str]]:
    def make() -> list[str]:
        Path("s.toml").write_text(text, encoding="utf-8")
        return ["a.jsonl", "--settings", "s.toml"]

    return make


OPTIONS: dict[str, tuple[list[str] | Callable[[], list[str]], str]] = {
    "workers 0": (["a.jsonl", "--workers", "0"], "bad-option: --workers 0: give 1 or more"),
    "workers -1": (["a.jsonl", "--workers", "-1"], "bad-option: --workers -1: give 1 or more"),
    "half a worker": (["a.jsonl", "--workers", "1.5"], "bad-value: .*--workers"),
    "confidence 2": (
        ["a.jsonl", "--min-confidence", "2"],
        "bad-option: --min-confidence 2.0: give a number from 0 to 1",
    ),
    "confidence nan": (["a.jsonl", "--min-confidence", "nan"], "bad-option: --min-confidence nan: give a number"),
    "confidence high": (["a.jsonl", "--min-confidence", "high"], "bad-value: .*'high'"),
    "engine": (["a.jsonl", "--engine", "spark"], "bad-value: .*'spark'.*local.*ray"),
    "day": (["a.jsonl", "--published", "5/3/2024"], "bad-option: --published: .*write the day as 2024-03-05"),
    "year 9999": (["a.jsonl", "--published", "9999-12-31"], "bad-option: --published: .*days from 1500 to 2200"),
    "map without sign": (["a.jsonl", "--map", "text"], "bad-map: --map 'text': write OURS=THEIRS"),
    "map of a field that is not ours": (["a.jsonl", "--map", "body=text"], "bad-map: .*OURS is one of article_id"),
    "map to a column that is not there": (["a.csv", "--map", "title=head"], "no-column: .*'head', which --map names"),
    "model": (["a.jsonl", "--model", "xx_none"], "no-model: --model xx_none: .*pip install it"),
    "output that is a file": (["a.jsonl", "-o", "a.jsonl"], "bad-value: .*'a.jsonl' is a file"),
    "add to nothing": (["a.jsonl", "--add"], "no-dataset: out: .*build it first"),
    "own table that is not there": (["a.jsonl", "--actors", "none.tsv"], "no-file: .*none.tsv"),
    "input that is not there": (["none.jsonl"], "no-file: none.jsonl: there is no such file"),
    "an empty folder": (["empty"], "empty-input: empty: the folder has no article"),
    "settings that are no TOML": (_settings("[build\n"), "bad-settings: s.toml: not TOML"),
    "settings with NUL": (_settings("workers = \x00"), "bad-settings: s.toml: not TOML"),
    "settings with an unknown key": (_settings("[build]\nworkrs = 2"), "bad-settings: .*did you mean 'workers'"),
    "settings with a wrong type": (_settings('[build]\nworkers = "two"'), "bad-settings: s.toml: .*workers.*'two'"),
    "settings with a list": (_settings("[build]\nworkers = [1]"), "bad-settings: .*give one value"),
    "settings with a number for a switch": (_settings("[build]\nadd = 1"), "bad-settings: .*give true or false"),
    "settings with a wrong choice": (_settings('[build]\nengine = "spark"'), "bad-settings: .*engine.*'spark'"),
    "settings whose table is a value": (_settings("build = 1"), "bad-settings: s.toml"),
    "settings that are a date": (_settings("published = 9999-12-31"), "bad-option: .*days from 1500 to 2200"),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_an_option_that_cannot_be_is_told_in_one_line(
    case: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, told = OPTIONS[case]
    Path("a.jsonl").write_bytes(LINE)
    Path("a.csv").write_bytes(HEADER + b"a,2024-03-05,x\n")
    Path("empty").mkdir()
    arguments = given() if callable(given) else given
    if "--model" in arguments:
        monkeypatch.undo()
    with pytest.raises(SystemExit) as ended:
        main(["build", "-o", "out", *arguments])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert pl.Series([error]).str.contains(f"(?i)eventcoder: {told}").item(), error


def test_a_damaged_member_behind_good_rows_is_told_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Rows were read before the damage is met: the dataset of before stays."""
    Path("a.jsonl").write_bytes(LINE)
    assert built("a.jsonl", "-q") == 0
    before = Path("out/events.parquet").read_bytes()
    packer = zlib.compressobj(wbits=31)
    many = b"".join(row(article_id=str(i)) + b"\n" for i in range(2000))
    Path("b.jsonl.gz").write_bytes(packer.compress(many) + packer.flush(zlib.Z_SYNC_FLUSH))
    assert built("b.jsonl.gz") == 2
    assert "bad-gzip: b.jsonl.gz" in capsys.readouterr().err
    assert Path("out/events.parquet").read_bytes() == before
