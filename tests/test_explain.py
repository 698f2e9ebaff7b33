"""``eventcoder explain``: the words, the rule and what lost for every field, of a sentence or of a dataset's event."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import polars as pl
import pytest

from eventcoder.build.run import build
from eventcoder.cli.main import main
from eventcoder.errors import EventcoderError
from eventcoder.explain import Explanation, as_html, as_text, explain_event, explain_text
from eventcoder.explain.told import Field

TEXT = (
    "Kenyan Foreign Minister Musalia Mudavadi met Ugandan President Yoweri Museveni in Kampala on Tuesday, "
    "a week after herders clashed near Moroto, officials in Nairobi said on Wednesday. "
    "Uganda did not expel the envoy of Sudan."
)


@pytest.fixture(scope="module")
def told() -> Explanation:
    return explain_text(TEXT, "2024-05-09")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    row = {"article_id": "a1", "published": "2024-05-09", "text": f"It rained.\n\n{TEXT}"}
    (folder / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    build(folder / "a.jsonl", folder / "out", check=False)
    return folder / "out"


def _field(told: Explanation, name: str) -> Field:
    return next(f for f in told.events[0].fields if f.name == name)


def test_each_field_has_its_words_value_and_reason(told: Explanation) -> None:
    seen = {f.name: (f.words, f.value) for f in told.events[0].fields}
    assert seen["source"] == ("Kenyan Foreign Minister Musalia Mudavadi", "KENGOV")
    assert seen["action"] == ("met", "040")
    assert seen["date"] == ("Tuesday", "2024-05-07")
    assert seen["place"][0] == "Kampala"
    assert any(re.match(r"people_africa.tsv:\d+: Musalia Mudavadi KENGOV", b) for b in _field(told, "source").because)
    assert any(".yaml" in b for b in _field(told, "action").because)
    assert any("weekday" in b for b in _field(told, "date").because)


def test_what_lost_is_named_with_its_reason(told: Explanation) -> None:
    lost = {(f.name, x.what): x.why for f in told.events[0].fields for x in f.lost}
    assert lost["source", "'Ugandan President Yoweri Museveni' (UGAGOV)"] == "it is the target"
    assert lost["date", "'Wednesday' (2024-05-08)"] == "it hangs on 'said', not on 'met'"
    assert any(
        field == "place" and "'Nairobi'" in what and "does not tie" in why for (field, what), why in lost.items()
    )
    assert any(field == "place" and why.startswith("score ") for (field, _), why in lost.items())
    assert any(field == "action" and "asks " in why for (field, _), why in lost.items())


def test_what_was_dropped_is_told(told: Explanation) -> None:
    assert [(d.words, d.reason) for d in told.dropped] == [("expel", "negated")]
    assert "not done" in told.dropped[0].means


def test_the_text_marks_the_sentence(told: Explanation) -> None:
    text = as_text(told)
    assert "[source Kenyan Foreign Minister Musalia Mudavadi] [action met] [target Ugandan President" in text
    assert "\x1b" not in text
    assert "\x1b" in as_text(told, color=True)


def test_the_page_stands_alone(told: Explanation) -> None:
    page = as_html(told, "<why>")
    assert page.startswith("<!DOCTYPE html>")
    assert "&lt;why&gt;" in page
    assert "source KENGOV" in page
    assert "<svg" in page
    assert not re.search(r"(?:src|href)=\"?(?:https?:)?//|<script|@import", page)


def test_an_event_of_a_dataset_is_coded_again_for_its_alternatives(dataset: Path, told: Explanation) -> None:
    events = pl.read_parquet(dataset / "events.parquet")
    again = explain_event(dataset, events.row(0, named=True)["event_id"])
    assert again.notes == []
    assert asdict(_field(again, "date")) == asdict(_field(told, "date"))
    assert [x.what for x in _field(again, "source").lost] == [x.what for x in _field(told, "source").lost]


def test_without_text_the_row_alone_is_told(dataset: Path, tmp_path: Path) -> None:
    for name in ("events", "articles"):
        frame = pl.read_parquet(dataset / f"{name}.parquet")
        frame.with_columns(
            pl.lit(None, pl.String).alias("sentence_text" if name == "events" else "text")
        ).write_parquet(tmp_path / f"{name}.parquet")
    identity = pl.read_parquet(tmp_path / "events.parquet").row(0, named=True)["event_id"]
    bare = explain_event(tmp_path, identity)
    assert "holds no text" in bare.notes[0]
    assert "(the dataset holds no text)" in as_text(bare)
    assert "KENGOV" in as_html(bare, "x")


def test_an_event_that_is_not_there(dataset: Path) -> None:
    with pytest.raises(EventcoderError, match="no-event"):
        explain_event(dataset, "0" * 16)


def test_own_tables_explain_too(tmp_path: Path) -> None:
    table = tmp_path / "actors.tsv"
    table.write_text("name\tcode\tkind\nZorblax Front\tKENREB\torganisation\n", encoding="utf-8")
    own = {"actors": [str(table)]}
    told = explain_text("The Zorblax Front attacked Kenyan troops on Monday.", "2024-05-08", own=own)
    assert "actors.tsv:2: Zorblax Front KENREB" in _field(told, "source").because[-1]


def test_the_command_prints_json_and_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "why.html"
    with pytest.raises(SystemExit) as ended:
        main(["explain", "France condemned Russia.", "--published", "2024-05-08", "--json", "--html", str(page)])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["events"][0]["row"]["event_code"] == "111"
    assert "action 111" in page.read_text(encoding="utf-8")
