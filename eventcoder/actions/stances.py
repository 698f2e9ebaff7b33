"""Stances fold over the reading of their complement through ``compose.yaml`` (DESIGN: stance x content)."""

from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actions.cues import MAY, SHOULD, WILL, WOULD
from eventcoder.actions.frames import Frame
from eventcoder.actions.lexicon import SOURCE, Entry
from eventcoder.actions.matching import Match, contents
from eventcoder.actions.polarity import Polarity
from eventcoder.actions.reading import FORCE, Reading
from eventcoder.actions.scope import is_subjunctive, negation
from eventcoder.actions.slots import VERB_TARGETS
from eventcoder.actions.subjects import SUBJECTS, is_infinitive, is_time, is_verb
from eventcoder.actions.violence import Violence

TELLING = frozenset("announce disclose declare reveal reaffirm reiterate repeat signal underline".split())
ATTESTING = frozenset("confirm disclose reveal stress underline".split())
ASKING = ("02", "10")
CLAIMING = frozenset(["insist", "suggest", "advise", "plead"])  # with a fact they claim, with a wish they ask
HOPING = frozenset("hope hopes hoped hoping want wish expect prefer".split())
VOTING = frozenset("vote decide opt choose".split())
RESOLVED = ("intent", "refuse", "threaten", "decide")
FINITE = ("VBZ", "VBP", "VBD")
STANCE_TARGETS: dict[str, tuple[str, ...]] = {
    "intent": ("dative", "to", "content.target", "with", "object", "for"),
    "decide": ("content.target", "to", "with", "on"),
    "appeal": ("object", "dative", "on", "to", "from", "with", "content.agent", "content.target"),
    "demand": ("object", "dative", "on", "to", "from", "of", "content.agent", "content.target"),
    "refuse": ("content.agent", "content.target", "to", "with", "from", "object", "of"),
    "threaten": ("content.target", "dative", "object", "against", "to", "with", "of", "if"),
    "reduce": ("content.target", "to", "with", "against", "on", "for", "content.agent", "object", "from"),
    "yield": ("content.target", "to", "on", "against", "for", "content.agent", "object", "from", "with"),
    "accuse": ("object", "on", "against", "of", "content.agent", "content.target"),
    "deny": ("to",),
    "claim": ("content.target", "object", "for"),
    "consider": ("content.target", "object", "with"),
    "do": ("content.target",),
    "undergo": ("agent",),
    "praise": ("content.agent", "object", "for", "content.target"),
    "condemn": ("content.agent", "object", "against", "on", "at", "over", "of"),
    "fail": ("content.target", "with", "to", "object"),
}


def _only_asks(frame: Frame) -> bool:
    """A question ("asked whether")."""
    words = (c for comp in frame.comps for c in comp.children)
    return any(c.lower_ in ("whether", "if") or c.tag_ in ("WRB", "WP", "WDT") for c in words)


def _only_looks(frame: Frame, entry: Entry) -> bool:
    """The word of a stance that takes none: "at the *end* of a siege", "talks *aimed* at", "*have* to go"."""
    word = frame.token
    if frame.kind == "noun" and entry.stance == "threaten":  # "the threat posed by mines"
        return any(c.dep_ == "acl" and c.lemma_ == "pose" for c in word.children)
    if frame.kind == "noun":
        return (
            entry.stance == "reduce"
            and word.dep_ == "pobj"
            and word.head.lower_ in ("at", "on", "by", "until", "since")
        )
    if entry.stance == "intent" and word.lemma_ in ("aim", "intend", "mean") and not frame.get("agent"):
        return frame.passive or (word.dep_ == "acl" and word.tag_ == "VBN")
    passive = any(c.dep_ == "nsubjpass" for comp in frame.comps for c in comp.children)
    if passive and {word.lemma_, word.lower_} & HOPING:
        return True  # "hopes that sanctions will be lifted": somebody else is to
    if word.lemma_ == "have":
        return any(is_infinitive(c) for c in frame.comps)
    return entry.stance == "undergo" and frame.passive and word.lemma_ == "see"


def _spent(frame: Frame) -> list[Token]:
    """ "ended 22 years of occupation": what the time was filled with."""
    times = [c for c in frame.token.children if c.dep_ == "dobj" and is_time(c)]
    preps = [c for t in times for c in t.children if c.dep_ == "prep" and c.lower_ == "of"]
    return [c for prep in preps for c in prep.children if c.dep_ == "pobj"]


