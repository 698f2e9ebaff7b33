"""The dataset as its users open it: every offset slices back, every reader gives the same rows and types."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from eventcoder.build.run import build

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
FIELDS = ("sentence", "source", "target", "attributed_to", "action", "date", "place")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside the project")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles that come with the project, coded."""
    out = tmp_path_factory.mktemp("sample")
    build(ROOT / "data" / "articles", out, check=False)
    return out


def assert_offsets(out: Path) -> None:
    """Every field's words stand where its offsets say, in the article's text."""
    events = pl.read_parquet(out / "events.parquet")
    articles = pl.read_parquet(out / "articles.parquet")
    texts = dict(articles.filter(pl.col("status") != "rejected").select("article_id", "text").iter_rows())
    assert events.height
    for row in events.iter_rows(named=True):
        text = texts[row["article_id"]]
        for field in FIELDS:
            start, words = row.get(f"{field}_start"), row[f"{field}_text"]
            if start is not None:
                assert text[start : row[f"{field}_end"]] == words, (row["event_id"], field)
        assert row["sentence_start"] <= row["action_start"] < row["action_end"] <= row["sentence_end"]
    dropped = pl.read_parquet(out / "dropped.parquet").filter(pl.col("stage") == "event")
    for row in dropped.drop_nulls(["start", "end", "text"]).iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"], row


def test_every_offset_of_the_sample_slices_back(dataset: Path) -> None:
    assert_offsets(dataset)


def test_no_row_is_without_an_account(dataset: Path) -> None:
    articles = pl.read_parquet(dataset / "articles.parquet")
    assert set(articles["status"]) <= {"coded", "no_events", "rejected"}
    assert articles.filter(pl.col("status") == "rejected")["reason"].null_count() == 0
    reasons = set(pl.read_parquet(dataset / "dropped.parquet")["reason"])
    assert {"negated", "hypothetical", "not_english", "no_publication_date"} <= reasons


def test_every_reader_gives_the_same_rows(dataset: Path) -> None:
    file = str(dataset / "events.parquet")
    ours = pl.read_parquet(file).to_dicts()
    names = list(ours[0])
    table = duckdb.sql(f"select * from read_parquet('{file}')")
    assert table.columns == names
    assert [dict(zip(names, row, strict=True)) for row in table.fetchall()] == ours
    frame = pd.read_parquet(file)
    assert list(frame.columns) == names
    assert [{k: _plain(v) for k, v in row.items()} for row in frame.to_dict("records")] == [
        {k: _plain(v) for k, v in row.items()} for row in ours
    ]


def _plain(value: Any) -> Any:
    """pandas has one missing value for all types, and counts whole numbers with gaps as floats."""
    return None if pd.isna(value) else float(value) if isinstance(value, int) else value


def test_every_reader_gives_the_same_types(dataset: Path) -> None:
    file = str(dataset / "events.parquet")
    wanted = {"event_code": "VARCHAR", "event_date": "DATE", "quad_class": "TINYINT", "goldstein": "DOUBLE"}
    types = duckdb.sql(f"select {', '.join(wanted)} from read_parquet('{file}')").types
    assert [str(t) for t in types] == list(wanted.values())
    schema = pl.read_parquet_schema(file)
    assert [schema[name] for name in wanted] == [pl.String, pl.Date, pl.Int8, pl.Float64]
    frame = pd.read_parquet(file)
    assert frame["event_code"].map(type).eq(str).all()
    assert frame["published"].map(type).eq(date).all()
    assert frame["quad_class"].dtype == "int8"


def test_the_python_of_the_readme_runs(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "events").symlink_to(dataset)
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert len(examples) >= 3
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


@needs_corpus
def test_a_corpus_of_news_is_coded_without_an_error_by_any_number_of_workers(tmp_path: Path) -> None:
    rows = (CORPUS / "news-200.jsonl").read_text(encoding="utf-8").splitlines()[::10]
    (tmp_path / "news.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    results = [build(tmp_path / "news.jsonl", tmp_path / str(n), workers=n, check=n == 1) for n in (1, 2)]
    assert results[0].failures == []
    assert results[0].counts.articles == len(rows)
    assert "coding_failed" not in results[0].counts.reasons
    assert_offsets(tmp_path / "1")
    for name in ("events.parquet", "articles.parquet", "dropped.parquet"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


@needs_corpus
def test_web_pages_are_coded_without_an_error(tmp_path: Path) -> None:
    result = build(CORPUS / "html", tmp_path, published="2024-01-15")
    assert result.failures == []
    assert result.counts.articles - result.counts.rejected == len(list((CORPUS / "html").glob("*.html")))
    assert_offsets(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["events"] == pl.read_parquet(tmp_path / "events.parquet").height
