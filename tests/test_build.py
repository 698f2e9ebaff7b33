"""A build: the same bytes whatever the workers and the breaks, offsets that slice back, one at a time."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from kills import tables

from eventcoder import schema
from eventcoder.build.lock import locked
from eventcoder.build.run import build
from eventcoder.errors import EventcoderError


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("input") / "articles.jsonl"
    text = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike."
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{text} Part {i}."} for i in range(70)]
    rows[3]["text"] = ""
    rows[5]["article_id"] = "a4"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def dataset(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    build(articles, out, check=False)
    return out


def test_columns_offsets_and_every_row_accounted_for(dataset: Path) -> None:
    events = pq.read_table(dataset / "events.parquet")
    assert events.schema.equals(schema.arrow_schema("events"))
    read = pq.read_table(dataset / "articles.parquet").to_pylist()
    assert len(read) == 70
    assert [a["reason"] for a in read if a["status"] == "rejected"] == ["no_text", "duplicate_id"]
    texts = {a["article_id"]: a["text"] for a in read if a["status"] != "rejected"}
    assert events.num_rows
    for e in events.to_pylist():
        for field in ("sentence", "action", "source", "target", "date", "place"):
            if e[f"{field}_text"] is not None:
                assert texts[e["article_id"]][e[f"{field}_start"] : e[f"{field}_end"]] == e[f"{field}_text"]


def test_the_same_bytes_with_two_workers(articles: Path, dataset: Path, tmp_path: Path) -> None:
    build(articles, tmp_path, workers=2, check=False)
    assert tables(tmp_path) == tables(dataset)


def test_a_lost_coding_alone_is_made_again(articles: Path, dataset: Path, tmp_path: Path) -> None:
    build(articles, tmp_path, check=False)
    next((tmp_path / ".work" / "coded").iterdir()).write_bytes(b"cut short")
    result = build(articles, tmp_path, check=False)
    assert 0 < result.recoded < 68
    assert tables(tmp_path) == tables(dataset)


def test_kept_parses_change_nothing(articles: Path, dataset: Path, tmp_path: Path) -> None:
    for name in ("cold", "warm"):
        build(articles, tmp_path / name, cache=tmp_path / "cache", check=False)
        assert tables(tmp_path / name) == tables(dataset)


def test_what_a_killed_build_left_half_written_goes(articles: Path, dataset: Path, tmp_path: Path) -> None:
    for name in (".events.parquet.4711.tmp", ".report.html.4711.part"):
        (tmp_path / name).write_bytes(b"half")
    build(articles, tmp_path, check=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in dataset.iterdir())


def test_no_text_leaves_no_text_anywhere(articles: Path, tmp_path: Path) -> None:
    build(articles, tmp_path, no_text=True, check=False)
    assert set(pq.read_table(tmp_path / "articles.parquet")["text"].to_pylist()) == {None}
    assert set(pq.read_table(tmp_path / "events.parquet")["sentence_text"].to_pylist()) == {None}
    assert not (tmp_path / ".work").exists()


def test_a_second_build_into_the_same_folder_is_refused(articles: Path, tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(EventcoderError, match="another build"):
        build(articles, tmp_path, check=False)


def test_a_broken_input_leaves_the_old_dataset_alone(articles: Path, tmp_path: Path) -> None:
    build(articles, tmp_path / "out", check=False)
    before = tables(tmp_path / "out")
    (tmp_path / "bad.csv").write_text("text,published\n", encoding="utf-8")
    with pytest.raises(EventcoderError, match="empty-input"):
        build([articles, tmp_path / "bad.csv"], tmp_path / "out", check=False)
    assert tables(tmp_path / "out") == before