def _purposes(frame: Frame, entry: Entry) -> list[Token]:
    """What was parsed as a purpose: "called on Syria to stop", "voted on Monday to cut aid"."""
    clauses = [c for c in frame.token.children if c.dep_ == "advcl" and is_infinitive(c)]
    if entry.stance in ("appeal", "demand"):
        return clauses
    resolved = entry.stance in RESOLVED or frame.token.lemma_ in VOTING
    if not resolved or frame.comps:
        return []
    return [c for c in clauses if not any(g.dep_ in SUBJECTS for g in c.children)]


def _only_claims(frame: Frame) -> bool:
    """A fact and no wish: "insists that X *is* a friend", "data suggest the militants *are* leaving"."""
    if not frame.comps or frame.token.lemma_ not in CLAIMING:
        return False
    verb = frame.comps[0]
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if is_subjunctive(verb) or not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children):
        return False
    return not any(a.lower_ in SHOULD | {"to", "be"} for a in auxiliaries) and (
        any(a.tag_ in FINITE or a.lower_ in WILL | WOULD | MAY for a in auxiliaries) or verb.tag_ in FINITE
    )


def _tells(verb: Token, deed: Token) -> bool:
    """ "They announced that Chad and Niger agreed ...": the deed's own subject does it, not who tells."""
    own = deed.dep_ == "ccomp" and any(c.dep_ in ("nsubj", "nsubjpass") for c in deed.children)
    return own and verb.lemma_ in TELLING and deed.head.i == verb.i and is_verb(deed)


def _witnesses(verb: Token, deed: Reading) -> bool:
    """ "The army confirmed the raid": it only says that there was one."""
    return verb.lemma_ in ATTESTING and not is_verb(deed.token) and deed.code.startswith(FORCE)


