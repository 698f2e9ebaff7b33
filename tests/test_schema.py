"""The schemas are the one source of columns, types and the README's table."""

import dataclasses
from pathlib import Path

import pyarrow as pa
import pytest

from eventcoder import schema
from eventcoder.records import Article, Dropped, Event

ROOT = Path(__file__).resolve().parents[1]


def test_events_schema_is_the_event_record() -> None:
    assert [c.name for c in schema.columns("events")] == [f.name for f in dataclasses.fields(Event)]


def test_dropped_schema_is_the_dropped_record() -> None:
    assert {c.name for c in schema.columns("dropped")} == {f.name for f in dataclasses.fields(Dropped)}


def test_articles_schema_holds_all_that_is_read() -> None:
    assert {f.name for f in dataclasses.fields(Article)} <= {c.name for c in schema.columns("articles")}


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("published", pa.date32()),
        ("event_date", pa.date32()),
        ("action_start", pa.int32()),
        ("quad_class", pa.int8()),
        ("goldstein", pa.float64()),
        ("event_code", pa.string()),
    ],
)
def test_arrow_types(column: str, kind: pa.DataType) -> None:
    assert schema.arrow_schema("events").field(column).type == kind


def test_every_column_is_described() -> None:
    for table in schema.TABLES:
        for column in schema.columns(table):
            assert column.description.endswith("."), column.name
            field = schema.arrow_schema(table).field(column.name)
            assert field.metadata[b"description"].decode() == column.description
            assert field.nullable is not column.required


def test_the_codebook_is_current() -> None:
    codebook = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert schema.with_columns(codebook) == codebook, "run: make docs"


def test_columns_are_written_between_the_markers(tmp_path: Path) -> None:
    file = tmp_path / "codebook.md"
    marks = "\n".join(f"{schema.START.format(t)}\nlast week\n{schema.END.format(t)}" for t in schema.TABLES)
    file.write_text(f"before\n{marks}\nafter\n", encoding="utf-8")
    schema.main([str(file)])
    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "| `event_code` |" in text
    assert "| `sha256` |" in text
    assert "last week" not in text


def test_a_codebook_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="events:start"):
        schema.with_columns("nothing")
