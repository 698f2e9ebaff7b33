"""The patterns of ``knowledge/actions/*.yaml``, indexed by the word that heads them.

The pattern language is described in CONTRIBUTING.md ("The pattern language").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Token

from eventcoder.actions.subjects import is_time, is_verb
from eventcoder.lookups import note_words
from eventcoder.own import OwnTables, current

KNOWLEDGE = Path(__file__).parent.parent / "knowledge" / "actions"
KINDS = ("verb", "noun", "adj")
NOTHING = "nothing"  # the content of idioms that tell no event
MOST_FORMS = 50_000
_FORMS: dict[tuple[int, int], frozenset[str]] = {}  # by lemma and lower case: spaCy's numbers for them are hashes
BINDING = ("of", "to", "in", "on", "for")  # what joins the nouns of a phrase ("exchange of prisoner")


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern: a content (``code``) or a stance towards a content (``stance``)."""

    id: str
    code: str | None
    stance: str | None
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    where: dict[str, tuple[str, ...]]
    source: tuple[str, ...]
    target: tuple[str, ...]
    content: tuple[str, ...]
    symmetric: bool = False
    needs_content: bool = False
    keeps: bool = False
    no_target: bool = False
    only_content: bool = False
    examples: tuple[dict[str, Any], ...] = ()
    negatives: tuple[str, ...] = ()
    file: str = ""
    own: bool = False  # from a file of the user's own


@dataclass(slots=True)
class Lexicon:
    """All entries and word classes."""

    entries: list[Entry] = field(default_factory=list)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    index: dict[tuple[str, str], list[tuple[Entry, tuple[str, ...]]]] = field(default_factory=lambda: defaultdict(list))
    heads: set[str] = field(default_factory=set)  # the words of the index
    compose: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take in an entry; of two that fit equally well the one that was added first wins."""
        self.entries.append(entry)
        for kind, phrases in entry.phrases.items():
            for phrase in phrases:
                head = phrase[head_of(kind, phrase)]
                for form in {head, _american(head)}:
                    self.index[(kind, form)].append((entry, phrase))
                    self.heads.add(form)

    def knows(self, token: Token) -> bool:
        """Whether any entry is headed by this word: the cheap test before a frame is built."""
        own = forms(token)
        note_words(own)
        if self.heads.isdisjoint(own):
            return False
        found = any((kind, form) in self.index for kind in kinds_of(token) for form in keys(token, kind))
        return found and not is_time(token)

    def answer(self, word: str) -> str:
        """The entries that a word heads, without what no coding depends on: other entries may be another coding."""
        found = [(kind, entry, phrase) for kind in KINDS for entry, phrase in self.index.get((kind, word), ())]
        return repr([(k, replace(e, examples=(), negatives=(), file=""), p) for k, e, p in found])


def _tuple(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (str(value),) if isinstance(value, str) else tuple(str(v) for v in value)


SOURCE = {"verb": ("agent",), "noun": ("by", "poss", "mod"), "adj": ("agent",)}


def make_entry(raw: dict[str, Any], file: str) -> Entry:
    """One YAML mapping as an :class:`Entry`."""
    examples = raw.get("example") or []
    return Entry(
        id=raw["id"],
        code=raw.get("code") or raw.get("default"),
        stance=raw.get("stance"),
        phrases={k: tuple(tuple(p.split()) for p in _tuple(raw.get(k))) for k in KINDS if raw.get(k)},
        where={slot: _tuple(spec) for slot, spec in (raw.get("where") or {}).items()},
        source=_tuple(raw.get("source")),
        target=_tuple(raw.get("target")),
        content=_tuple(raw.get("content")),
        symmetric=bool(raw.get("symmetric")),
        needs_content=bool(raw.get("needs_content", "stance" in raw and "default" not in raw)),
        keeps=bool(raw.get("keeps")),
        no_target=bool(raw.get("no_target")),
        only_content=bool(raw.get("only_content")),
        examples=tuple([examples] if isinstance(examples, dict) else examples),
        negatives=_tuple(raw.get("not")),
        file=file,
    )


class PatternLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are booleans: "on" is a preposition here."""


PatternLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in PatternLoader.yaml_implicit_resolvers.items()
}
PatternLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def build(files: Iterable[Path], own: Sequence[Entry] = ()) -> Lexicon:
    """Read pattern files into one lexicon, after entries of one's own."""
    lexicon = Lexicon()
    for entry in own:
        lexicon.add(entry)
    mine = frozenset(entry.id for entry in own)
    for path in files:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=PatternLoader) or {}
        if path.name == "classes.yaml":
            lexicon.classes |= {name: frozenset(str(w) for w in words) for name, words in data.items()}
        elif path.name == "compose.yaml":
            lexicon.compose = {s: {str(k): v for k, v in table.items()} for s, table in data.items()}
        else:
            for raw in data:
                entry = make_entry(raw, path.name)
                if entry.id not in mine:
                    lexicon.add(entry)
    return lexicon


def lexicon() -> Lexicon:
    """The lexicon of the installed knowledge and of own patterns (those of the pipeline at work), read once.

    An own pattern beats ours where it is as specific, and one with the id of ours takes its place.

    Raises:
        EventcoderError: a mistake in an own file.
    """
    return _lexicon(current())


@cache
def _lexicon(own: OwnTables) -> Lexicon:
    if not own.patterns:
        return build(sorted(KNOWLEDGE.glob("*.yaml")))
    from eventcoder.actions.own import own_entries  # the linter that checks them reads this module

    return build(sorted(KNOWLEDGE.glob("*.yaml")), [e for path in own.patterns for e in own_entries(Path(path))])


def head_of(kind: str, phrase: tuple[str, ...]) -> int:
    """Which word of a phrase heads it: the first, or of a noun phrase the last before a preposition."""
    if kind != "noun":
        return 0
    return next((i - 1 for i, word in enumerate(phrase) if i and word in BINDING), len(phrase) - 1)


def _american(word: str) -> str:
    """One spelling for the pairs -ise/-ize, -our/-or, defence/defense."""
    if word.endswith("ise") and len(word) > 5:
        return word[:-3] + "ize"
    if word.endswith("our") and len(word) > 4:
        return word[:-3] + "or"
    return word[:-2] + "se" if word.endswith(("efence", "ffence")) else word


MISTAKEN = {  # lemmas that the rules get wrong, or leave where the tag is wrong
    "rag": "rage", "wag": "wage", "stag": "stage", "targette": "target", "retook": "retake", "overran": "overrun",
    "struck": "strike", "fought": "fight", "withdrew": "withdraw", "sought": "seek",
}  # fmt: skip


def forms(token: Token) -> frozenset[str]:
    """The dictionary forms a token may be looked up by."""
    known = _FORMS.get((token.lemma, token.lower))
    return known if known is not None else _learn(token)


def _learn(token: Token) -> frozenset[str]:
    if len(_FORMS) >= MOST_FORMS:
        _FORMS.clear()
    word = token.lemma_.lower()
    if token.pos_ == "VERB":
        word = MISTAKEN.get(word, word)
    found = frozenset((word, _american(word), token.lower_))
    _FORMS[(token.lemma, token.lower)] = found
    return found


def keys(token: Token, kind: str) -> frozenset[str]:
    """The forms a token heads entries by: a gerund is a noun only as it stands ("killing", not "according")."""
    return frozenset((token.lower_,)) if kind == "noun" and token.tag_ == "VBG" else forms(token)


def kinds_of(token: Token) -> tuple[str, ...]:
    """Which kinds of entry a token may head."""
    if is_verb(token):
        return ("verb", "noun") if token.tag_ == "VBG" else ("verb",)
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not _in_name(token)):
        return ("noun",)
    return ("adj",) if token.pos_ == "ADJ" else ()


def _in_name(token: Token) -> bool:
    """ "Convention" in "the Republican National Convention" names a body, not a deed; capital lines do not count."""
    if not token.text[:1].isupper() or token.is_sent_start or token.text.isupper():
        return False
    neighbours = [c for c in token.lefts if c.dep_ in ("compound", "amod", "nmod") and c.text[:1].isupper()]
    return token.dep_ in ("compound", "nmod") or any(c.ent_type_ not in ("GPE", "NORP") for c in neighbours)
