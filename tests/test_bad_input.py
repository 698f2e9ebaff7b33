"""Hostile input: nothing breaks a reader, no good row is lost, and odd texts cost about what normal ones do."""

import csv
import gzip
import io
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder import settings as build_settings
from eventcoder.build import coding
from eventcoder.build.coding import code_articles
from eventcoder.build.run import build
from eventcoder.errors import EventcoderError
from eventcoder.pipeline import default_pipeline
from eventcoder.quality.audit import audit
from eventcoder.read import ReadOptions, read
from eventcoder.records import Article, Dropped

TEXT = "Kenya's president met the leader of Uganda in Nairobi on Tuesday, officials said after the talks."
GOOD = {"article_id": "good", "published": "2024-03-05", "text": TEXT}
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
fields = st.dictionaries(
    st.sampled_from(["article_id", "published", "text", "title", "url", "language", "x"]), anything
)


def rows_of(file: Path) -> list[Article | Dropped] | None:
    """The rows, None where the file is refused in one line."""
    try:
        return list(read([file], ReadOptions()))
    except EventcoderError as e:
        return None if "\n" not in str(e) else pytest.fail(f"more than one line: {e}")


def assert_accounted(found: list[Article | Dropped], good: int) -> None:
    assert sum(isinstance(r, Article) and r.article_id == "good" for r in found) == good
    assert all(r.reason for r in found if isinstance(r, Dropped))


@FEW
@given(st.lists(fields | anything, max_size=4))
def test_json_lines_of_anything_between_good_ones(tmp_path: Path, values: list[Any]) -> None:
    good = json.dumps(GOOD)
    lines = [good, *(x for v in values for x in (json.dumps(v), good))]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = rows_of(tmp_path / "a.jsonl")
    assert found is not None
    assert len(found) == len(lines)
    assert_accounted(found, 1 + len(values))


@FEW
@given(st.lists(st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"")), max_size=4))
def test_json_lines_of_any_bytes_between_good_ones(tmp_path: Path, values: list[bytes]) -> None:
    good = json.dumps(GOOD).encode()
    (tmp_path / "a.jsonl").write_bytes(b"".join(good + b"\n" + v + b"\n" for v in values) + good)
    found = rows_of(tmp_path / "a.jsonl")
    assert found is not None
    assert_accounted(found, 1 + len(values))


