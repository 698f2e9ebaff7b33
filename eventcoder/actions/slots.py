"""Who stands in the slots of a predicate: the ground on which contents and stances are read."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from eventcoder.actions.frames import Frame, frame_of
from eventcoder.actions.lexicon import Lexicon, lexicon
from eventcoder.actions.matching import Match, lent
from eventcoder.actions.reading import Reading
from eventcoder.actions.subjects import is_time
from eventcoder.actors.participants import participant
from eventcoder.actors.quotes import find_quotes
from eventcoder.records import ActorMention

VERB_TARGETS = ("object", "against", "on", "with", "to", "at", "dative", "into", "in", "from", "for")
REFLEXIVE = frozenset("itself himself herself themselves ourselves myself yourself".split())
GOALS = ("to", "against")  # prepositions that the parse may hang on a participle of the object
HYPHENS = ("-", "–", "—", "/")
LENDING = ("NOUN", "PROPN", "VERB")  # words of a phrase whose own phrases are the whole phrase's


def _nobody_else(token: Token) -> bool:
    """A time (but not the May who "criticized Trump"), or the doer again ("committed itself to ...")."""
    named = token.dep_ == "nsubj" and token.text in ("May", "April", "June") and not list(token.children)
    return (is_time(token) and not named) or token.lower_ in REFLEXIVE


def _holds(mention: ActorMention, spec: str) -> bool:
    code = mention.code or ""
    if spec == "any":
        return mention.code is not None
    if spec == "state":
        return bool(code) and (len(code) == 3 or mention.sector == "GOV" or code[:3] == "IGO")
    return spec in (mention.sector, code[:3], mention.kind) or (mention.sector is not None and code[6:9] == spec)


class Slots(ABC):
    """The frames and readings of one doc, and what fills their slots."""

    def __init__(
        self, doc: Doc, lex: Lexicon | None = None, who: Callable[[Doc, Token], ActorMention | None] | None = None
    ):
        self.doc = doc
        self.lex = lex or lexicon()
        self.who = who or participant
        self._frames: dict[int, Frame] = {}
        self._readings: dict[int, Reading | None] = {}
        self._actors: dict[int, ActorMention | None] = {}
        self.quotes = find_quotes(doc)

    def actor(self, token: Token) -> ActorMention | None:
        """The actor a token stands for."""
        if token.i not in self._actors:
            self._actors[token.i] = self.who(self.doc, token)
        return self._actors[token.i]

    def stands_for(self, token: Token, who: ActorMention) -> ActorMention:
        """Let a token stand for somebody: "the statement" for who issued it."""
        start = token.left_edge if token.left_edge.dep_ == "det" else token
        span = self.doc[start.i : token.i + 1]
        mention = replace(who, start=span.start_char, end=span.end_char, text=span.text, head=token.i)
        self._actors[token.i] = mention
        return mention

    def frame(self, token: Token) -> Frame:
        """The frame headed by a token."""
        if token.i not in self._frames:
            self._frames[token.i] = frame_of(token)
        return self._frames[token.i]

    def sector_holds(self, token: Token, spec: str) -> bool:
        """``=any``: somebody known; ``=MIL``: that role; ``=state``: a country or a body of states."""
        mention = self.actor(token)
        if mention is None:
            return spec == "place" and token.ent_type_ in ("GPE", "LOC", "FAC")
        if spec == "people" and mention.kind == "state":  # "Ugandans": citizens, not their state
            return token.lower_.endswith(("ans", "is"))
        return any(_holds(m, spec) for m in mention.members or (mention,))

    def reading(self, token: Token) -> Reading | None:
        """The best reading of a predicate, or None."""
        if token.i in self._readings:
            return self._readings[token.i]
        self._readings[token.i] = None  # a cycle reads as nothing
        if self.lex.knows(token):
            self._readings[token.i] = self._best(token)
        return self._readings[token.i]

    @abstractmethod
    def _best(self, token: Token) -> Reading | None:
        """The most specific reading of a predicate."""

    def _both_sides(self, frame: Frame, sources: list[Token], targets: list[Token]) -> tuple[list[Token], list[Token]]:
        """ "talks between A and B": the first is the source, the rest are targets."""
        between = frame.get("between") or frame.get("among")
        if between:  # of three each met each
            return (between[:1], between[1:]) if len(between) == 2 else (between, [])
        if not targets and len(sources) > 1:
            return sources[:1], sources[1:]
        pair = [] if targets or frame.get("poss") or frame.get("by") else self._joined(frame)
        return (pair[:1], pair[1:]) if pair else (sources, targets)

    def _joined(self, frame: Frame) -> list[Token]:
        """ "Norwegian-Chilean talks": those whom a hyphen joins before a noun."""
        for token in frame.get("mod") if frame.kind == "noun" else []:
            joined = [c for c in token.lefts if c.i == token.i - 2 and token.nbor(-1).text in HYPHENS]
            if joined and all((m := self.actor(t)) is not None and m.country for t in (joined[0], token)):
                return [joined[0], token]
        return []

    def _fill(
        self,
        frame: Frame,
        slots: tuple[str, ...],
        match: Match | None,
        words: set[int],
        taken: set[Token] | None = None,
    ) -> list[Token]:
        """The fillers of the first slot that has any which may be a participant."""
        for slot in slots:
            outer, _, inner = slot.rpartition(".")
            if outer:  # "object.with": what hangs on the object ("violated a truce with X")
                at = match.objects if outer == "object" and match and match.objects else frame.get(outer)
                fillers = [f for t in at for f in self.frame(t).get(inner)]
            else:
                fillers = list(match.objects) if slot == "object" and match and match.objects else frame.get(slot)
            fillers = fillers or [t for t in lent(frame, slot) if t.head.head.i not in words]
            if not fillers and slot in GOALS:
                fillers = [t for w in frame.get("object") for t in self.frame(w).get(slot)]
            if (
                not fillers and match and slot not in ("agent", "mod")
            ):  # "opened fire [on X]": the phrase's nouns lend theirs
                fillers = [t for w in match.words[1:] if w.pos_ in LENDING for t in self.frame(w).get(slot)]
            fillers = [t for t in fillers if t.i not in words and t not in (taken or ()) and not _nobody_else(t)]
            if inner == "mod":
                fillers = [t for t in fillers if (a := self.actor(t)) is not None and a.code]
            elif inner == "in":  # "in Kabul" may be the attacked, "in March" is nobody
                fillers = [t for t in fillers if self.actor(t) is not None]
            if fillers:
                return fillers
        return []
