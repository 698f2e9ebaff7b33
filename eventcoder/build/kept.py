"""Codings kept beside the parses: an article is coded again only where an answer it got from the tables has changed.

A coding depends on the text, the model, the program and its knowledge. Most of the knowledge counts as a whole; of the
tables of actors and of patterns, which are edited most, only what an article asked for (:mod:`eventcoder.lookups`).
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import msgspec

from eventcoder.actions.lexicon import Lexicon, lexicon
from eventcoder.actors import Knowledge, load_knowledge
from eventcoder.build.coding import pieces
from eventcoder.build.fingerprint import common_hash
from eventcoder.build.shards import CodedArticle
from eventcoder.lookups import Lookup
from eventcoder.own import OwnTables, using
from eventcoder.parse.cache import ParseCache
from eventcoder.records import Article, Coding

REMEMBERED = 50_000  # answers of the tables


@dataclass(slots=True)
class KeptCoding:
    """What coding an article gave, what it asked of the tables, and a hash of the answers."""

    actors: list[Lookup]
    words: list[str]
    answers: bytes
    coded: CodedArticle


class Kept:
    """The codings in a cache that were made by this model and program."""

    def __init__(self, cache: ParseCache, parser: str, own: OwnTables) -> None:
        self._cache = cache
        places = sorted(v for k, v in own.hashes().items() if k.startswith("places/"))
        self._by = " ".join([parser, common_hash(), *places]).encode()
        self._own = own
        self._actor_answer = lru_cache(REMEMBERED)(lambda lookup: _hash(self._knowledge.answer(lookup)))
        self._word_answer = lru_cache(REMEMBERED)(lambda word: _hash(self._lexicon.answer(word)))

    @cached_property
    def _knowledge(self) -> Knowledge:
        return load_knowledge(own=self._own)

    @cached_property
    def _lexicon(self) -> Lexicon:
        with using(self._own):
            return lexicon()

    def get(self, article: Article) -> Coding | None:
        """The coding of an article, where it would be made again just so."""
        data = self._cache.get_bytes(self._key(article))
        if data is None:
            return None
        try:
            kept = msgspec.msgpack.decode(zlib.decompress(data), type=KeptCoding)
        except (zlib.error, msgspec.DecodeError, msgspec.ValidationError):
            return None
        if kept.answers != self._answers(article, kept.actors, kept.words):
            return None
        return Coding(article, kept.coded.events, kept.coded.dropped, kept.coded.sentences)

    def put(self, codings: Sequence[Coding]) -> None:
        """Keep codings, but for those that failed."""
        good = [c for c in codings if not any(d.stage == "article" for d in c.dropped)]
        self._cache.put_bytes([(self._key(c.article), self._packed(c)) for c in good])

    def _packed(self, coding: Coding) -> bytes:
        actors, words = sorted(coding.lookups.actors), sorted(coding.lookups.words)
        coded = CodedArticle(coding.events, coding.dropped, coding.sentences)
        kept = KeptCoding(actors, words, self._answers(coding.article, actors, words), coded)
        return zlib.compress(msgspec.msgpack.encode(kept), 1)

    def _key(self, article: Article) -> str:
        told = msgspec.msgpack.encode(replace(article, input_file=None, input_row=None))
        return hashlib.sha256(self._by + b"\0" + told).hexdigest()

    def _answers(self, article: Article, actors: list[Lookup], words: list[str]) -> bytes:
        digest = hashlib.blake2b(digest_size=16)
        for _, piece in pieces(article.text):
            digest.update(_hash(self._knowledge.answer(("names", piece))))
        for lookup in actors:
            digest.update(self._actor_answer(lookup))
        for word in sorted(self._lexicon.heads.intersection(words)):
            digest.update(self._word_answer(word))
        return digest.digest()


def _hash(answer: str) -> bytes:
    return hashlib.blake2b(answer.encode(), digest_size=16).digest()
