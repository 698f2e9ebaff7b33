"""What codes shards in one process: the pipeline, the kept parses, the clock."""

import gc
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from spacy.language import Language

from eventcoder import settings
from eventcoder.build.coding import Clock, code_articles
from eventcoder.build.fingerprint import knowledge_hash, model_hash, parser_hash
from eventcoder.build.kept import Kept
from eventcoder.build.shards import read_coded, read_shard, write_coded
from eventcoder.errors import EventcoderError
from eventcoder.own import OwnTables
from eventcoder.parse.cache import ParseCache
from eventcoder.pipeline import load


@dataclass(frozen=True, slots=True)
class CoderOptions:
    """What a coder needs to know; plain strings, so that it can be sent to another process or machine."""

    model: str
    coded: str
    cache: str | None
    own: dict[str, list[str]] = field(default_factory=dict)  # see eventcoder.own


class Coder:
    """Codes shards with a pipeline loaded once.

    Raises:
        EventcoderError: the model is not installed, or an own table has a mistake.
    """

    def __init__(self, options: CoderOptions) -> None:
        begun = time.perf_counter()
        self.own = OwnTables.of(options.own)
        self._model = options.model
        self.nlp = _load(self._model, self.own)
        self._words = len(self.nlp.vocab.strings)
        self._coded = Path(options.coded)
        parser = f"{model_hash(self.nlp)} {parser_hash()}"
        self._cache = ParseCache(Path(options.cache), parser, settings.CACHE_BYTES) if options.cache else None
        self._kept = Kept(self._cache, parser, self.own) if self._cache else None
        self.fingerprint = " ".join([parser, knowledge_hash(), *([self.own.digest] if self.own else [])])
        meta = self.nlp.meta
        self.model = {"name": options.model, "version": str(meta.get("version")), "lang": str(meta.get("lang"))}
        self.start_up = time.perf_counter() - begun

    def code(self, shard: str, key: str) -> dict[str, float]:
        """Code one shard, keep the coding under its key, and tell the seconds it took."""
        path, clock = self._coded / key, Clock()
        if read_coded(path) is None:
            articles = read_shard(Path(shard)).articles
            kept = [self._kept.get(a) if self._kept else None for a in articles]
            fresh = [a for a, k in zip(articles, kept, strict=True) if k is None]
            clock.kept = len(articles) - len(fresh)
            coded = code_articles(self.nlp, fresh, self._cache, clock)
            if self._kept:
                self._kept.put(coded)
            made = iter(coded)
            write_coded(path, [k or next(made) for k in kept])
        self._forget()
        return asdict(clock)

    def _forget(self) -> None:
        """A pipeline remembers each word that it ever met; after very many it is loaded anew, to bound its memory."""
        if len(self.nlp.vocab.strings) - self._words > settings.NEW_WORDS:
            del self.nlp  # the old one goes before the new one comes
            gc.collect()
            self.nlp = load(self._model, self.own)

    def close(self) -> None:
        """Let go of the kept parses."""
        if self._cache:
            self._cache.close()


def _load(model: str, own: OwnTables) -> Language:
    try:
        return load(model, own)
    except OSError as e:
        raise EventcoderError(
            "no-model", f"--model {model}: no such spaCy pipeline is installed; pip install it ({str(e)[:80]})"
        ) from None