@FEW
@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.parquet", "a.jsonl.gz", "a.csv.gz"]))
def test_any_bytes_in_any_kind_of_file(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert_accounted(rows_of(tmp_path / name) or [], 0)


@FEW
@given(st.sampled_from(["jsonl.gz", "csv", "csv.gz", "parquet", "json"]), st.data())
def test_a_good_file_cut_or_changed_anywhere(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    whole = bytearray(
        written(tmp_path / f"a.{kind}", [GOOD | {"article_id": f"good{i}"} for i in range(4)]).read_bytes()
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        del whole[at:]
    else:
        whole[at] = data.draw(st.integers(0, 255))
    (tmp_path / f"b.{kind}").write_bytes(whole)
    assert_accounted(rows_of(tmp_path / f"b.{kind}") or [], 0)


@FEW
@given(st.lists(st.dictionaries(st.sampled_from(list(GOOD)), st.text()), max_size=4))
def test_csv_of_any_words_between_good_ones(tmp_path: Path, values: list[dict[str, str]]) -> None:
    rows = [GOOD, *(r for v in values for r in (v, GOOD))]
    clean = [{k: v.encode("utf-8", "replace").decode() for k, v in r.items()} for r in rows]
    found = rows_of(written(tmp_path / "a.csv", clean))
    assert found is not None
    assert len(found) == len(rows)
    assert_accounted(found, 1 + len(values))


@pytest.mark.parametrize(
    "column",
    [
        pa.array([1709596800, None]),
        pa.array([1709596800.5, float("nan")]),
        pa.array([True, None]),
        pa.array([date(1, 1, 1), date(9999, 12, 31)]),
        pa.array([2**52, -(2**52)], pa.timestamp("s")),
        pa.array([2**62, -(2**62)], pa.timestamp("us", tz="America/New_York")),
        pa.array([b"2024-03-05", b"\xff"]),
        pa.array([{"day": 5}, None]),
        pa.array([[1], None]),
        pa.nulls(2),
    ],
    ids=lambda c: str(c.type),
)
def test_what_is_no_day_in_parquet_is_a_reason_a_row(tmp_path: Path, column: pa.Array) -> None:
    pq.write_table(pa.table({"text": [TEXT, TEXT], "published": column}), tmp_path / "a.parquet")
    found = rows_of(tmp_path / "a.parquet")
    assert found is not None
    assert [r.reason for r in found if isinstance(r, Dropped) and "publication_date" in r.reason] == [
        r.reason for r in found if isinstance(r, Dropped)
    ]
    assert len(found) == 2


def written(file: Path, rows: list[dict[str, str]]) -> Path:
    """The rows in the form that the file's name tells."""
    kinds = file.suffixes
    if ".parquet" in kinds:
        pq.write_table(pa.Table.from_pylist(rows), file)
        return file
    if ".csv" in kinds:
        table = io.StringIO()
        writer = csv.DictWriter(table, list(GOOD), lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
        data = table.getvalue().encode()
    else:
        data = (json.dumps(rows) if ".json" in kinds else "\n".join(map(json.dumps, rows))).encode()
    file.write_bytes(gzip.compress(data) if ".gz" in kinds else data)
    return file


HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def test_no_page_runs_what_an_article_says(tmp_path: Path) -> None:
    row = GOOD | {
        "article_id": f"../../{HOSTILE}\x1b[31m",
        "title": HOSTILE,
        "url": f"javascript:alert(1)//{HOSTILE}",
        "publisher": HOSTILE,
        "text": f"France condemned Russia {HOSTILE} over the strike on Tuesday. {HOSTILE} {TEXT}",
    }
    file = written(tmp_path / "a.jsonl", [row, GOOD | {"text": HOSTILE}])
    result = build(file, tmp_path / "out")
    assert result.counts.events
    audit(tmp_path / "out", 5)
    pages = list((tmp_path / "out").glob("*.html"))
    assert len(pages) == 2
    for page in pages:
        words = page.read_text(encoding="utf-8")
        assert "<script>alert('x')" not in words
        assert "<img src=x" not in words
        assert 'href="javascript:' not in words
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "out"]


@pytest.mark.parametrize(
    "text",
    [
        "the rebels shelled towns near the river and the army withdrew and " * 300,
        "x" * 40_000,
        "1" * 40_000,
        "." * 20_000,
        "\n" * 40_000 + TEXT,
        "\u202e\u200b\x07\x1b[31m" * 2000 + TEXT,
        "Russia, France, Kenya, " * 800,
    ],
    ids=["endless sentence", "word", "digits", "dots", "line breaks", "control characters", "names"],
)
def test_an_odd_text_costs_no_more_than_some_normal_ones(text: str, normal: float) -> None:
    assert took(default_pipeline(), text) < 3 * normal * len(text)


def test_a_long_article_is_coded_bit_by_bit_with_the_same_events(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp, article = default_pipeline(), Article("long", date(2024, 3, 5), f"{TEXT}\n\n" * 230)
    (whole,) = code_articles(nlp, [article])
    monkeypatch.setattr(build_settings, "AT_ONCE", 10)
    bits = len(list(coding._groups([article])))
    (again,) = code_articles(nlp, [article])
    assert bits == 2
    assert len(whole.events) > 50
    assert (again.events, again.dropped, again.sentences) == (whole.events, whole.dropped, whole.sentences)


@pytest.fixture(scope="module")
def normal() -> float:
    """Seconds for a character of a normal text as long as the longest piece that is coded at once."""
    nlp = default_pipeline()
    code_articles(nlp, [Article("warm", date(2024, 3, 5), TEXT * 5)])
    text = (f"{TEXT} France condemned Russia over the strike near Kyiv.\n\n" * 1400)[:20_000]
    return took(nlp, text) / len(text)


def took(nlp: Any, text: str) -> float:
    begun = time.process_time()
    (coding,) = code_articles(nlp, [Article("a", date(2024, 3, 5), text)])
    assert not any(d.stage == "article" for d in coding.dropped)
    return time.process_time() - begun
