"""What a predicate says by itself: its code, its doers and those it is done to."""

from spacy.tokens import Token

from eventcoder.actions.frames import Frame
from eventcoder.actions.lexicon import NOTHING, SOURCE
from eventcoder.actions.matching import Match
from eventcoder.actions.reading import FORCE, VIOLENT, Reading, opponents
from eventcoder.actions.slots import VERB_TARGETS
from eventcoder.actions.subjects import is_infinitive, is_verb
from eventcoder.actions.violence import HARM, Violence, armless

NOUN_TARGETS = ("on", "against", "to", "with", "of", "at", "into", "in", "for", "from", "mod")
THINKING = frozenset(
    "regard see call consider describe mention remember recall view cite fear expect know note understand like "
    "love watch cover report predict avoid escape survive flee follow study film record mark discuss debate ignore "
    "need want await oppose discover find defuse foil seize recover uncover detect disarm prevent thwart".split()
)
ANSWERING = frozenset("respond retaliate react reply answer counter".split())
FRAMING = ("during", "after", "before", "on", "following", "at")
MEETINGS = ("04",)
ATTENDING = ("for", "after", "following", "during", "before", "in", "at", "from")
UNDOING = ("08", "12", "16")
OBJECTING = frozenset("protest demonstrate denounce condemn oppose rally criticize criticise decry".split())
PROTEST = ("141", "144", "145")  # such nouns stand for the crowd


