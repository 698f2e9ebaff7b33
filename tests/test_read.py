"""Readers: every row an article or a reason, every unusable file one clear mistake."""

import csv
import gzip
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eventcoder.errors import EventcoderError
from eventcoder.read import ReadOptions, read, read_options
from eventcoder.records import Article, Dropped

TEXT = "Kenya's president met the leader of Uganda in Nairobi on Tuesday, officials said after the talks."
DAY = "2024-03-05"


def rows(*paths: object, **options: Any) -> list[Article | Dropped]:
    return list(read([str(p) for p in paths], ReadOptions(**options)))


def reasons(found: list[Article | Dropped]) -> list[str]:
    return [r.reason if isinstance(r, Dropped) else "ok" for r in found]


def written(folder: Path, name: str, data: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def line(**fields: object) -> str:
    return json.dumps({"published": DAY, "text": TEXT} | fields) + "\n"


def mistake(*paths: object, **options: Any) -> EventcoderError:
    with pytest.raises(EventcoderError) as caught:
        rows(*paths, **options)
    assert "\n" not in str(caught.value)
    return caught.value


def test_json_lines(tmp_path: Path) -> None:
    data = (
        line(article_id="a", title="Talks", url="http://x", publisher="P", language="en-GB") + "\n" + line(article_id=7)
    )
    first, second = rows(written(tmp_path, "a.jsonl", data))
    assert first == Article(
        "a", date(2024, 3, 5), TEXT, "Talks", "http://x", "P", "en-GB", (tmp_path / "a.jsonl").as_posix(), 1
    )
    assert isinstance(second, Article)
    assert (second.article_id, second.input_row) == ("7", 3)


def test_the_same_articles_in_every_form(tmp_path: Path) -> None:
    records = [{"article_id": f"n{i}", "published": DAY, "text": f"{TEXT}\n\nPart “{i}”, ok."} for i in range(5)]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    table = io.StringIO()
    writer = csv.DictWriter(table, ["article_id", "published", "text"])
    writer.writeheader()
    writer.writerows(records)
    files = [
        written(tmp_path, "a.jsonl", lines),
        written(tmp_path, "bom.jsonl", b"\xef\xbb\xbf" + lines.encode()),
        written(tmp_path, "utf16.jsonl", lines.encode("utf-16")),
        written(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode())),
        written(tmp_path, "a.json", json.dumps(records, indent=1)),
        written(tmp_path, "lines.json", lines),
        written(tmp_path, "a.csv", table.getvalue()),
        written(tmp_path, "bom.csv", b"\xef\xbb\xbf" + table.getvalue().encode()),
        written(tmp_path, "utf16.csv", table.getvalue().encode("utf-16")),
        written(tmp_path, "a.csv.gz", gzip.compress(table.getvalue().encode())),
        tmp_path / "a.parquet",
    ]
    pq.write_table(pa.Table.from_pylist(records), files[-1])
    for file in files:
        found = rows(file)
        assert reasons(found) == ["ok"] * 5, file
        assert [(a.article_id, a.text) for a in found] == [(r["article_id"], r["text"]) for r in records], file


def test_each_bad_line_has_its_reason_and_the_good_ones_stay(tmp_path: Path) -> None:
    bad = {
        "malformed_json": '{"text": "cut',
        "not_an_object": "[1]",
        "no_text": line(text="  \n "),
        "bad_text": line(text=5),
        "no_publication_date": line(published=None),
        "bad_publication_date": line(published="31.2.2024"),
        "bad_article_id": line(article_id=[1]),
        "bad_characters": '{"published": "2024-03-05", "text": "a lone \\ud800 half"}',
        "not_english": line(language="fr"),
        "bad_encoding": '{"text": "\xe9"}',
    }
    data = b"".join(b.strip().encode("latin-1") + b"\n" + line().encode() for b in bad.values())
    found = rows(written(tmp_path, "a.jsonl", data))
    assert reasons(found)[::2] == list(bad)
    assert reasons(found)[1::2] == ["ok"] * len(bad)
    assert all(r.detail or r.reason == "not_an_object" for r in found if isinstance(r, Dropped))


