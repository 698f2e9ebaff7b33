"""Coding a handful of articles: pieces of long ones, parse (or the kept parse), the coding components."""

import hashlib
import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder import settings
from eventcoder.lookups import noting
from eventcoder.pipeline import code_doc, make_doc, parse_only
from eventcoder.records import Article, Coding, Dropped, Event

if TYPE_CHECKING:
    from eventcoder.parse.cache import ParseCache

log = logging.getLogger(__name__)
OFFSETS = tuple(f.name for f in fields(Event) if f.name.endswith(("_start", "_end")))


@dataclass(slots=True)
class Clock:
    """Seconds spent, and how many articles came from the cache as they had been coded before."""

    parse: float = 0.0
    code: float = 0.0
    kept: int = 0


@dataclass(slots=True)
class _Piece:
    article: int
    start: int
    doc: Doc
    parsed: bool = field(default=False)


def pieces(text: str, most: int = settings.PIECE) -> Iterator[tuple[int, str]]:
    """A text as (start, piece), cut at paragraphs, else lines, sentences or words: what a piece costs is bounded."""
    start = 0
    while len(text) - start > most:
        window = text[start : start + most]
        end = 0
        for mark in ("\n\n", "\n", ". ", " "):
            end = window.rfind(mark, most // 2)
            if end > 0:
                end += len(mark)
                break
        end = end if end > 0 else most
        yield start, text[start : start + end]
        start += end
    yield start, text[start:]


def code_articles(
    nlp: Language, articles: Sequence[Article], cache: "ParseCache | None" = None, clock: Clock | None = None
) -> list[Coding]:
    """The events and dropped candidates of each article, in order.

    An article on which the coding fails is given up with the reason ``coding_failed``; the others are coded.
    """
    clock = clock or Clock()
    codings = [Coding(a) for a in articles]
    for some in _groups(articles):
        begun = time.perf_counter()
        work = _parsed(nlp, articles, some, cache)
        parsed = time.perf_counter()
        for piece in work:
            _code(nlp, piece, codings[piece.article])
        clock.parse += parsed - begun
        clock.code += time.perf_counter() - parsed
    return codings


def mention_docs(
    nlp: Language, articles: Sequence[Article], cache: "ParseCache | None" = None
) -> list[list[tuple[int, Doc]]]:
    """For each article its docs with all mentions, each with where in the article it starts."""
    out: list[list[tuple[int, Doc]]] = [[] for _ in articles]
    for some in _groups(articles):
        for piece in _parsed(nlp, articles, some, cache):
            out[piece.article].append((piece.start, code_doc(nlp, piece.doc)))
    return out


def _groups(articles: Sequence[Article]) -> Iterator[list[tuple[int, int, str]]]:
    """Each article's pieces as (its number, start, text), as many at once as bounded memory allows."""
    group: list[tuple[int, int, str]] = []
    size = 0
    for number, article in enumerate(articles):
        for start, text in pieces(article.text):
            if group and size + len(text) > settings.AT_ONCE:
                yield group
                group, size = [], 0
            group.append((number, start, text))
            size += len(text)
    yield group


def _parsed(
    nlp: Language, articles: Sequence[Article], group: list[tuple[int, int, str]], cache: "ParseCache | None"
) -> list[_Piece]:
    work = [_Piece(number, start, _doc(nlp, articles[number], text)) for number, start, text in group]
    _parse(nlp, work, cache)
    return work


def _doc(nlp: Language, article: Article, text: str) -> Doc:
    doc = make_doc(nlp, text, article.published, article.title, article.article_id)
    doc._.url, doc._.publisher = article.url, article.publisher
    return doc


def _parse(nlp: Language, work: list[_Piece], cache: "ParseCache | None") -> None:
    kept = cache.get([p.doc.text for p in work], nlp.vocab) if cache else [None] * len(work)
    for piece, doc in zip(work, kept, strict=True):
        if doc is not None:
            doc.user_data.update(piece.doc.user_data)
            piece.doc, piece.parsed = doc, True
    missing = sorted((p for p in work if not p.parsed), key=lambda p: len(p.doc))  # batches of like length pad less
    try:
        for piece, doc in zip(missing, parse_only(nlp, [p.doc for p in missing], settings.PARSE_BATCH), strict=True):
            piece.doc, piece.parsed = doc, True
    except Exception:
        for piece in missing:
            _parse_alone(nlp, piece)
    if cache:
        cache.put([p.doc for p in missing if p.parsed])


def _parse_alone(nlp: Language, piece: _Piece) -> None:
    user_data = dict(piece.doc.user_data)
    try:
        fresh = nlp.make_doc(piece.doc.text)
        fresh.user_data.update(user_data)
        piece.doc = next(iter(parse_only(nlp, [fresh])))
        piece.parsed = True
    except Exception:
        log.warning("%r: the parser failed: %s", piece.doc._.article_id, _where())


def _code(nlp: Language, piece: _Piece, coding: Coding) -> None:
    if any(d.stage == "article" for d in coding.dropped):
        return
    try:
        if not piece.parsed:
            raise RuntimeError("the parser failed")
        with noting(coding.lookups):
            doc = code_doc(nlp, piece.doc)
    except Exception:
        article = coding.article
        log.warning("%r: coding failed, the article is dropped: %s", article.article_id, _where())
        coding.events, coding.sentences = [], 0
        coding.dropped = [Dropped("article", "coding_failed", article.article_id, detail=_where())]
        return
    coding.events += [_shift(e, piece.start, coding.sentences) for e in doc._.events]
    coding.dropped += [_shift_dropped(d, piece.start, coding.article.article_id) for d in doc._.dropped]
    coding.sentences += sum(1 for _ in doc.sents)


def _shift(event: Event, by: int, sentences: int) -> Event:
    if not by:
        return event
    moved: dict[str, Any] = {n: v + by for n in OFFSETS if isinstance(v := getattr(event, n), int)}
    identity = hashlib.sha256(f"{event.event_id}\x1f{by}".encode()).hexdigest()[: len(event.event_id)]
    return replace(event, event_id=identity, sentence=event.sentence + sentences, **moved)


def _shift_dropped(dropped: Dropped, by: int, article_id: str) -> Dropped:
    return replace(
        dropped,
        article_id=article_id,
        start=None if dropped.start is None else dropped.start + by,
        end=None if dropped.end is None else dropped.end + by,
    )


def _where() -> str:
    lines = traceback.format_exc(limit=-1).strip().splitlines()
    at = next((x.strip() for x in lines if x.strip().startswith("File ")), "")
    return f"{lines[-1][:200]} ({at.split('eventcoder/')[-1]})" if at else lines[-1][:200]
