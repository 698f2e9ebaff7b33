"""A user's own tables beside the package's: which files they are, and which of them code the text at hand.

A pipeline is loaded with its own tables; while one of its components runs, the rooms look things up in them too
(:func:`current`). So two pipelines with different tables live side by side in one process.
"""

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from eventcoder.errors import EventcoderError

KINDS = ("actors", "agents", "patterns", "places")


@dataclass(frozen=True, slots=True)
class OwnTables:
    """Files of a user's own, by what they hold; ``digest`` is of their content, "" where there are none."""

    actors: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    digest: str = field(default="", kw_only=True)

    @classmethod
    def of(cls, tables: "OwnTables | Mapping[str, Iterable[str | Path]] | None") -> "OwnTables":
        """The tables of a mapping from ``actors``, ``agents``, ``patterns`` and ``places`` to files.

        Raises:
            EventcoderError: a file is not there, or what it would hold is none of the four.
        """
        if isinstance(tables, OwnTables):
            return tables
        paths: dict[str, tuple[str, ...]] = {}
        for kind, files in (tables or {}).items():
            if kind not in KINDS:
                raise EventcoderError("bad-option", f"own tables: {kind!r} is none of {', '.join(KINDS)}")
            given = [files] if isinstance(files, str | Path) else files
            paths[kind] = tuple(str(_there(kind, file)) for file in given)
        digest = hashlib.sha256()
        for kind in KINDS:
            for path in paths.get(kind, ()):
                digest.update(f"{kind} ".encode() + hashlib.sha256(Path(path).read_bytes()).digest())
        return cls(**paths, digest=digest.hexdigest() if any(paths.values()) else "")

    def __bool__(self) -> bool:
        return bool(self.digest)

    def mapping(self) -> dict[str, list[str]]:
        """The files by kind, as plain lists: what :meth:`of` reads."""
        return {kind: list(files) for kind, files in asdict(self).items() if kind in KINDS and files}

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file's content, by ``kind/name``."""
        files = [(kind, Path(path)) for kind, paths in self.mapping().items() for path in paths]
        return {f"{kind}/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for kind, p in files}


def _there(kind: str, file: str | Path) -> Path:
    path = Path(file).absolute()
    if not path.is_file():
        raise EventcoderError("no-file", f"--{kind} {file}: no such file; give the path of a table")
    return path


def read_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of an own table (tab-separated, a header) with their numbers; lines that begin with # are skipped.

    Raises:
        EventcoderError: not UTF-8, a needed column is missing, or one that nothing reads is there.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise EventcoderError("bad-table", f"{path}: not UTF-8 (byte {e.start}); save it as UTF-8 text") from None
    header = [name.strip() for name in lines[0].split("\t")] if lines else []
    about = f"columns are {', '.join(columns)}, separated by tabs"
    for name in needed:
        if name not in header:
            raise EventcoderError("bad-table", f"{path}, row 1: no column {name!r}; {about}")
    for name in header:
        if name not in columns:
            near = difflib.get_close_matches(name, columns, 1)
            hint = f"did you mean {near[0]!r}?" if near else about
            raise EventcoderError("bad-table", f"{path}, row 1: no column is called {name!r}; {hint}")
    rows = [(n, line) for n, line in enumerate(lines[1:], start=2) if line.strip() and not line.startswith("#")]
    empty = [""] * len(header)
    return [(n, dict(zip(header, [*map(str.strip, line.split("\t")), *empty], strict=False))) for n, line in rows]


NONE = OwnTables()
_current: ContextVar[OwnTables] = ContextVar("own tables", default=NONE)


def current() -> OwnTables:
    """The own tables of the pipeline that is at work."""
    return _current.get()


@contextmanager
def using(tables: OwnTables) -> Iterator[None]:
    """Look things up in these tables too, for as long as the block runs."""
    before = _current.set(tables)
    try:
        yield
    finally:
        _current.reset(before)


class Within:
    """A component that runs with its pipeline's own tables."""

    def __init__(self, component: Callable[[Doc], Doc], tables: OwnTables) -> None:
        self._component, self._tables = component, tables

    def __call__(self, doc: Doc) -> Doc:
        """Run the component on a doc."""
        with using(self._tables):
            return self._component(doc)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the tables are named in the pipeline's config."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "Within":
        """Nothing to read."""
        return self
