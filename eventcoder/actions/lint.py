"""Mistakes in the action patterns, one a line: ``python -m eventcoder.actions.lint [DIRECTORY]``; exit 1 if any."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from eventcoder.actions.lexicon import KINDS, KNOWLEDGE
from eventcoder.actors.lint import main
from eventcoder.ontology import is_code

KEYS = frozenset(
    "id code stance default verb noun adj where source target symmetric no_target content needs_content only_content "
    "keeps example not".split()
)
SLOTS = frozenset(
    "agent object dative attr acomp oprd poss mod comp infinitive gerund when content about above across after against "
    "ahead along alongside amid among around as at before behind below beneath beside between beyond by despite down "
    "during for from if in inside into like near of off on onto out outside over past since through throughout to "
    "toward towards under until up upon via with within without".split()
)
ROLES = frozenset(
    "any state place person body people owner GOV MIL REB OPP PTY COP JUD LEG SPY MED EDU BUS CRM CVL ELI LAB REF IGO "
    "NGO MNC".split()
)
Message = tuple[str, int, str]
Raw = dict[str, Any]


def lint(directory: Path = KNOWLEDGE) -> list[str]:
    """Every message, ``file:line: what is wrong``, in order of file and line.

    Told are unknown codes, contents, stances, keys, slots, word classes and roles, ids that stand twice, entries
    without an example, and phrases that an earlier entry decides whatever they stand with.
    """
    tables = {name: _mapping(directory / f"{name}.yaml") for name in ("classes", "compose")}
    entries = [item for path in sorted(directory.glob("*.yaml")) for item in _entries(path)]
    found = [message for file, line, raw in entries for message in _entry(file, line, raw, tables)]
    found += _twice(entries)
    found += _shadowed(entries)
    found += _composition(directory / "compose.yaml", tables["compose"])
    return [f"{file}:{line}: {text}" for file, line, text in sorted(set(found))]


def _mapping(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if path.is_file() else {}


def _entries(path: Path) -> Iterator[tuple[str, int, Raw]]:
    """Each entry of a file as (file, line, mapping); every value is text."""
    if path.name in ("classes.yaml", "compose.yaml"):
        return
    for line, raw in _read(path.read_text(encoding="utf-8")):
        yield path.name, line, raw


def _read(text: str) -> Iterator[tuple[int, Raw]]:
    nodes = yaml.compose(text, Loader=yaml.BaseLoader)
    for node, raw in zip(nodes.value if nodes else (), yaml.load(text, Loader=yaml.BaseLoader) or (), strict=True):
        yield node.start_mark.line + 1, raw


def lint_entries(text: str) -> list[tuple[int, str]]:
    """The mistakes in a user's own entries as (line, message); examples are welcome there, not asked for."""
    tables = {name: _mapping(KNOWLEDGE / f"{name}.yaml") for name in ("classes", "compose")}
    entries = [("", line, raw) for line, raw in _read(text)]
    found = [m for file, line, raw in entries for m in _entry(file, line, raw, tables, example_needed=False)]
    found += _twice(entries)
    return list(dict.fromkeys((line, message) for _, line, message in sorted(found, key=lambda m: m[1])))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def contents(compose: dict[str, Any]) -> frozenset[str]:
    """The contents without a code of their own (``crime``): the keys of the composition that are no numbers."""
    return frozenset(key for table in compose.values() for key in table if key != "*" and not key.isdigit())


