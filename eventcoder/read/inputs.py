"""Which files an input means, and the reader for each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from eventcoder.errors import EventcoderError
from eventcoder.read.jsonl import read_json
from eventcoder.read.pages import file_name, read_page, read_text_file
from eventcoder.read.rows import ReadOptions, Row, to_article
from eventcoder.read.streams import STDIN
from eventcoder.read.tables import read_csv, read_parquet
from eventcoder.records import Article, Dropped

KINDS = {
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
}
_KNOWN = ".jsonl, .json, .csv, .parquet, .txt, .html, a folder of these, or - for JSON lines on standard input"


def read(inputs: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Article | Dropped]:
    """Every row of the inputs in order: an article, or why there is none.

    Args:
        inputs: files, folders (their files in order of name) or ``-`` (JSON lines on standard input).
        options: how the fields are called, and the day of rows that carry none.

    Raises:
        EventcoderError: a whole file cannot be used.
    """
    options = options or ReadOptions()
    for file, lone in files(inputs):
        empty = True
        for row in _rows(file, options, lone):
            empty = False
            yield to_article(row, options) if isinstance(row, Row) else row
        if empty:
            raise EventcoderError("empty-input", f"{file}: there is no article in it")


def files(inputs: Iterable[str | Path]) -> list[tuple[str, bool]]:
    """The files that the inputs mean, each with whether it was named itself (and not found in a folder).

    Raises:
        EventcoderError: no input, a missing file, a kind that is not known, a folder without articles.
    """
    found: list[tuple[str, bool]] = []
    for given in inputs:
        path = Path(given)
        if str(given) == STDIN:
            found.append((STDIN, True))
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _kind(p) and not _hidden(p, path))
            if not inside:
                raise EventcoderError("empty-input", f"{given}: the folder has no article; known are {_KNOWN}")
            found += [(file_name(p), False) for p in inside]
        elif not path.exists():
            raise EventcoderError("no-file", f"{given}: there is no such file")
        elif not _kind(path):
            raise EventcoderError("unknown-kind", f"{given}: not a kind of file that is read; known are {_KNOWN}")
        else:
            found.append((file_name(path), True))
    if not found:
        raise EventcoderError("no-input", f"no input was given; known are {_KNOWN}")
    return found


def _rows(file: str, options: ReadOptions, lone: bool) -> Iterator[Row | Dropped]:
    kind = "json" if file == STDIN else _kind(Path(file))
    if kind == "json":
        return read_json(file)
    if kind == "csv":
        return read_csv(file, options)
    if kind == "parquet":
        return read_parquet(file, options)
    if kind == "text":
        return read_text_file(file, options, lone)
    return read_page(file, options, lone)


def _kind(path: Path) -> str | None:
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return KINDS.get(suffixes[-1]) if suffixes else None


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