class Contents(Violence):
    """Readings of the entries that have a code."""

    def _content(self, frame: Frame, match: Match) -> Reading | None:
        entry, code = match.entry, match.entry.code or ""
        if entry.symmetric and frame.passive and frame.token.lemma_ == "meet" and not self._hosts(frame):
            return None  # "was met with anger"
        kind = frame.kind
        words = {t.i for t in match.words}
        sources = self._fill(frame, entry.source or SOURCE[kind], match, words)
        defaults = VERB_TARGETS if kind == "verb" else NOUN_TARGETS
        targets = [] if entry.no_target else self._fill(frame, entry.target or defaults, match, words, set(sources))
        if not targets and kind == "verb" and code.startswith(PROTEST):
            targets = self._protested(frame)
        if entry.symmetric or (kind == "noun" and len(frame.get("between")) > 1 and not sources):
            sources, targets = self._both_sides(frame, sources, targets)
        if kind == "noun" and code.startswith(MEETINGS):
            sources, targets = self._at_a_meeting(frame.token, sources, targets)
        if not sources and kind == "noun" and code.startswith(PROTEST):
            sources = [frame.token]
        if frame.token.dep_ == "amod" and code.startswith(MEETINGS) and not targets:
            targets = self._host(frame.token, sources)
        if not sources and kind == "noun":
            sources = self._borrowed_agent(frame.token, set(targets))
        if not sources and targets and kind == "noun" and code.startswith(MEETINGS):
            sources = self._attendant(frame.token, targets)
        if not sources and kind == "noun" and code.startswith(MEETINGS):
            sources = self._attending(frame.token, targets)
        rule = entry.id
        consumed = self._undone(frame, match)
        deed = frame.token if kind == "noun" else None
        if code.startswith(VIOLENT):
            deed = deed or next((t for t in frame.get("agent") if t.pos_ == "NOUN" and self.lex.knows(t)), None)
            sources, sites = self._sites(self._perpetrators(frame, sources, code))
            targets = armless(targets) or (sites if kind == "noun" else [])
            code, rule, consumed = self._by_bombers(sources, code, rule)
        if kind == "verb" and code.startswith(HARM):
            fight = self._fight(frame, sources, set(targets))
            if fight is not None:
                code, rule, deed = fight.code, f"{entry.id}+{fight.rule}", fight.token
                if not (fight.sources and fight.targets):  # with both its sides named it is an event of its own
                    consumed |= {fight.token.i}
                bombers = [t for t in sources if t.i == fight.token.i and t.lemma_ == "bomber"]
                sources = [
                    t
                    for t in fight.sources or bombers or (opponents(fight) if fight.symmetric or not sources else [])
                    if t not in targets and not self._is_place(t)
                ]
        return Reading(
            frame.token, code, rule, entry, sources, targets, words, consumed=consumed,
            specificity=match.specificity, symmetric=entry.symmetric, deed=deed,
        )  # fmt: skip

    def _hosts(self, frame: Frame) -> bool:
        """ "was met at the airport by the premier" """
        return any(self._is_person(t) for t in frame.get("agent"))

    def _protested(self, frame: Frame) -> list[Token]:
        """ "Took to the streets to protest against X": whom the purpose names."""
        for clause in frame.token.rights:
            if clause.dep_ in ("advcl", "xcomp") and is_infinitive(clause) and clause.lemma_ in OBJECTING:
                inner = self.reading(clause)
                if inner is not None and inner.targets:
                    return inner.targets
        return []

    def _undone(self, frame: Frame, match: Match) -> set[int]:
        """ "lifted sanctions", "cancelled a visit": what is ended or called off is told by its end alone."""
        code = match.entry.code or ""
        if code == NOTHING:  # nor are the words of an idiom told ("poses a threat")
            return {t.i for t in match.words[1:] if t.pos_ == "NOUN"}
        if frame.kind != "verb" or not code.startswith(UNDOING):
            return set()
        nouns = frame.get("object") if "object" in match.entry.where else list(match.words[1:])
        return {t.i for t in nouns if t.pos_ == "NOUN"}

    def _host(self, visiting: Token, taken: list[Token]) -> list[Token]:
        """ "The premier told the visiting president": whom the guest visits."""
        guest = next((t for t in visiting.ancestors if t.dep_ not in ("compound", "nmod")), visiting)
        return [t for t in self.frame(guest.head).get("agent") if t not in (guest, *taken)]

    def _at_a_meeting(self, noun: Token, sources: list[Token], targets: list[Token]) -> tuple[list[Token], list[Token]]:
        """ "Asked the king in a meeting": who does something to whom at a meeting are those who meet."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "at", "during") or not is_verb(verb):
            return sources, targets
        if targets or not all(t.dep_ in ("compound", "nmod", "amod") for t in sources):
            return sources, targets
        frame = self.frame(verb)
        speakers = [t for t in frame.get("agent") if self._is_person(t)]
        hearers = [t for slot in ("object", "dative", "to") for t in frame.get(slot) if self._is_person(t)]
        return (speakers, hearers) if speakers and hearers else (sources, targets)

    def _attending(self, noun: Token, met: list[Token]) -> list[Token]:
        """ "spoke after a meeting with X", "on a visit to Rome, she met ...": whose deed it frames was there."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in FRAMING or not is_verb(verb) or not met:
            return []
        frame, act = self.frame(verb), self.reading(verb)
        if frame.passive or (act is not None and act.code.startswith(FORCE)):
            return []
        return [t for t in frame.get("agent") if t not in met and self._is_person(t)]

    def _attendant(self, noun: Token, taken: list[Token]) -> list[Token]:
        """ "Flew to Rome for talks with X", "spoke after a meeting with X": who flew and spoke met X."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in ATTENDING or not is_verb(verb):
            return []
        frame = self.frame(verb)
        return [t for t in frame.get("object" if frame.passive else "agent") if t not in taken and self._is_person(t)]

    def _is_person(self, token: Token) -> bool:
        mention = self.actor(token)
        return mention is not None and bool(mention.code) and mention.kind in ("person", "role", "pronoun")

    def _borrowed_agent(self, noun: Token, taken: set[Token]) -> list[Token]:
        """ "is prolonging sanctions": the subject of a verb without a meaning of its own here does the noun's deed."""
        verb = noun.head
        if noun.dep_ == "pobj" and verb.lower_ == "with" and verb.head.lemma_ in ANSWERING and is_verb(verb.head):
            return [t for t in self.frame(verb.head).get("agent") if t not in taken]  # "responded with a crackdown"
        if noun.dep_ != "dobj" or not is_verb(verb) or verb.lemma_ in THINKING or self.lex.knows(verb):
            return []
        return [t for t in self.frame(verb).get("agent") if t not in taken]
