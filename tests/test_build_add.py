"""Adding to a dataset: what stands in it stays, what comes is coded, and a crash loses neither."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from kills import tables

from eventcoder.build.base import TABLES, open_base
from eventcoder.build.run import build
from eventcoder.cli.main import main
from eventcoder.errors import EventcoderError

TEXT = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike."


def lines(file: Path, numbers: range, **changed: str) -> Path:
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{TEXT} Part {i}."} | changed for i in numbers]
    rows.append({"article_id": "bad", "published": "2024-03-06", "text": ""})
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    build(lines(folder / "one.jsonl", range(12)), folder / "out", check=False)
    return folder


@pytest.fixture
def dataset(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old / "out", tmp_path / "out"))


def rows(out: Path, table: str) -> list[dict[str, object]]:
    return list(pq.read_table(out / table).to_pylist())


def test_old_rows_stay_and_new_ones_follow(dataset: Path, tmp_path: Path) -> None:
    before = {t: rows(dataset, t) for t in TABLES}
    result = build(lines(tmp_path / "two.jsonl", range(10, 20)), dataset, add=True)
    assert result.failures == []
    assert (result.counts.coded, result.counts.rejected, result.already_there) == (8, 1, 2)
    for table, there in before.items():
        assert rows(dataset, table)[: len(there)] == there
        assert len(rows(dataset, table)) > len(there)
    new = rows(dataset, "events.parquet")[len(before["events.parquet"]) :]
    assert {e["duplicate_of"] for e in new} <= {e["event_id"] for e in before["events.parquet"]}
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["articles"] == len(rows(dataset, "articles.parquet")) == 13 + 9
    assert manifest["added"][0]["counts"]["coded"] == 8
    assert manifest["added"][0]["already_there"] == 2


def test_ids_are_those_of_one_build_over_all(dataset: Path, tmp_path: Path) -> None:
    build(lines(tmp_path / "two.jsonl", range(12, 20)), dataset, add=True, check=False)
    build(lines(tmp_path / "all.jsonl", range(20)), tmp_path / "whole", check=False)
    whole, added = rows(tmp_path / "whole", "events.parquet"), rows(dataset, "events.parquet")
    for row in (*whole, *added):
        row.pop("report_count")  # an old row keeps what was known when it was written
    assert added == whole


def test_the_same_input_again_changes_no_byte(old: Path, dataset: Path) -> None:
    before = tables(dataset)
    result = build(old / "one.jsonl", dataset, add=True, check=False)
    assert (result.already_there, result.counts.articles) == (13, 0)
    assert tables(dataset) == before


def test_a_known_id_with_another_text_is_a_duplicate(dataset: Path, tmp_path: Path) -> None:
    build(lines(tmp_path / "two.jsonl", range(1), text=f"{TEXT} Changed."), dataset, add=True, check=False)
    assert rows(dataset, "dropped.parquet")[-2]["reason"] == "duplicate_id"


def test_a_crash_between_two_tables_is_mended(dataset: Path, tmp_path: Path) -> None:
    two = lines(tmp_path / "two.jsonl", range(12, 20))
    whole = Path(shutil.copytree(dataset, tmp_path / "whole"))
    build(two, whole, add=True, check=False)
    open_base(dataset, dataset / ".work")
    (whole / "articles.parquet").rename(dataset / "articles.parquet")  # as if the process died after this rename
    build(two, dataset, add=True, check=False)
    (dataset / "articles.parquet").rename(whole / "articles.parquet")
    shutil.copy(whole / "articles.parquet", dataset / "articles.parquet")
    assert tables(dataset) == tables(whole)


def test_other_knowledge_or_options_are_refused_unless_asked(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = lines(tmp_path / "two.jsonl", range(12, 14))
    with pytest.raises(EventcoderError, match="--min-confidence"):
        build(two, dataset, add=True, min_confidence=0, check=False)
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    manifest["coding"]["fingerprint"] = "another"
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    before = tables(dataset)
    with pytest.raises(SystemExit) as ended:
        main(["build", str(two), "-o", str(dataset), "--add"])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert "--mixed" in error
    assert error.count("\n") == 1
    assert tables(dataset) == before
    result = build(two, dataset, add=True, mixed=True, check=False)
    assert result.counts.coded == 2
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["added"][-1]["fingerprint"] != "another"


def test_there_must_be_a_dataset_and_its_own_tables(dataset: Path, tmp_path: Path) -> None:
    two = lines(tmp_path / "two.jsonl", range(12, 14))
    with pytest.raises(EventcoderError, match="no dataset"):
        build(two, tmp_path / "none", add=True, check=False)
    shutil.copy(dataset / "dropped.parquet", dataset / "events.parquet")
    with pytest.raises(EventcoderError, match="not the table"):
        build(two, dataset, add=True, check=False)
