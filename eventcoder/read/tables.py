"""CSV and Parquet tables. A table without the columns that are needed is a mistake of the whole file."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

from eventcoder.errors import EventcoderError
from eventcoder.read.rows import ReadOptions, Row
from eventcoder.read.streams import as_text, encoding_of, has_foreign_bytes, open_bytes
from eventcoder.records import Dropped

BATCH = 256  # rows of a Parquet file in memory at once


def read_csv(file: str, options: ReadOptions) -> Iterator[Row | Dropped]:
    """The records of a CSV file with a header; comma, semicolon or tab, as the header shows."""
    csv.field_size_limit(1 << 30)
    with open_bytes(file) as stream:
        start = stream.read(1 << 12)
        encoding = encoding_of(start)
        whole = cast(BinaryIO, _Rejoined(start, stream))
        with as_text(whole, encoding, "surrogateescape", "") as text:
            separator = _separator(start.decode(encoding, errors="replace").partition("\n")[0])
            yield from _records(file, csv.reader(text, delimiter=separator, strict=True), options)


def _records(file: str, records: Any, options: ReadOptions) -> Iterator[Row | Dropped]:
    header = _header(file, records)
    check_columns(file, header, options)
    number = 0
    while True:
        number += 1
        line = records.line_num + 1
        try:
            values = next(records)
        except StopIteration:
            return
        except csv.Error as e:
            if "unexpected end" in str(e):
                raise EventcoderError(
                    "unclosed-quote", f"{file}: record {number} (line {line}) opens a quotation mark never closed"
                ) from None
            yield Dropped("article", "malformed_row", None, file, number, detail=f"line {line}: {e}")
            continue
        if not values:
            number -= 1
        else:
            yield _record(file, number, header, values)


def _record(file: str, number: int, header: Sequence[str], values: Sequence[str]) -> Row | Dropped:
    if len(values) != len(header):
        detail = f"{len(values)} fields where the header has {len(header)}"
        return Dropped("article", "ragged_row", None, file, number, detail=detail)
    if any(map(has_foreign_bytes, values)):
        where = next(n for n, v in zip(header, values, strict=True) if has_foreign_bytes(v))
        return Dropped("article", "bad_encoding", None, file, number, detail=f"{where} is not UTF-8")
    return Row(file, number, dict(zip(header, values, strict=True)))


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were already read."""

    def __init__(self, start: bytes, rest: Any) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1) -> bytes:
        return self.read(size) or b""

    def read(self, size: int = -1) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        chunk: bytes = self._rest.read(1 << 16 if size is None or size < 0 else size)
        return chunk


def _separator(header: str) -> str:
    return max(",;\t|", key=lambda c: (header.count(c), c == ","))


def _header(file: str, records: Any) -> list[str]:
    try:
        header = [name.strip().removeprefix("\ufeff").strip() for name in next(records)]
    except StopIteration:
        raise EventcoderError("empty-input", f"{file}: the file is empty") from None
    except csv.Error as e:
        raise EventcoderError("bad-csv", f"{file}: the header cannot be read: {e}") from None
    return header


def check_columns(file: str, names: Sequence[str], options: ReadOptions) -> None:
    """Whether a table has what is needed.

    Raises:
        EventcoderError: a needed column is missing, or a name stands twice; the message tells the remedy.
    """
    for field in ("text", "published"):
        theirs = options.theirs(field)
        if theirs not in names and not (field == "published" and options.published and theirs == field):
            remedy = f"name it with --map {field}=COLUMN" + (" or give --published" if field == "published" else "")
            shown = ", ".join(repr(n)[1:-1][:40] for n in names[:12])
            raise EventcoderError("no-column", f"{file}: no column {theirs!r}; {remedy} (there are: {shown})")
        if list(names).count(theirs) > 1:
            raise EventcoderError("column-twice", f"{file}: two columns are named {theirs!r}; rename one")
    for field, theirs in options.rename.items():
        if theirs not in names:
            raise EventcoderError("no-column", f"{file}: no column {theirs!r}, which --map names for {field}")


def read_parquet(file: str, options: ReadOptions) -> Iterator[Row | Dropped]:
    """The rows of a Parquet file. A timestamp counts as the day that it shows in its own time zone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as table:
            schema = table.schema_arrow
            check_columns(file, schema.names, options)
            _check_text(file, schema.field(options.theirs("text")).type, options)
            wanted = [n for n in schema.names if n in {options.theirs(f) for f in _fields()}]
            number = 0
            for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
                columns = {n: _values(batch.column(i)) for i, n in enumerate(batch.schema.names)}
                for i in range(batch.num_rows):
                    number += 1
                    values = {n: column[i] for n, column in columns.items()}
                    yield _parquet_row(file, number, values)
    except (pa.ArrowException, OSError, ValueError) as e:
        if isinstance(e, FileNotFoundError | PermissionError | IsADirectoryError):
            raise EventcoderError("unreadable", f"{file}: {e.strerror or e}") from None
        what = str(e).strip().splitlines()[0] if str(e).strip() else type(e).__name__
        raise EventcoderError("bad-parquet", f"{file}: not a Parquet file that can be read ({what[:200]})") from None


def _fields() -> tuple[str, ...]:
    from eventcoder.read.rows import FIELDS

    return FIELDS


def _check_text(file: str, kind: Any, options: ReadOptions) -> None:
    import pyarrow.types as types

    inner = kind.value_type if types.is_dictionary(kind) else kind
    if not (types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner)):
        raise EventcoderError(
            "bad-column", f"{file}: the column {options.theirs('text')!r} holds {kind}; it should hold strings"
        )


_BAD = object()


def _values(column: Any) -> list[Any]:
    """A column as Python values; strings that are not UTF-8 become a mark."""
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        raw = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
        return [_decoded(v) for v in raw.cast(pa.large_binary()).to_pylist()]
    except (ValueError, OverflowError):  # timestamps outside the calendar
        return [str(v) for v in column.cast(pa.int64()).to_pylist()]


def _decoded(value: bytes | None) -> object:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return _BAD


def _parquet_row(file: str, number: int, values: dict[str, Any]) -> Row | Dropped:
    bad = next((n for n, v in values.items() if v is _BAD), None)
    if bad is not None:
        return Dropped("article", "bad_encoding", None, file, number, detail=f"{bad} is not UTF-8")
    return Row(file, number, values)
