"""The plan of the house: rooms import only from rooms to their left, and no room is too big to be read."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "eventcoder"
ORDER = ("read", "parse", "dates", "places", "actors", "actions", "events", "write", "build", "quality", "cli")
SHARED = {"records", "errors", "lookups", "own", "settings", "schema", "ontology", "terminal"}  # whoever needs them
MODULES = sorted(PACKAGE.rglob("*.py"))


def _rooms(file: Path) -> set[str]:
    """The rooms a module imports from when it is itself imported."""
    found: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        found |= {n.split(".")[1] for n in names if n.startswith("eventcoder.")}
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_imports_go_from_left_to_right(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0]
    if room not in ORDER:
        return
    right = {r for r in _rooms(file) & set(ORDER) if ORDER.index(r) > ORDER.index(room)}
    assert not right, f"{room} must not import from {right}"


@pytest.mark.parametrize("name", sorted(SHARED))
def test_what_all_share_imports_from_no_room(name: str) -> None:
    assert not _rooms(PACKAGE / f"{name}.py") & set(ORDER)


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_no_relative_imports(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"line {node.lineno}"