class Stances(Violence, Polarity):
    """Readings of the entries that have a stance: to accuse of, agree to, threaten with a content."""

    def _stance(self, frame: Frame, match: Match) -> Reading | None:
        entry = match.entry
        if entry.stance == "appeal" and frame.token.lemma_ == "ask" and _only_asks(frame):
            return None
        if entry.stance in ("appeal", "demand") and _only_claims(frame):
            return None
        if _only_looks(frame, entry) or any(is_verb(w) and negation(w) for w in match.words[1:]):
            return None  # "said X is not responsible"
        words = {t.i for t in match.words}
        for candidate in self._complements(frame, match):
            inner = self.reading(candidate)
            if (
                inner is None
                or candidate.i in words
                or (inner.entry.only_content and entry.stance in ("do", "undergo"))
                or (frame.token.lemma_ == "help" and inner.code.startswith("17"))  # to help to send home is no coercion
            ):
                continue
            inner = self._with_polarity(inner, entry.stance or "")
            code = None if inner is None else self.compose(entry.stance or "", inner.code)
            if inner is not None and code:
                return self._over(frame, match, inner, code)
        if entry.needs_content:
            return None
        sources = self._fill(frame, entry.source or SOURCE[frame.kind], match, words)
        slots = entry.target or STANCE_TARGETS.get(entry.stance or "", ())
        targets = self._fill(frame, tuple(s for s in slots if not s.startswith("content")), match, words, set(sources))
        if not targets and "content.agent" in slots:
            targets = self._clause_agents(frame, set(sources))
        if not targets and "content.target" in slots:
            targets = self._clause_objects(frame, set(sources))
        return Reading(
            frame.token, entry.code or "", entry.id, entry, sources, targets, words, (entry.stance or "",),
            specificity=match.specificity - 1,
        )  # fmt: skip

    def _clause_agents(self, frame: Frame, taken: set[Token]) -> list[Token]:
        """ "demanded that Iran stop": who the complement is about, when its content is not known."""
        for comp in frame.comps:
            if is_verb(comp):
                found = [t for t in self.frame(comp).get("agent") or self.frame(comp).get("object") if t not in taken]
                if found:
                    return found
        return []

    def _clause_objects(self, frame: Frame, taken: set[Token]) -> list[Token]:
        """ "threatened to turn Seoul into ashes": whom the complement is done to, when its content is not known."""
        own = {m.country for t in taken if (m := self.actor(t)) is not None}
        inner = [self.frame(comp) for comp in frame.comps if is_verb(comp)]
        fillers = [t for slot in ("object", "dative", "to", "with") for f in inner for t in f.get(slot)]
        return [t for t in fillers if (m := self.actor(t)) is not None and m.country not in (None, *own)]

    def _complements(self, frame: Frame, match: Match) -> list[Token]:
        """Where the stance's content may stand: clauses first, then nouns in its slots."""
        slots = match.entry.content or ("comp", "object", "to", "for", "on", "of", "in", "with", "against", "over")
        out: list[Token] = []
        for slot in slots:
            if slot == "comp" and frame.token.lemma_ == "be":  # "is to visit", not "were killed"
                out += [c for c in frame.comps if is_infinitive(c)]
            elif slot == "comp":
                out += frame.comps
                out += [c for comp in frame.comps for c in comp.children if c.dep_ == "conj" and is_verb(c)]
                out += _purposes(frame, match.entry)
            elif slot == "object" and match.objects:
                out += match.objects
            elif slot.startswith("object."):  # "found evidence *of torture*", "has no intention *of holding talks*"
                inner = [self.frame(t) for t in frame.get("object")]
                out += [t for f in inner for t in (f.comps if slot == "object.comp" else f.get(slot[7:]))]
                out += [t for f in inner for t in f.get(f"{slot[7:]}+")]
            else:
                out += frame.get(slot) + frame.get(f"{slot}+")
                out += [t for filler in frame.get(slot) for t in contents(self.lex, filler)]
                if slot == "object":
                    out += _spent(frame)
        return out

    def _over(self, frame: Frame, match: Match, inner: Reading, code: str) -> Reading:
        entry, stance = match.entry, match.entry.stance or ""
        words = {t.i for t in match.words}
        sources = self._fill(frame, entry.source or SOURCE[frame.kind], match, words, {inner.token})
        if stance == "intent" and frame.passive and not sources:
            sources = inner.sources  # "US aid pledged in May"
        slots = entry.target or STANCE_TARGETS.get(stance, ("content.target",))
        content = words | inner.words | {inner.token.i}
        same_deed = stance in ("do", "undergo")
        if same_deed:
            if stance == "undergo":
                victims = self._fill(frame, ("agent",), match, content)
                sources = self._fill(frame, entry.source or ("by", "from", "at"), match, content) or inner.sources
                sources = sources or self.frame(inner.token).get("from")  # "came under attack from X"
                targets = victims or inner.targets
            else:
                tells = inner.sources and _tells(frame.token, inner.token)
                if not sources or tells or _witnesses(frame.token, inner):
                    sources = inner.sources
                targets = self._do_targets(frame, match, inner, sources, content)
                if inner.symmetric:
                    sources, targets = self._both_sides(frame, sources, targets)
            code, told, consumed = self._by_bombers(sources, code, inner.rule)
            inner = replace(inner, rule=told, consumed=inner.consumed | consumed)
        else:
            targets = self._composed_targets(frame, match, inner, sources, slots, content)
            if stance in ("reduce", "yield") and frame.passive and not sources:
                sources = [t for t in inner.sources if t not in targets]  # "Dutch aid to Chad was cut"
            if stance == "refuse" and frame.passive and not sources and inner.code.startswith(ASKING):
                sources, targets = inner.targets, inner.sources  # "a plea to Rome was turned down"
        return Reading(
            frame.token,
            code,
            inner.rule if stance == "do" else f"{stance}:{entry.id}+{inner.rule}",
            inner.entry if same_deed else entry,
            sources,
            targets,
            words | (inner.words if stance == "do" else set()),
            inner.stances if stance == "do" else (stance, *inner.stances),
            inner.consumed | (set() if entry.keeps else {inner.token.i}),
            match.specificity + (inner.specificity if stance == "do" else 3),
            symmetric=inner.symmetric and same_deed,
            content=inner.code,
            about=inner.token,
        )

    def _do_targets(
        self, frame: Frame, match: Match, inner: Reading, sources: list[Token], content: set[int]
    ) -> list[Token]:
        """A light verb lends its own phrases to the noun ("launched an attack on Monday on the town")."""
        taken = set(sources)
        own = [t for t in inner.targets if t not in taken]
        if own or inner.entry.no_target:
            return own
        slots = tuple(
            s for s in (inner.entry.target or VERB_TARGETS) if s not in ("object", "of", "mod") and "." not in s
        )
        fallback = ("dative", "against", "on", "with", "to", "at", "into")
        return self._fill(frame, slots, match, content, taken) or self._fill(frame, fallback, match, content, taken)

    def _composed_targets(
        self,
        frame: Frame,
        match: Match,
        inner: Reading,
        sources: list[Token],
        slots: tuple[str, ...],
        content: set[int],
    ) -> list[Token]:
        taken = set(sources)
        for slot in slots:
            if slot == "content.target":
                found = [t for t in inner.targets if t not in taken]
            elif slot == "content.agent":
                found = [t for t in inner.sources if t not in taken]
            elif slot == "content":
                found = [inner.token]
            else:
                found = self._fill(frame, (slot,), match, content | inner.consumed, taken)
            found = [t for t in found if t.i not in content]
            if found:
                return found
        return []
