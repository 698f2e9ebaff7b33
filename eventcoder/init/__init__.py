"""A dataset project of one's own: the files that ``eventcoder init`` lays out."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from eventcoder.errors import EventcoderError

SETTINGS: dict[str, dict[str, Any]] = {
    "": {
        "dataset": "events",
        "actors": ["actors.tsv"],
        "patterns": ["patterns.yaml"],
        "places": ["places.tsv"],
        "cache": ".cache",
    },
    "build": {"inputs": ["articles"], "out": "events", "workers": 2},
}
RENAMED = {"gitignore": ".gitignore"}  # under its own name it would hide files from this package
COMMAND = "@EVENTCODER@"


def start(folder: Path, more: Mapping[str, str]) -> list[Path]:
    """Lay a project out in a new or empty folder, with ``more`` files by name; give what was written.

    Raises:
        EventcoderError: there is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EventcoderError("not-empty", f"{folder}: there is something in it already; name a new or empty folder")
    contents = dict(_templates(files("eventcoder.init") / "project", ""))
    contents["Makefile"] = contents["Makefile"].replace(COMMAND, _command())
    written = []
    for name, text in (contents | dict(more)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _templates(folder: Traversable, under: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = under + RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _templates(entry, f"{name}/")
        else:
            yield name, entry.read_text(encoding="utf-8")


def _command() -> str:
    """Where the command is, for whoever runs make outside the environment it is installed in."""
    beside = Path(sys.executable).with_name("eventcoder")
    return str(beside) if beside.is_file() else shutil.which("eventcoder") or "eventcoder"