def _entry(
    file: str, line: int, raw: Raw, tables: dict[str, dict[str, Any]], *, example_needed: bool = True
) -> Iterator[Message]:
    name = raw.get("id", "an entry without id")
    for key in sorted(set(raw) - KEYS):
        yield file, line, f"{name}: unknown key {key!r}"
    if "id" not in raw:
        yield file, line, "an entry without id"
    for key in ("code", "default"):
        if key in raw and not is_code(raw[key]) and raw[key] not in contents(tables["compose"]):
            yield file, line, f"{name}: unknown code {raw[key]!r}"
    if ("code" in raw) == ("stance" in raw):
        yield file, line, f"{name}: give either code or stance"
    if "stance" in raw and raw["stance"] not in (*tables["compose"], "do", "undergo", "decide"):
        yield file, line, f"{name}: unknown stance {raw['stance']!r}"
    if not any(raw.get(kind) for kind in KINDS):
        yield file, line, f"{name}: no verb, noun or adj that triggers it"
    if example_needed and not raw.get("not" if raw.get("code") == "nothing" else "example"):
        yield file, line, f"{name}: no example"
    for text in _examples(raw):
        yield file, line, f"{name}: {text}"
    if not isinstance(raw.get("where") or {}, dict):
        yield (
            file,
            line,
            f"{name}: where gives {raw['where']!r}; give slots, as in {{object: [aid]}}",
        )
        return
    for text in _slots(raw, tables["classes"]):
        yield file, line, f"{name}: {text}"


def _examples(raw: Raw) -> Iterator[str]:
    given = raw.get("example") or []
    for example in given if isinstance(given, list) else [given]:
        if not isinstance(example, dict):
            yield f"the example {example!r} is no mapping; give text, source, target and code"
            continue
        if not example.get("text"):
            yield "an example without text"
        if not is_code(example.get("code")):
            yield f"an example with unknown code {example.get('code')!r}"


def _slots(raw: Raw, classes: dict[str, Any]) -> Iterator[str]:
    used = [s for key in ("source", "target", "content") for s in _listed(raw.get(key))] + list(raw.get("where") or ())
    for slot in used:
        outer, _, inner = (part.removesuffix("+") for part in slot.rpartition("."))
        if inner not in SLOTS and not (outer == "content" and inner == "target"):
            yield f"unknown slot {slot!r}"
        elif outer and outer not in SLOTS:
            yield f"unknown slot {outer!r}"
    for specs in (raw.get("where") or {}).values():
        for spec in _listed(specs):
            plain = spec.removeprefix("!")
            if plain.startswith("@") and plain[1:] not in classes:
                yield f"unknown class {plain!r}"
            if plain.startswith("=") and plain[1:] not in ROLES and not (len(plain) == 4 and plain[1:].isupper()):
                yield f"unknown role {plain!r}"


def _twice(entries: list[tuple[str, int, Raw]]) -> Iterator[Message]:
    seen: dict[str, tuple[str, int]] = {}
    for file, line, raw in entries:
        at = seen.setdefault(raw.get("id", ""), (file, line))
        if at != (file, line) and "id" in raw:
            yield file, line, f"{raw['id']} stands at {at[0]}:{at[1]} too"


def _shadowed(entries: list[tuple[str, int, Raw]]) -> Iterator[Message]:
    """Contents that can never fire: every phrase stands in an earlier entry that asks the same of the same slots."""
    first: dict[tuple[str, str, str], str] = {}
    for file, line, raw in entries:
        if "stance" in raw:
            continue
        where = raw.get("where")
        asked = repr(sorted((s, sorted(_listed(w))) for s, w in (where if isinstance(where, dict) else {}).items()))
        owners: dict[str, list[str]] = defaultdict(list)
        phrases = [(kind, phrase) for kind in KINDS for phrase in _listed(raw.get(kind))]
        for kind, phrase in phrases:
            owner = first.setdefault((kind, phrase, asked), raw.get("id", ""))
            if owner != raw.get("id", ""):
                owners[owner].append(phrase)
        if phrases and sum(map(len, owners.values())) == len(phrases):
            yield (
                file,
                line,
                f"{raw.get('id')}: never fires, earlier entries have its every phrase: {', '.join(owners)}",
            )


def _composition(path: Path, compose: dict[str, Any]) -> Iterator[Message]:
    for stance, table in compose.items():
        for key, code in table.items():
            if code not in ("null", "", None) and not is_code(code) and code not in contents(compose):
                yield path.name, 1, f"{stance}: {key} gives the unknown code {code!r}"


if __name__ == "__main__":
    raise SystemExit(main(lint, KNOWLEDGE))
