"""A build from its inputs to the finished dataset: plan, code, merge, validate, report."""

import importlib
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from eventcoder import settings
from eventcoder.build.base import BEFORE, TABLES, Base, check_same, open_base, sha256
from eventcoder.build.cluster import Cluster
from eventcoder.build.coder import CoderOptions
from eventcoder.build.crew import Crew, Here
from eventcoder.build.fingerprint import knowledge_hash, versions
from eventcoder.build.local import Processes
from eventcoder.build.lock import locked
from eventcoder.build.merge import Counts, MergeOptions, merge
from eventcoder.build.plan import Known, Task, plan
from eventcoder.build.progress import progress
from eventcoder.build.shards import read_coded
from eventcoder.errors import EventcoderError
from eventcoder.own import OwnTables
from eventcoder.pipeline import DEFAULT_MODEL
from eventcoder.read import ReadOptions, read, read_options
from eventcoder.write import write_json

T = TypeVar("T")
WORK = ".work"
ENGINES = ("local", "ray")


MOST_GIVEN_UP = 0.05  # of the articles; more means that the program or its tables are broken, not the texts


@dataclass(slots=True)
class BuildResult:
    """What a build made, or added. ``seconds`` are by stage; ``failures`` and ``warnings`` are checks, a line each.

    ``already_there`` counts the input rows that a dataset added to had before.
    """

    out: Path
    counts: Counts
    seconds: dict[str, float] = field(default_factory=dict)
    recoded: int = 0
    reused: int = 0
    already_there: int = 0
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def _given_up(result: BuildResult) -> list[str]:
    """A failure where many articles could not be coded at all."""
    failed, articles = result.counts.reasons.get("coding_failed", 0), result.counts.articles
    if failed <= MOST_GIVEN_UP * articles:
        return []
    return [f"coding failed in {failed:,} of {articles:,} articles: see coding_failed in dropped.parquet"]


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    rename: str | dict[str, str] | None = None,
    published: str | date | None = None,
    min_confidence: float = settings.MIN_CONFIDENCE,
    no_text: bool = False,
    cache: str | Path | None = None,
    model: str = DEFAULT_MODEL,
    own: OwnTables | Mapping[str, Iterable[str | Path]] | None = None,
    add: bool = False,
    mixed: bool = False,
    engine: str = "local",
    quiet: bool = True,
    check: bool = True,
) -> BuildResult:
    """Code articles into a dataset: events.parquet, articles.parquet, dropped.parquet, manifest.json and a report.

    Args:
        inputs: files or folders (JSON lines, JSON, CSV, Parquet, text, web pages), or ``-``.
        out: the folder of the dataset.
        workers: worker processes; the result is the same, byte for byte, whatever their number.
        rename: how the input calls our fields, as ``{"text": "body"}`` or ``"text=body"``.
        published: the day of publication of rows that carry none.
        min_confidence: events less sure than this are dropped; 0 keeps every one.
        no_text: leave all running text out of the dataset.
        cache: a folder in which parses are kept for the next build.
        model: an installed spaCy pipeline for English.
        own: tables of your own beside ours, ``{"actors": [...], "agents": [...], "patterns": [...], "places": [...]}``;
            they are part of the dataset's fingerprint, so articles are coded anew when one of them changes.
        add: append to the dataset in ``out``: its rows stay as they are, input rows that it has are passed over.
        mixed: with ``add``, also where the dataset was coded with another model, version or knowledge.
        engine: ``local``, or ``ray`` for workers of the Ray cluster at ``$RAY_ADDRESS`` (else of one started here).
        quiet: no progress bar.
        check: also write validation.json and report.html.

    Raises:
        EventcoderError: an input that cannot be used, or a folder in which another build is at work.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    options = read_options(rename, published)
    if not 0 <= min_confidence <= 1:
        raise EventcoderError("bad-option", f"--min-confidence {min_confidence}: give a number from 0 to 1")
    if workers < 1:
        raise EventcoderError("bad-option", f"--workers {workers}: give 1 or more")
    if engine not in ENGINES:
        raise EventcoderError("bad-option", f"--engine {engine}: give one of {', '.join(ENGINES)}")
    out = Path(out).resolve() if engine == "ray" else Path(out)
    with locked(out):
        run = _Run(out, quiet, MergeOptions(min_confidence, no_text), engine, add, mixed)
        tables = OwnTables.of(own).mapping()
        coding = CoderOptions(model, str(out / WORK / "coded"), str(cache) if cache else None, tables)
        return run.all(inputs, options, workers, coding, check)


class _Run:
    def __init__(self, out: Path, quiet: bool, options: MergeOptions, engine: str, add: bool, mixed: bool) -> None:
        self._out, self._quiet, self._options, self._engine = out, quiet, options, engine
        self._add, self._mixed = add, mixed
        self._work = out / WORK
        self._coded = self._work / "coded"
        self._seconds: dict[str, float] = {}
        self._kept = 0  # articles whose coding came from the cache

    def all(
        self,
        inputs: Sequence[str | Path],
        options: ReadOptions,
        workers: int,
        coder_options: CoderOptions,
        check: bool,
    ) -> BuildResult:
        """Every stage in order."""
        self._coded.mkdir(parents=True, exist_ok=True)
        self._sweep()
        crew = self._timed("start_up", lambda: _crew(coder_options, workers, self._engine))
        try:
            known = Known(self._base(crew.fingerprint)) if self._add else None
            tasks = self._timed("read", lambda: self._plan(inputs, options, crew.fingerprint, known))
            todo = [t for t in tasks if t.articles and read_coded(self._coded / t.key) is None]
            self._code(crew, todo)
        finally:
            crew.close()
        recoded = sum(t.articles for t in todo) - self._kept
        reused = sum(t.articles for t in tasks) - recoded
        result = BuildResult(self._out, Counts(), self._seconds, recoded, reused, known.met if known else 0)
        base = known.base if known else None
        if tasks or not base:
            result.counts = self._timed(
                "write", lambda: merge(tasks, self._out, self._work, self._coded, self._options, base)
            )
            own = OwnTables.of(coder_options.own)
            self._manifest(crew, own, result, base)
            if check:
                self._check(result)
                self._manifest(crew, own, result, base)
        self._clean({t.key for t in tasks})
        return result

    def _sweep(self) -> None:
        """Remove the half-written files of a build that was killed."""
        for folder in (self._out, self._coded):
            for left in (*folder.glob(".*.tmp"), *folder.glob(".*.part")):
                left.unlink(missing_ok=True)

    def _base(self, fingerprint: str) -> Base:
        base = open_base(self._out, self._work)
        check_same(base, self._out, fingerprint, asdict(self._options), self._mixed)
        return base

    def _plan(
        self, inputs: Sequence[str | Path], options: ReadOptions, fingerprint: str, known: Known | None
    ) -> list[Task]:
        shutil.rmtree(self._work / "input", ignore_errors=True)
        return list(plan(read(inputs, options), self._work, fingerprint, known))

    def _code(self, crew: Crew, todo: list[Task]) -> None:
        self._seconds |= {"parse": 0.0, "code": 0.0}
        begun = time.perf_counter()
        with progress("coding", sum(t.articles for t in todo), self._quiet) as advance:

            def done(task: Task, took: dict[str, float]) -> None:
                self._kept += int(took.pop("kept", 0))
                for stage, seconds in took.items():
                    self._seconds[stage] = self._seconds.get(stage, 0.0) + seconds
                advance(task.articles)

            crew.work(todo, done)
        self._seconds["coding_wall"] = time.perf_counter() - begun

    def _check(self, result: BuildResult) -> None:
        quality = importlib.import_module("eventcoder.quality")  # to the right of this room: late, and on request only
        verdict = self._timed("validate", lambda: quality.validate(self._out))
        result.failures, result.warnings = [*verdict.hard_failures, *_given_up(result)], verdict.warnings
        self._timed("report", lambda: quality.write_report(self._out))

    def _manifest(self, crew: Crew, own: OwnTables, result: BuildResult, base: Base | None) -> None:
        write_json(
            self._out / "manifest.json",
            {
                "versions": versions(),
                "model": crew.model,
                "coding": {
                    "fingerprint": crew.fingerprint,
                    "knowledge": knowledge_hash(),
                    "own": own.hashes(),
                },
                "options": asdict(self._options),
                "counts": _total(base.manifest["counts"] if base else {}, asdict(result.counts)),
                "files": {n: sha256(self._out / n) for n in TABLES},
                **({"added": _added(base, crew.fingerprint, result)} if base else {}),
                "run": {
                    "articles_coded": result.recoded,
                    "articles_reused": result.reused,
                    "seconds": {k: round(v, 3) for k, v in self._seconds.items()},
                },
            },
        )

    def _clean(self, keys: set[str]) -> None:
        """Leave only the codings that this dataset is made of, for the next build; with no text, none."""
        if self._options.no_text:
            shutil.rmtree(self._work, ignore_errors=True)
            return
        for folder in ("input", BEFORE):
            shutil.rmtree(self._work / folder, ignore_errors=True)
        for path in () if self._add else self._coded.iterdir():
            if path.name not in keys:
                path.unlink(missing_ok=True)

    def _timed(self, stage: str, do: Callable[[], T]) -> T:
        begun = time.perf_counter()
        try:
            return do()
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + time.perf_counter() - begun


def _crew(options: CoderOptions, workers: int, engine: str) -> Crew:
    if engine == "ray":
        return Cluster(options, workers)
    return Processes(options, workers) if workers > 1 else Here(options)


def _total(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The counts of a dataset: what stood in it and what was added."""
    total = {k: v + before.get(k, 0) for k, v in now.items() if k != "reasons"}
    reasons = Counter(before.get("reasons", {})) + Counter(now["reasons"])
    return total | {"reasons": dict(sorted(reasons.items()))}


def _added(base: Base, fingerprint: str, result: BuildResult) -> list[dict[str, Any]]:
    """What was added, the last at the end: how much, by what, and how many input rows were there before."""
    counts = {k: v for k, v in asdict(result.counts).items() if k != "reasons"}
    now = {"counts": counts, "already_there": result.already_there, "fingerprint": fingerprint}
    return [*base.manifest.get("added", []), now]
