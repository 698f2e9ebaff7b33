"""Shards: a few articles that are coded together, and the files in which they and their coding wait."""

import hashlib
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from eventcoder.records import Article, Coding, Dropped, Event
from eventcoder.write import write_bytes


@dataclass(slots=True)
class Shard:
    """Input rows in order: ``rows[i]`` tells whether the i-th is the next article or the next rejected row."""

    articles: list[Article]
    rejected: list[Dropped]
    rows: list[bool]

    def key(self, fingerprint: str) -> str:
        """Hash of the articles' content and of what codes them; where a row stood in the input is no part of it."""
        digest = hashlib.sha256(fingerprint.encode())
        for a in self.articles:
            digest.update(msgspec.msgpack.encode(replace(a, input_file=None, input_row=None)))
        return digest.hexdigest()[:40]


@dataclass(slots=True)
class CodedArticle:
    """What coding an article gave."""

    events: list[Event]
    dropped: list[Dropped]
    sentences: int


@dataclass(slots=True)
class CodedShard:
    """The coding of a shard's articles, in order."""

    articles: list[CodedArticle]


def write_shard(path: Path, shard: Shard) -> None:
    """Keep the input of a shard."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zlib.compress(msgspec.msgpack.encode(shard), 1))


def read_shard(path: Path) -> Shard:
    """The input of a shard."""
    return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=Shard)


def write_coded(path: Path, codings: list[Coding]) -> None:
    """Keep what coding a shard gave, whole or not at all."""
    coded = CodedShard([CodedArticle(c.events, c.dropped, c.sentences) for c in codings])
    write_bytes(path, zlib.compress(msgspec.msgpack.encode(coded), 1))


def read_coded(path: Path) -> CodedShard | None:
    """What coding a shard gave; None where there is nothing that can be read."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=CodedShard)
    except (FileNotFoundError, zlib.error, msgspec.DecodeError, msgspec.ValidationError):
        return None
