"""JSON: one article a line, or an array of articles. Lines are judged one by one, a broken array as a whole."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from eventcoder.errors import EventcoderError
from eventcoder.read.rows import Row
from eventcoder.read.streams import encoding_of, open_bytes
from eventcoder.records import Dropped

CHUNK = 1 << 20
_BLANK = b" \t\r\n\f\v"


def read_json(file: str) -> Iterator[Row | Dropped]:
    """The rows of a JSON lines file, or of one that is a JSON array: its first character tells."""
    with open_bytes(file) as stream:
        buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[arg-type,type-var]
        start = buffered.peek(64) if hasattr(buffered, "peek") else b""
        encoding = encoding_of(start)
        if start.decode(encoding, errors="ignore").lstrip().startswith("["):
            yield from _array(file, io.TextIOWrapper(buffered, encoding=encoding))
        else:
            yield from _lines(file, buffered, encoding)


def _lines(file: str, stream: BinaryIO, encoding: str) -> Iterator[Row | Dropped]:
    if encoding not in ("utf-8", "utf-8-sig"):
        text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogatepass", newline="\n")
        lines: Iterator[bytes] = (line.encode("utf-8", "surrogatepass") for line in text)
    else:
        lines = iter(stream)
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
    detail = f"a {type(value).__name__}, not an object with the fields text and published"
    return Dropped("article", "not_an_object", None, file, number, detail=detail)


def _array(file: str, stream: io.TextIOBase) -> Iterator[Row | Dropped]:
    """The elements one after another, so that an array of any length is read in little memory."""
    decoder = json.JSONDecoder()
    buffer, number, at_end = "", 0, False

    def broken(what: str) -> EventcoderError:
        after = f"after element {number}" if number else "at its beginning"
        return EventcoderError("bad-json", f"{file}: the JSON array is broken {after}: {what}")

    def more() -> bool:
        nonlocal buffer, at_end
        try:
            chunk = stream.read(max(CHUNK, len(buffer)))
        except UnicodeDecodeError:
            raise EventcoderError(
                "bad-encoding", f"{file}: not UTF-8 after element {number}; save it as UTF-8"
            ) from None
        buffer += chunk
        at_end = not chunk
        return not at_end

    more()
    buffer = buffer.lstrip("\ufeff \t\r\n")[1:]
    while True:
        buffer = buffer.lstrip()
        while not buffer and more():
            buffer = buffer.lstrip()
        if buffer[:1] == "]":
            rest = buffer[1:] + stream.read(CHUNK)
            if rest.strip():
                raise broken(f"{rest.strip()[:20]!r} stands behind its end")
            return
        if number:
            if buffer[:1] != ",":
                raise broken(f"expected a comma, found {buffer[:20]!r}" if buffer else "it is cut short")
            buffer = buffer[1:]
        value, end = _element(decoder, lambda: buffer, more, broken)
        buffer = buffer[end:]
        number += 1
        yield _as_row(file, number, value)


def _element(decoder: json.JSONDecoder, text: Any, more: Any, broken: Any) -> tuple[Any, int]:
    while True:
        current = text()
        start = len(current) - len(current.lstrip())
        try:
            value, end = decoder.raw_decode(current, start)
            if end < len(current) or not more():  # a number may go on behind the end of the buffer
                return value, end
        except json.JSONDecodeError as e:
            if e.pos < len(current) - 8 and not e.msg.startswith("Unterminated string"):
                raise broken(e.msg) from None
            if not more():
                raise broken("it is cut short") from None
        except RecursionError:
            raise broken("nested too deep") from None
