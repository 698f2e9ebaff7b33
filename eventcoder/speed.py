"""How fast the coding is on a set of texts: against bare ``nlp.pipe``, by two workers, and when it is built again."""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventcoder import settings
from eventcoder.evaluate import PUBLISHED

if TYPE_CHECKING:
    from eventcoder.build.run import BuildResult

EDITS: dict[str, tuple[str, str] | None] = {  # what a rebuild comes after, as tables of one's own
    "no edit": None,
    "an edit of one pattern": ("patterns", '- {id: condemn-anew, code: "111", verb: condemn}\n'),
    "an edit of one actor": ("actors", "name\tcode\nUnited Nations\tIGOUNO\n"),
}


def speed_ratio(texts: Iterable[str], model: str | None = None) -> dict[str, float]:
    """Seconds that coding takes and that bare ``nlp.pipe`` takes on the same texts, and their ratio."""
    import spacy

    from eventcoder.build.coding import code_articles
    from eventcoder.pipeline import DEFAULT_MODEL, load
    from eventcoder.read.days import read_day
    from eventcoder.records import Article

    texts = list(texts)
    bare, ours = spacy.load(model or DEFAULT_MODEL), load(model or DEFAULT_MODEL)
    articles = [Article(str(i), read_day(PUBLISHED), t) for i, t in enumerate(texts)]
    code_articles(ours, articles[:5])
    list(bare.pipe(texts[:5]))
    begun = time.perf_counter()
    for i in range(0, len(articles), 64):
        code_articles(ours, articles[i : i + 64])
    between = time.perf_counter()
    for _ in bare.pipe(texts):
        pass
    end = time.perf_counter()
    return {"coding": between - begun, "bare": end - between, "ratio": (between - begun) / (end - between)}


def rebuilds(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Builds of the texts with a cache, each into a new folder: the first, and one after each of ``EDITS``.

    Of each: ``after`` what, articles ``coded`` (not taken from the cache), ``seconds`` to read, parse, code and write
    (start-up is apart), and how many ``times`` as fast as the first it is. The last is what a change of the program,
    or of a table that counts as a whole, costs: the parses are kept, and no coding.
    """
    from eventcoder.build.run import build

    with tempfile.TemporaryDirectory() as scratch:
        folder, texts = Path(scratch), list(texts)
        articles = _articles(texts, folder)
        first, own = 0.0, dict[str, list[Path]]()  # an edit stays while the next is made
        for after, edit in {"nothing": None, **EDITS}.items():
            if edit is not None:
                kind, content = edit
                own[kind] = [folder / f"{kind}.{'yaml' if kind == 'patterns' else 'tsv'}"]
                own[kind][0].write_text(content, encoding="utf-8")
            made = build(articles, folder / after, cache=folder / "cache", own=own, min_confidence=0, check=False)
            seconds = _seconds(made)
            first = first or seconds
            yield {"after": after, "coded": made.recoded, "seconds": seconds, "times": first / seconds}
        apart = sum(made.seconds[stage] for stage in ("read", "write"))
        seconds = apart + _from_parses(texts, folder / "cache")
        yield {"after": "the program", "coded": len(texts), "seconds": seconds, "times": first / seconds}


def crews(texts: Iterable[str]) -> Iterator[dict[str, float]]:
    """Builds of the texts by one and by two worker processes, without a cache.

    Of each: ``workers``, ``seconds`` to read, parse, code and write (``start_up`` is apart), and how many ``times`` as
    fast as the one worker it is.
    """
    from eventcoder.build.run import build

    with tempfile.TemporaryDirectory() as scratch:
        folder, one = Path(scratch), 0.0
        articles = _articles(texts, folder)
        for workers in (1, 2):
            made = build(articles, folder / str(workers), workers=workers, min_confidence=0, check=False)
            seconds = _seconds(made)
            one = one or seconds
            start_up = made.seconds["start_up"]
            yield {"workers": workers, "seconds": seconds, "start_up": start_up, "times": one / seconds}


def _seconds(made: "BuildResult") -> float:
    return sum(made.seconds[stage] for stage in ("read", "coding_wall", "write"))


def _articles(texts: Iterable[str], folder: Path) -> Path:
    rows = ({"article_id": str(i), "published": PUBLISHED, "text": t, "language": "en"} for i, t in enumerate(texts))
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def _from_parses(texts: list[str], cache: Path) -> float:
    """Seconds to code texts whose parses are kept."""
    from eventcoder.build.coding import code_articles
    from eventcoder.build.fingerprint import model_hash, parser_hash
    from eventcoder.parse.cache import ParseCache
    from eventcoder.pipeline import load
    from eventcoder.read.days import read_day
    from eventcoder.records import Article

    nlp = load()
    parses = ParseCache(cache, f"{model_hash(nlp)} {parser_hash()}", settings.CACHE_BYTES)
    articles = [Article(str(i), read_day(PUBLISHED), t) for i, t in enumerate(texts)]
    code_articles(nlp, articles[:5], parses)
    begun = time.perf_counter()
    for i in range(0, len(articles), 64):
        code_articles(nlp, articles[i : i + 64], parses)
    seconds = time.perf_counter() - begun
    parses.close()
    return seconds
