"""JSON: one article a line, or an array of articles. Lines are judged one by one, a broken array as a whole."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

import msgspec

from eventcoder.errors import EventcoderError
from eventcoder.read.rows import Row, kind_of
from eventcoder.read.streams import as_text, encoding_of, open_bytes
from eventcoder.records import Dropped

CHUNK = 1 << 20
_BLANK = b" \t\r\n\f\v"


def read_json(file: str) -> Iterator[Row | Dropped]:
    """The rows of a JSON lines file, or of one that is a JSON array: its first character tells."""
    with open_bytes(file) as stream:
        buffered = cast(io.BufferedReader, stream)  # standard input, an open file and gzip can all be peeked into
        start = buffered.peek(64)
        encoding = encoding_of(start)
        if start.decode(encoding, errors="ignore").lstrip().startswith("["):
            with as_text(buffered, encoding) as text:
                yield from _array(file, text)
        else:
            yield from _lines(file, buffered, encoding)


def _lines(file: str, stream: BinaryIO, encoding: str) -> Iterator[Row | Dropped]:
    if encoding not in ("utf-8", "utf-8-sig"):
        with as_text(stream, encoding, "surrogatepass", "\n") as text:
            yield from _numbered(file, (line.encode("utf-8", "surrogatepass") for line in text))
    else:
        yield from _numbered(file, stream)


def _numbered(file: str, lines: Iterable[bytes]) -> Iterator[Row | Dropped]:
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip(_BLANK)
        if line:
            yield _line(file, number, line)


def _line(file: str, number: int, line: bytes) -> Row | Dropped:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        try:  # slower and laxer: lone surrogates and NaN pass, and the row is then judged field by field
            value = json.loads(line.decode())
        except UnicodeDecodeError as e:
            return Dropped("article", "bad_encoding", None, file, number, detail=f"not UTF-8 at byte {e.start + 1}")
        except (ValueError, RecursionError) as e:
            words = line[:300].decode(errors="replace").replace("\x00", "�")
            detail = str(e) if isinstance(e, ValueError) else "nested too deep"
            return Dropped("article", "malformed_json", None, file, number, text=words, detail=detail)
    return _as_row(file, number, value)


def _as_row(file: str, number: int, value: Any) -> Row | Dropped:
    if isinstance(value, dict):
        return Row(file, number, value)
    detail = f"{kind_of(value)}, not an object with the fields text and published"
    return Dropped("article", "not_an_object", None, file, number, detail=detail)


def _array(file: str, stream: io.TextIOBase) -> Iterator[Row | Dropped]:
    elements = _Elements(file, stream)
    for value in elements:
        yield _as_row(file, elements.number, value)


class _Elements:
    """The elements of an array one after another, so that one of any length is read in little memory."""

    def __init__(self, file: str, stream: io.TextIOBase) -> None:
        self._file, self._stream = file, stream
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self.number = 0

    def __iter__(self) -> Iterator[Any]:
        self._next_character()
        self._buffer = self._buffer[1:]
        while (mark := self._next_character()) != "]":
            if self.number:
                if mark != ",":
                    raise self._broken(f"a comma should stand where {self._buffer[:20]!r} stands")
                self._buffer = self._buffer[1:]
                self._next_character()
            value = self._element()
            self.number += 1
            yield value
        rest = self._buffer[1:] + self._stream.read(CHUNK)
        if rest.strip():
            raise self._broken(f"{rest.strip()[:20]!r} stands behind its end")

    def _next_character(self) -> str:
        """The next character that is no white space, which the buffer then begins with."""
        self._buffer = self._buffer.lstrip("\ufeff \t\r\n")
        while not self._buffer:
            if not self._more():
                raise self._broken("it is cut short")
            self._buffer = self._buffer.lstrip("\ufeff \t\r\n")
        return self._buffer[0]

    def _element(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer)
            except json.JSONDecodeError as e:
                if e.pos < len(self._buffer) - 8 and not e.msg.startswith("Unterminated string"):
                    raise self._broken(e.msg) from None
                if not self._more():
                    raise self._broken("it is cut short") from None
            except RecursionError:
                raise self._broken("nested too deep") from None
            else:
                if end < len(self._buffer) or not self._more():  # a number may go on behind the end of the buffer
                    self._buffer = self._buffer[end:]
                    return value

    def _more(self) -> bool:
        try:
            chunk = self._stream.read(max(CHUNK, len(self._buffer)))
        except UnicodeDecodeError:
            raise EventcoderError(
                "bad-encoding", f"{self._file}: not UTF-8 after element {self.number}; save it as UTF-8"
            ) from None
        self._buffer += chunk
        return bool(chunk)

    def _broken(self, what: str) -> EventcoderError:
        where = f"after element {self.number}" if self.number else "at its beginning"
        return EventcoderError("bad-json", f"{self._file}: the JSON array is broken {where}: {what}")
