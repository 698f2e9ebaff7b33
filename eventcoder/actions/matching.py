"""Which entries fit a predicate: the words of their phrases, and what they ask of the slots."""

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from eventcoder.actions.frames import Frame, frame_of
from eventcoder.actions.lexicon import NOTHING, Entry, Lexicon, forms, head_of, keys, kinds_of
from eventcoder.actions.subjects import SUBJECTS, is_infinitive, is_time

LENT = ("with", "in", "from", "to", "for", "against", "into")  # prepositions that the parse may hang on the object
IDIOM = 20  # what makes an idiom stronger than every pattern


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a predicate: the words it used, and how specific the fit is."""

    entry: Entry
    words: tuple[Token, ...]
    specificity: int
    objects: tuple[Token, ...] = ()  # what stands in the object slot of a verb + preposition phrase


def phrase_words(token: Token, kind: str, phrase: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The tokens that spell the phrase at this head, or None."""
    used, at = [token], token
    head = head_of(kind, phrase)
    for i, word in enumerate(phrase):
        if i == head:
            continue
        if i < head:
            found = next((c for c in token.lefts if word in forms(c)), None)
        else:
            found = _below(at, word) or (_below(token, word) if at.i != token.i else None)
        if found is None:
            return None
        used.append(found)
        at = token if i < head else found
    if len(used) == 2 and used[1].dep_ in ("prep", "agent") and any(c.dep_ == "dobj" for c in token.children):
        return None  # "returned the vases to Peru" is no "return to"
    return tuple(used)


def _below(token: Token, word: str) -> Token | None:
    """A dependent with this form; the object of a particle-like preposition counts too."""
    for child in token.children:
        if child.dep_ in ("nsubj", "punct", "nsubjpass", "aux") or word not in forms(child):
            continue
        inside = [c for c in child.children if c.dep_ == "pobj"] if child.dep_ in ("prep", "agent") else []
        if not (inside and all(is_time(c) for c in inside)):  # "fired Comey on May 9" is not "fired on"
            return child
    return None


def matches(lex: Lexicon, frame: Frame, sector_of: Any) -> list[Match]:
    """Every entry that fits, the most specific first; of two equals the user's own."""
    found: list[Match] = []
    token = frame.token
    below = frozenset().union(*map(forms, token.children))
    for kind in kinds_of(token):
        for form in sorted(keys(token, kind)):
            for entry, phrase in lex.index.get((kind, form), ()):
                if len(phrase) > 1 and phrase[0 if head_of(kind, phrase) else 1] not in below:
                    continue
                words = phrase_words(token, kind, phrase)
                if words is None or any(m.entry is entry and m.words == words for m in found):
                    continue
                objects = governed(words, kind)
                if fits(lex, frame, entry, objects, sector_of):
                    weight = 2 * len(phrase) + 3 * _constraints(entry) + (IDIOM if entry.code == NOTHING else 0)
                    found.append(Match(entry, words, weight, objects))
    return sorted(found, key=lambda m: (-m.specificity, not m.entry.own))


def _constraints(entry: Entry) -> int:
    """How many slots the entry asks something positive of."""
    return sum(any(not s.startswith("!") for s in specs) for specs in entry.where.values())


def governed(words: tuple[Token, ...], kind: str) -> tuple[Token, ...]:
    """What a phrase ending in a preposition governs ("call on X": X is its object)."""
    last = words[-1]
    if kind == "noun" or len(words) < 2 or last.dep_ not in ("prep", "agent", "dative"):
        return ()
    return tuple(t for c in last.children if c.dep_ == "pobj" for t in [c, *_conjoined(c)])


def _conjoined(token: Token) -> list[Token]:
    return [t for c in token.children if c.dep_ == "conj" for t in [c, *_conjoined(c)]]