@pytest.mark.parametrize("text", ["nul \x00 here", "\ud800", "\udfff and so on"])
def test_text_that_is_no_text_is_dropped(tmp_path: Path, text: str) -> None:
    assert reasons(rows(written(tmp_path, "a.jsonl", line(text=text)))) == ["bad_characters"]


@pytest.mark.parametrize(
    "text", ["\u202eright to left", "bell \x07", "\x1b[31mred", "=1+1", "\ufeffmark", "x" * 200_000]
)
def test_odd_text_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    (article,) = rows(written(tmp_path, "a.jsonl", line(text=text, language="en")))
    assert article.text == text


@pytest.mark.parametrize("identity", ["../../etc/passwd", "\x1b[2J", "a\nb", "=cmd()", "é" * 5000])
def test_odd_ids_are_kept_as_they_are(tmp_path: Path, identity: str) -> None:
    (article,) = rows(written(tmp_path, "a.jsonl", line(article_id=identity)))
    assert article.article_id == identity


def test_a_missing_id_is_a_hash_of_the_content(tmp_path: Path) -> None:
    one, two, three = rows(written(tmp_path, "a.jsonl", line() + line(article_id="") + line(title="Other")))
    assert one.article_id == two.article_id != three.article_id
    assert one.article_id.startswith("sha256:")


