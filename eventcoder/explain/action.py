"""The action: the pattern that fired, and those that the same words could have meant."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from eventcoder.actions.frames import Frame
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.lexicon import Entry, keys, kinds_of, lexicon
from eventcoder.actions.matching import fits, governed, phrase_words
from eventcoder.explain.told import Field, Lost
from eventcoder.ontology import is_code, lookup
from eventcoder.records import CodedClause

SHOWN = 6


def action(doc: Doc, clause: CodedClause, told: Field) -> None:
    """Add where the pattern stands and what else the trigger could have meant."""
    rules = re.split(r"[+~]", clause.rule_id)
    known = {entry.id: entry for entry in lexicon().entries}
    for rule in rules:
        if rule in known:
            told.because.append(f"pattern {rule} in {known[rule].file}: {_says(known[rule])}")
    if clause.stances:
        told.because.append(f"the stance {' over '.join(clause.stances)} makes it {clause.code} (compose.yaml)")
    told.lost += list(_others(doc, clause, set(rules)))[:SHOWN]


def _says(entry: Entry) -> str:
    return f"stance {entry.stance}" if entry.stance else _code(entry.code)


def _code(code: str | None) -> str:
    return f"{code} {lookup(code).name}" if code and is_code(code) else f"content {code}"


def _others(doc: Doc, clause: CodedClause, rules: set[str]) -> Iterator[Lost]:
    head = doc[clause.head]
    reader = Interpreter(doc)
    frame = reader.frame(head)
    seen: set[str] = set(rules)
    fired = _specificity(reader, head.i, rules)
    for kind in kinds_of(head):
        for form in keys(head, kind):
            for entry, phrase in reader.lex.index.get((kind, form), ()):
                words = phrase_words(head, kind, phrase)
                if words is None or entry.id in seen:
                    continue
                seen.add(entry.id)
                what = f"{entry.id} ({_says(entry)})"
                unmet = _unmet(reader, frame, entry, governed(words, kind))
                if unmet is not None:
                    yield Lost(what, unmet)
                elif entry.needs_content:
                    yield Lost(what, "it needs an act that it is about, and none is told")
                else:
                    yield Lost(what, f"fits too, but says no more of the words around than what fired{fired}")


def _specificity(reader: Interpreter, head: int, rules: set[str]) -> str:
    reading = reader.reading(reader.doc[head])
    return f" (specificity {reading.specificity})" if reading is not None and reading.entry.id in rules else ""


def _unmet(reader: Interpreter, frame: Frame, entry: Entry, objects: tuple[Token, ...]) -> str | None:
    """The first slot that is not filled as the entry asks; None where all are."""
    for slot, specs in entry.where.items():
        one = replace(entry, where={slot: specs})
        if not fits(reader.lex, frame, one, objects, reader.sector_holds):
            there = [t.text for t in (objects if slot == "object" and objects else frame.get(slot))]
            asks = ", ".join(specs[:4]) + (" ..." if len(specs) > 4 else "")
            return f"asks {asks} as {slot}, and finds {', '.join(map(repr, there)) or 'nothing'}"
    return None
