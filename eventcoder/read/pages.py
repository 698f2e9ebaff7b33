"""Text files and web pages: one article a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eventcoder.errors import EventcoderError
from eventcoder.read.rows import ReadOptions, Row
from eventcoder.read.streams import open_bytes, read_text
from eventcoder.records import Dropped


def read_text_file(file: str, options: ReadOptions, lone: bool) -> Iterator[Row | Dropped]:
    """A text file as one article; its day can only come from ``--published``.

    Raises:
        EventcoderError: a lone file that cannot be used; one of a folder is dropped with its reason instead.
    """
    try:
        text = read_text(file)
    except UnicodeDecodeError as e:
        detail = f"not UTF-8 at byte {e.start + 1}; save it as UTF-8"
        if lone:
            raise EventcoderError("bad-encoding", f"{file}: {detail}") from None
        yield Dropped("article", "bad_encoding", None, file, 1, detail=detail)
        return
    if lone and not text.strip():
        raise EventcoderError("empty-input", f"{file}: the file is empty")
    if lone and options.published is None:
        raise EventcoderError(
            "no-date", f"{file}: a text file carries no day of publication; give --published 2024-03-05"
        )
    yield Row(file, 1, {options.theirs("text"): text})


def read_page(file: str, options: ReadOptions, lone: bool) -> Iterator[Row | Dropped]:
    """A web page: its main text and title by trafilatura, its day by htmldate where the page itself states it.

    Raises:
        EventcoderError: a lone page that cannot be read.
    """
    with open_bytes(file) as stream:
        data = stream.read()
    if lone and not data.strip():
        raise EventcoderError("empty-input", f"{file}: the file is empty")
    found = _extract(data)
    if found is None:
        yield Dropped("article", "no_text", None, file, 1, detail="no main text was found in the page")
        return
    if lone and options.published is None and not found["published"]:
        raise EventcoderError("no-date", f"{file}: the page states no day of publication; give --published 2024-03-05")
    yield Row(file, 1, {options.theirs(name): value for name, value in found.items()})


def _extract(data: bytes) -> dict[str, Any] | None:
    import trafilatura
    from htmldate import find_date
    from lxml import etree

    try:
        tree = trafilatura.load_html(data)
        if tree is None:
            return None
        day = find_date(tree, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
        page = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    except (etree.LxmlError, ValueError, RecursionError, AttributeError):
        return None
    if page is None or not page.text:
        return None
    return {
        "text": page.text,
        "title": page.title,
        "url": page.url,
        "publisher": page.sitename,
        "published": day,
    }


def file_name(path: Path) -> str:
    """A path as it is shown and stored: with forward slashes everywhere."""
    return path.as_posix()