def test_deep_nesting_is_malformed(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 200_000 + "]" * 200_000 + "}\n"
    assert reasons(rows(written(tmp_path, "a.jsonl", deep + line()))) == ["malformed_json", "ok"]


def test_map_and_published(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", f'body,"when"\n"{TEXT}",{DAY}\n"{TEXT}",\n')
    options = read_options("text=body, published=when", "2020-01-01")
    assert [a.published for a in read([file], options)] == [date(2024, 3, 5), date(2020, 1, 1)]


@pytest.mark.parametrize("text", ["body", "text=", "words=body", "text:body"])
def test_a_bad_map_is_a_mistake(text: str) -> None:
    with pytest.raises(EventcoderError, match="OURS=THEIRS"):
        read_options(text, None)


def test_a_bad_published_is_a_mistake() -> None:
    with pytest.raises(EventcoderError, match="--published"):
        read_options(None, "5/3/24")


def test_a_table_without_a_needed_column_names_the_remedy(tmp_path: Path) -> None:
    assert "--map text=COLUMN" in str(mistake(written(tmp_path, "a.csv", "body,published\nx,2024-01-01\n")))
    assert "--published" in str(mistake(written(tmp_path, "b.csv", "text,day\nx,2024-01-01\n")))
    assert "which --map names" in str(
        mistake(written(tmp_path, "c.csv", "text,published\nx,y\n"), rename={"title": "head"})
    )
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    assert mistake(tmp_path / "a.parquet").code == "no-column"
    pq.write_table(pa.table({"text": [1], "published": ["x"]}), tmp_path / "b.parquet")
    assert mistake(tmp_path / "b.parquet").code == "bad-column"


def test_ragged_and_foreign_rows_of_a_table(tmp_path: Path) -> None:
    data = f'text,published\n"{TEXT}",{DAY}\n"{TEXT}"\n"{TEXT}",{DAY},x\n'.encode() + b"caf\xe9,2024-01-01\n"
    data += f'"bad"quote,{DAY}\n"{TEXT}",{DAY}\n'.encode()
    found = rows(written(tmp_path, "a.csv", data))
    assert reasons(found) == ["ok", "ragged_row", "ragged_row", "bad_encoding", "malformed_row", "ok"]


def test_a_quotation_mark_never_closed_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    found = mistake(
        written(tmp_path, "a.csv", f'text,published\n{TEXT.replace(",", "")},{DAY}\n"open,{DAY}\nx,{DAY}\n')
    )
    assert found.code == "unclosed-quote"
    assert "record 2" in str(found)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    file = written(tmp_path, "a.csv", f"text{separator}published\n{TEXT}{separator}{DAY}\n")
    assert reasons(rows(file)) == ["ok"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", b""),
        ("a.jsonl", b"\n\n"),
        ("a.csv", b""),
        ("a.csv", b"text,published\n"),
        ("a.json", b"[]"),
        ("a.txt", b" \n"),
        ("a.html", b""),
        ("a.parquet", b""),
        ("a.parquet", b"PAR1 not really PAR1"),
        ("a.json", b'[{"text": "cut'),
        ("a.json", b'[{"text": 1} {"text": 2}]'),
        ("a.json", b'[{"text": "a"}] tail'),
        ("a.json", b"[" * 100_000),
        ("a.jsonl.gz", gzip.compress(b"x" * 9999, mtime=0)[:40]),
        ("a.jsonl.gz", b"\x1f\x8bnonsense that is no gzip"),
        ("a.docx", b"x"),
        ("a.txt", b"caf\xe9"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_mistake(tmp_path: Path, name: str, data: bytes) -> None:
    assert name in str(mistake(written(tmp_path, name, data), published=date(2024, 3, 5)))


def test_a_truncated_parquet_file(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [TEXT] * 1000, "published": [DAY] * 1000}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    assert mistake(written(tmp_path, "cut.parquet", data[: len(data) // 2])).code == "bad-parquet"


def test_days_and_timestamps_of_parquet(tmp_path: Path) -> None:
    late = datetime(2024, 3, 6, 3, 30, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array([TEXT, None], pa.string()).dictionary_encode(),
            "published": pa.array([late, late], pa.timestamp("us", tz="America/New_York")),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    first, second = rows(tmp_path / "a.parquet")
    assert first.published == date(2024, 3, 5)
    assert second.reason == "no_text"
    pq.write_table(pa.table({"text": [TEXT], "published": [date(2024, 3, 5)]}), tmp_path / "b.parquet")
    assert rows(tmp_path / "b.parquet")[0].published == date(2024, 3, 5)


def test_missing_files_kinds_and_folders(tmp_path: Path) -> None:
    assert mistake(tmp_path / "none.csv").code == "no-file"
    assert mistake(tmp_path).code == "empty-input"
    assert mistake().code == "no-input"


def test_a_folder_of_pages_and_texts(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", TEXT)
    written(tmp_path, "c.txt", b"caf\xe9")
    written(tmp_path, ".hidden.txt", TEXT)
    body = "".join(f"<p>{TEXT} More was said later, in the {n} hour.</p>" for n in ("first", "second", "third"))
    page = f'<html><head><title>Talks</title><meta property="article:published_time" content="{DAY}T10:00:00Z"></head>'
    written(tmp_path, "a.html", f"{page}<body><article><h1>Talks</h1>{body}</article></body></html>")
    found = rows(tmp_path)
    assert reasons(found) == ["ok", "no_publication_date", "bad_encoding"]
    assert TEXT in found[0].text
    assert found[0].published == date(2024, 3, 5)


def test_a_lone_text_needs_a_day(tmp_path: Path) -> None:
    file = written(tmp_path, "a.txt", "\ufeff" + TEXT)
    assert "--published" in str(mistake(file))
    (article,) = rows(file, published=date(2024, 3, 5))
    assert article.text == TEXT


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BufferedReader(io.BytesIO((line() + line(text="")).encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    assert reasons(rows("-")) == ["ok", "no_text"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (TEXT, True),
        ("U.S., China trade barbs.", True),
        (
            "Le président a rencontré son homologue à Nairobi mardi, ont déclaré des responsables après entretiens.",
            False,
        ),
        ("Präsident Ruto hat am Dienstag in Nairobi den ugandischen Präsidenten getroffen, teilten Beamte mit.", False),
        (
            "El presidente de Kenia se reunió el martes en Nairobi con el líder de Uganda, dijeron funcionarios.",
            False,
        ),
        ("Президент Кении встретился во вторник в Найроби с лидером Уганды, сообщили официальные лица.", False),
        ("肯尼亚总统周二在内罗毕会见了乌干达领导人，官员们在会谈后表示。", False),
    ],
)
def test_only_english_is_kept(tmp_path: Path, text: str, kept: bool) -> None:
    assert reasons(rows(written(tmp_path, "a.jsonl", line(text=text)))) == (["ok"] if kept else ["not_english"])


def test_a_long_array_is_read_piece_by_piece(tmp_path: Path) -> None:
    records = [{"article_id": str(i), "published": DAY, "text": TEXT * 20} for i in range(2000)]
    found = rows(written(tmp_path, "a.json", json.dumps(records)))
    assert reasons(found) == ["ok"] * 2000