def fits(lex: Lexicon, frame: Frame, entry: Entry, objects: tuple[Token, ...], sector_of: Any) -> bool:
    """Whether every slot is filled as the entry asks; ``sector_of`` says what a token is as an actor."""
    for slot, specs in entry.where.items():
        fillers = _fillers(frame, slot, objects)
        if slot == "agent" and frame.kind == "noun":  # a noun's doer stands around it, or nowhere
            fillers = frame.get("by") + frame.get("poss") + frame.get("mod")
            if not fillers:
                continue
        positive = [s for s in specs if not s.startswith("!")]
        if positive and positive != ["none"]:
            fillers = fillers or lent(frame, slot)
        if any(any(spec_holds(lex, t, s[1:], sector_of) for t in fillers) for s in specs if s.startswith("!")):
            return False
        if not fillers and "none" in positive:
            continue
        if positive and not any(s == "any" or spec_holds(lex, t, s, sector_of) for t in fillers for s in positive):
            return False
    return True


def _fillers(frame: Frame, slot: str, objects: tuple[Token, ...] = ()) -> list[Token]:
    """What fills a slot asked about; ``objects`` are those of a phrase that ends in a preposition.

    ``comp`` is the clauses, ``when`` those of time, ``comp.agent`` the nouns that are to do what they say,
    ``object.with`` what hangs on the object.
    """
    if slot == "comp.agent":
        own = [c for comp in frame.comps[:1] for c in comp.children if c.dep_ in SUBJECTS and c.pos_ != "PRON"]
        return [c for c in own if c.i > frame.token.i]
    if slot == "infinitive":
        return [c for c in frame.comps if is_infinitive(c)]
    if slot == "gerund":
        return [c for c in frame.comps if c.tag_ == "VBG" and c.head.i == frame.token.i]
    if slot == "when":
        clauses = [c for c in frame.token.children if c.dep_ == "advcl"]
        return [c for c in clauses if any(g.lower_ in ("when", "after", "as") and g.i < c.i for g in c.children)]
    if slot == "comp":  # "pressed Japan to buy more" may be parsed as a purpose
        purposes = [c for c in frame.token.children if c.dep_ == "advcl" and c.tag_ == "VB"]
        return frame.comps + [c for c in purposes if any(g.lower_ == "to" for g in c.children)]
    outer, _, inner = slot.partition(".")
    fillers = list(objects) if outer == "object" and objects else frame.get(outer)
    return [t for f in fillers for t in frame_of(f).get(inner)] if inner else fillers


def lent(frame: Frame, slot: str) -> list[Token]:
    """What hangs on a verb's object ("invested millions *in Chile*"), for a slot that the verb leaves empty."""
    if frame.kind != "verb" or slot not in LENT:
        return []
    preps = [c for t in frame.get("object") if t.i > frame.token.i for c in t.rights if c.dep_ == "prep"]
    return [t for p in preps if p.lower_ == slot for c in p.children if c.dep_ == "pobj" for t in [c, *_conjoined(c)]]


def contents(lex: Lexicon, token: Token) -> list[Token]:
    """What a noun of measure holds: the shells of "a shipment of shells", the arms of "$5 million in arms"."""
    if token.lemma_.lower() not in lex.classes.get("containers", ()):
        return []
    preps = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in")]
    return [t for prep in preps for c in prep.children if c.dep_ == "pobj" for t in [c, *_conjoined(c)]]


def spec_holds(lex: Lexicon, token: Token, spec: str, sector_of: Any) -> bool:
    """Whether a slot's filler, or what it holds, is what a constraint asks: a lemma, ``@class`` or ``=SECTOR``."""
    if spec.startswith("="):
        return bool(sector_of(token, spec[1:]))
    return _is_word(lex, token, spec) or any(_is_word(lex, t, spec) for t in contents(lex, token))


def _is_word(lex: Lexicon, token: Token, spec: str) -> bool:
    if not spec.startswith("@"):
        return spec in forms(token) or (" " in spec and spec in _with_word_before(token))
    words = lex.classes.get(spec[1:], frozenset())
    return not words.isdisjoint(forms(token)) or not words.isdisjoint(_with_word_before(token))


def _with_word_before(token: Token) -> set[str]:
    """ "cease fire": the token's forms, each after those of each word on its left."""
    before = [f for c in token.lefts for f in forms(c)]
    return {f"{b} {o}" for b in before for o in forms(token)}
