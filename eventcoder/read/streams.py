"""Opening input files: plain or gzip, UTF-8 or (with a byte order mark) UTF-16."""

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from eventcoder.errors import EventcoderError

STDIN = "-"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def open_bytes(file: str) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where it is gzip (told by its first bytes, whatever its name).

    Raises:
        EventcoderError: there is no such file, it cannot be read, or its gzip is damaged or cut short.
    """
    try:
        if file == STDIN:
            yield sys.stdin.buffer
            return
        with Path(file).open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            if not packed:
                yield cast(BinaryIO, raw)
                return
            with gzip.open(raw) as unpacked:
                yield cast(BinaryIO, unpacked)
    except (EOFError, zlib.error, gzip.BadGzipFile) as e:
        raise EventcoderError("bad-gzip", f"{file}: the gzip is damaged or cut short ({e}); compress it anew") from None
    except OSError as e:
        raise EventcoderError("unreadable", f"{file}: {e.strerror or e}") from None


@contextmanager
def as_text(
    stream: BinaryIO, encoding: str, errors: str = "strict", newline: str | None = None
) -> Iterator[io.TextIOBase]:
    """The stream as text; it is left open for whoever opened it."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=newline)
    try:
        yield text
    finally:
        text.detach()


def encoding_of(start: bytes) -> str:
    """The encoding that a byte order mark announces, else UTF-8."""
    return next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")


def read_text(file: str) -> str:
    """The whole of a text file.

    Raises:
        UnicodeDecodeError: neither UTF-8 nor UTF-16 with a byte order mark.
        EventcoderError: the file cannot be read.
    """
    with open_bytes(file) as stream:
        data = stream.read()
    return data.decode(encoding_of(data))


def has_foreign_bytes(text: str) -> bool:
    """Whether bytes that are not UTF-8 came through decoding with ``surrogateescape``."""
    return any("\udc80" <= c <= "\udcff" for c in text) if not text.isascii() else False
