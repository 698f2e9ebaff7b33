"""What each predicate says: content patterns, the stances above them, and who takes part.

A reading carries a CAMEO code, or a content without a code of its own (``crime``), with the tokens of its
participants. Stances fold over the reading of their complement through ``compose.yaml`` (DESIGN: stance x content).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from eventcoder.actions.frames import Frame, frame_of
from eventcoder.actions.lexicon import SOURCE, Entry, Lexicon, Match, contents, lexicon, matches
from eventcoder.actions.scope import MAY, SHOULD, WILL, WOULD, Scope, scope
from eventcoder.actions.subjects import SUBJECTS, is_infinitive, is_time, is_verb
from eventcoder.actors.participants import participant
from eventcoder.records import ActorMention

VERB_TARGETS = ("object", "against", "on", "with", "to", "at", "dative", "into", "in", "from", "for")
NOUN_TARGETS = ("on", "against", "to", "with", "of", "at", "into", "in", "for", "from", "mod")
THINKING = frozenset(
    "regard see call consider describe mention remember recall view cite fear expect know note understand like "
    "love watch cover report predict avoid escape survive flee follow study film record mark discuss debate ignore "
    "need want await oppose".split()
)
TELLING = frozenset("announce disclose declare reveal reaffirm reiterate repeat signal underline".split())
REFLEXIVE = frozenset("itself himself herself themselves ourselves myself yourself".split())
LENDING = ("NOUN", "PROPN", "VERB")  # words of a phrase whose own phrases are the whole phrase's
ASKING = ("02", "10")
MEETINGS = ("04",)
CLAIMING = frozenset(["insist", "suggest", "advise", "plead"])  # with a fact they claim, with a wish they ask
FINITE = ("VBZ", "VBP", "VBD")
PROTEST = ("141", "144", "145")  # such nouns stand for the crowd
WEAPONS = frozenset("artillery mortar rocket missile tank drone gun bomb shell cannon howitzer grenade".split())
FORCEFUL = ("18", "19", "20")
DECIDED = ("08", "12", "16", "17")  # who decides on these has done them: to suspend, cancel, ban, lift
HARM = ("171", "180", "182", "183", "185", "186", "190", "193")  # what a fight or an explosion does to its victims
STANCE_TARGETS: dict[str, tuple[str, ...]] = {
    "intent": ("dative", "to", "content.target", "with", "object", "for"),
    "decide": ("content.target", "to", "with", "on"),
    "appeal": ("object", "dative", "on", "to", "from", "with", "content.agent", "content.target"),
    "demand": ("object", "dative", "on", "to", "from", "of", "content.agent", "content.target"),
    "refuse": ("content.agent", "content.target", "to", "with", "from", "object", "of"),
    "threaten": ("content.target", "dative", "object", "against", "to", "with", "of"),
    "reduce": ("content.target", "to", "with", "against", "on", "for", "content.agent", "object", "from"),
    "yield": ("content.target", "to", "on", "against", "for", "content.agent", "object", "from", "with"),
    "accuse": ("object", "on", "against", "of", "content.agent", "content.target"),
    "deny": ("content.target", "content.agent", "object", "to"),
    "claim": ("content.target", "object", "for"),
    "consider": ("content.target", "object", "with"),
    "do": ("content.target",),
    "undergo": ("agent",),
    "praise": ("content.agent", "object", "for", "content.target"),
    "condemn": ("content.agent", "object", "against", "on", "at", "over", "of"),
    "fail": ("content.target", "with", "to", "object"),
}


@dataclass(slots=True)
class Reading:
    """One meaning of a predicate. ``sources`` and ``targets`` are head tokens; ``words`` the trigger's tokens."""

    token: Token
    code: str
    rule: str
    entry: Entry
    sources: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    stances: tuple[str, ...] = ()
    consumed: set[int] = field(default_factory=set)
    specificity: int = 0
    symmetric: bool = False
    doubtful: bool = False
    uttered: Token | None = None  # the word of saying, where to say it is the act ("said it would ...")
    deed: Token | None = None  # the fight or attack that did a harm
    content: str = ""  # the code of what the outermost stance is about


def _nobody_else(token: Token) -> bool:
    """A time, or the doer again ("committed itself to ...")."""
    return is_time(token) or token.lower_ in REFLEXIVE


def _when(verb: Token) -> bool:
    """ "when a bomb exploded" """
    return is_verb(verb) and any(c.lower_ in ("when", "after", "as") and c.i < verb.i for c in verb.children)


def _joined(verb: Token) -> list[Token]:
    """The verbs joined to one, also where the parse hangs them on a noun ("killed and ten others injured in ...")."""
    found = [c for c in verb.children if c.dep_ == "conj"]
    found += [g for s in verb.children for c in (s, *s.children) if c.dep_ == "conj" for g in c.children]
    return [t for t in found if is_verb(t) and t.dep_ in ("conj", "acl")]


def _armless(tokens: list[Token]) -> list[Token]:
    """Without the weapon in "artillery fire", which is nobody."""
    return [t for t in tokens if t.dep_ != "compound" or t.lower_ not in WEAPONS]


def _governors(noun: Token) -> list[Token]:
    """The nouns whose phrases a noun stands in: for "school", "attack" in "an attack near a school"."""
    out: list[Token] = []
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
        out.append(noun)
    return out


def _only_asks(frame: Frame) -> bool:
    """A question ("asked whether")."""
    words = (c for comp in frame.comps for c in comp.children)
    return any(c.lower_ in ("whether", "if") or c.tag_ in ("WRB", "WP", "WDT") for c in words)


def _only_looks(frame: Frame, entry: Entry) -> bool:
    """The word of a stance that takes none: "at the *end* of a siege", "talks *aimed* at", "*have* to go"."""
    word = frame.token
    if frame.kind == "noun":
        return (
            entry.stance == "reduce"
            and word.dep_ == "pobj"
            and word.head.lower_ in ("at", "on", "by", "until", "since")
        )
    if word.dep_ == "acl" and word.tag_ == "VBN" and not frame.get("agent"):
        return entry.stance == "intent" and word.lemma_ in ("aim", "intend", "mean")
    if word.lemma_ == "have":
        return any(is_infinitive(c) for c in frame.comps)
    return entry.stance == "undergo" and frame.passive and word.lemma_ == "see"


def _only_claims(frame: Frame) -> bool:
    """A fact and no wish: "insists that X *is* a friend", "data suggest the militants *are* leaving"."""
    if not frame.comps or frame.token.lemma_ not in CLAIMING:
        return False
    verb = frame.comps[0]
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children):
        return False
    return not any(a.lower_ in SHOULD | {"to", "be"} for a in auxiliaries) and (
        any(a.tag_ in FINITE or a.lower_ in WILL | WOULD | MAY for a in auxiliaries) or verb.tag_ in FINITE
    )


def opponents(fight: Reading) -> list[Token]:
    """Those whom a fight is said to be with: "killed in clashes with X", not "in strikes on X"."""
    if fight.symmetric:
        return fight.targets
    return [t for t in fight.targets if t.head.lower_ in ("with", "against", "between")]


def _tells(verb: Token, deed: Token) -> bool:
    """ "They announced that Chad and Niger agreed ...": the deed's own subject does it, not who tells."""
    own = deed.dep_ == "ccomp" and any(c.dep_ in ("nsubj", "nsubjpass") for c in deed.children)
    return own and verb.lemma_ in TELLING and deed.head.i == verb.i and is_verb(deed)


def _holds(mention: ActorMention, spec: str) -> bool:
    code = mention.code or ""
    if spec == "any":
        return mention.code is not None
    if spec == "state":
        return bool(code) and (len(code) == 3 or mention.sector == "GOV" or code[:3] == "IGO")
    return spec in (mention.sector, code[:3], mention.kind) or (mention.sector is not None and code[6:9] == spec)


class Interpreter:
    """Reads the predicates of one doc; keeps frames and readings."""

    def __init__(
        self, doc: Doc, lex: Lexicon | None = None, who: Callable[[Doc, Token], ActorMention | None] | None = None
    ):
        self.doc = doc
        self.lex = lex or lexicon()
        self.who = who or participant
        self._frames: dict[int, Frame] = {}
        self._readings: dict[int, Reading | None] = {}
        self._actors: dict[int, ActorMention | None] = {}

    def actor(self, token: Token) -> ActorMention | None:
        """The actor a token stands for."""
        if token.i not in self._actors:
            self._actors[token.i] = self.who(self.doc, token)
        return self._actors[token.i]

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

    def _best(self, token: Token) -> Reading | None:
        best: Reading | None = None
        frame = self.frame(token)
        for match in matches(self.lex, frame, self.sector_holds):
            found = self._stance(frame, match) if match.entry.stance else self._content(frame, match)
            if found is not None and (best is None or found.specificity > best.specificity):
                best = found
        return best

    # -- contents ---------------------------------------------------------------------------------------------

    def _content(self, frame: Frame, match: Match) -> Reading | None:
        entry, code = match.entry, match.entry.code or ""
        if entry.symmetric and frame.passive and frame.token.lemma_ == "meet":  # "was met with anger"
            return None
        kind = frame.kind
        words = {t.i for t in match.words}
        sources = self._fill(frame, entry.source or SOURCE[kind], match, words)
        defaults = VERB_TARGETS if kind == "verb" else NOUN_TARGETS
        targets = [] if entry.no_target else self._fill(frame, entry.target or defaults, match, words, set(sources))
        if entry.symmetric or (kind == "noun" and len(frame.get("between")) > 1):
            sources, targets = self._both_sides(frame, sources, targets)
        if kind == "noun" and code.startswith(MEETINGS):
            sources, targets = self._at_a_meeting(frame.token, sources, targets)
        if not sources and kind == "noun" and code.startswith(PROTEST):
            sources = [frame.token]
        if frame.token.dep_ == "amod" and code.startswith(MEETINGS) and not targets:
            targets = self._host(frame.token, sources)
        if not sources and kind == "noun":
            sources = self._borrowed_agent(frame.token, set(targets))
        rule = entry.id
        consumed: set[int] = set()
        deed = frame.token if kind == "noun" else None
        if code.startswith(FORCEFUL):
            deed = deed or next((t for t in frame.get("agent") if t.pos_ == "NOUN" and self.lex.knows(t)), None)
            sources, sites = self._sites(self._perpetrators(frame, sources, code))
            targets = _armless(targets) or (sites if kind == "noun" else [])
            code, rule, consumed = self._by_bombers(sources, code, rule)
        if kind == "verb" and code.startswith(HARM):
            fight = self._fight(frame, sources, set(targets))
            if fight is not None:
                code, rule, deed = fight.code, f"{entry.id}+{fight.rule}", fight.token
                if not (fight.sources and fight.targets):  # with both its sides named it is an event of its own
                    consumed |= {fight.token.i}
                sources = [
                    t
                    for t in fight.sources or (opponents(fight) if fight.symmetric or not sources else [])
                    if t not in targets and not self._is_place(t)
                ]
        return Reading(
            frame.token, code, rule, entry, sources, targets, words, consumed=consumed,
            specificity=match.specificity, symmetric=entry.symmetric, deed=deed,
        )  # fmt: skip

    def _host(self, visiting: Token, taken: list[Token]) -> list[Token]:
        """ "The premier told the visiting president": whom the guest visits."""
        guest = next((t for t in visiting.ancestors if t.dep_ not in ("compound", "nmod")), visiting)
        return [t for t in self.frame(guest.head).get("agent") if t not in (guest, *taken)]

    def _perpetrators(self, frame: Frame, sources: list[Token], code: str) -> list[Token]:
        """Who may have done violence: not the town in "the Mumbai attacks", not what "was hit, killing two"."""
        sources = _armless(sources)
        if frame.kind == "noun":
            return [t for t in sources if t.dep_ != "compound" or (m := self.actor(t)) is None or m.kind != "place"]
        verb = frame.token
        while verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in SUBJECTS for c in verb.children):
            verb = verb.head
        outer = self._hurt_by(verb) if code.startswith(HARM) or verb.dep_ == "advcl" else None
        if outer is not None:
            return list(outer.get("agent")) if outer.passive or verb.dep_ == "acl" else sources
        return sources

    def _sites(self, sources: list[Token]) -> tuple[list[Token], list[Token]]:
        """ "The embassy bombing": what stands in a place is attacked, and attacks nobody."""
        places = self.lex.classes.get("buildings", frozenset()) | self.lex.classes.get("settlement", frozenset())
        sites = [
            t
            for t in sources
            if t.dep_ in ("compound", "nmod")
            and t.lemma_.lower() in places
            and ((m := self.actor(t)) is None or m.sector != "REB")  # "a car bomb" is its bomber's
        ]
        return [t for t in sources if t not in sites], sites

    def _hurt_by(self, verb: Token) -> Frame | None:
        """The frame of the act whose harm a participle tells: "was hit, injuring 35", "struck a base killing two"."""
        if any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        if verb.dep_ == "advcl" and is_verb(verb.head):
            return self.frame(verb.head)
        if verb.dep_ != "acl" or verb.tag_ != "VBG":
            return None
        above = next((t for t in verb.ancestors if is_verb(t)), None)
        act = self.reading(above) if above is not None else None
        if above is None or act is None or not act.code.startswith(("175", "18", "19", "20")):
            return None
        noun = verb.head
        while noun.dep_ in ("pobj", "prep", "conj", "appos"):
            noun = noun.head
        return self.frame(above) if noun.dep_ in ("dobj", "nsubjpass") or noun.i == above.i else None

    def _fight(self, frame: Frame, sources: list[Token], taken: set[Token]) -> Reading | None:
        """The deed that did the harm: "a raid that killed six", "were killed in clashes with X"."""
        candidates = list(sources)
        if any(c.lower_ in ("which", "that") and c.dep_ == "nsubj" for c in frame.token.children):
            candidates += [t for s in sources for t in _governors(s)]
        if not sources:
            verbs = [frame.token, *_joined(frame.token)]
            slots = ("in", "during", "after", "from", "when")
            candidates += [t for v in verbs for slot in slots for t in self.frame(v).get(slot)]
            then = [c for v in verbs for c in v.children if c.dep_ == "advcl" and _when(c)]
            candidates += [t for c in then for t in (c, *c.lefts)]
        for noun in candidates:
            if noun.pos_ not in ("NOUN", "VERB") or noun in taken:
                continue
            inner = self.reading(noun)
            if inner is not None and inner.code.startswith(("175", "18", "19", "20")):
                return inner
        return None

    def _by_bombers(self, sources: list[Token], code: str, rule: str) -> tuple[str, str, set[int]]:
        """ "Two suicide bombers carried out an attack": who they are says how it was done."""
        for token in sources:
            inner = self.reading(token) if code.startswith(("180", "190")) else None
            if inner is not None and inner.code.startswith("183"):
                return inner.code, f"{rule}+{inner.rule}", {token.i}
        return code, rule, set()

    def _is_place(self, token: Token) -> bool:
        """A site, or the seat of somebody who does not act here ("near a school that killed four")."""
        mention = self.actor(token)
        return mention is not None and mention.kind == "place"

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

    def _is_person(self, token: Token) -> bool:
        mention = self.actor(token)
        return mention is not None and bool(mention.code) and mention.kind in ("person", "role", "pronoun")

    def _borrowed_agent(self, noun: Token, taken: set[Token]) -> list[Token]:
        """ "is prolonging sanctions": the subject of a verb without a meaning of its own here does the noun's deed."""
        verb = noun.head
        if noun.dep_ != "dobj" or not is_verb(verb) or verb.lemma_ in THINKING or self.lex.knows(verb):
            return []
        return [t for t in self.frame(verb).get("agent") if t not in taken]

    def _both_sides(self, frame: Frame, sources: list[Token], targets: list[Token]) -> tuple[list[Token], list[Token]]:
        """ "talks between A and B": the first is the source, the rest are targets."""
        between = frame.get("between") or frame.get("among")
        if between:  # of three each met each
            return (between[:1], between[1:]) if len(between) == 2 else (between, [])
        if not targets and len(sources) > 1:
            return sources[:1], sources[1:]
        return sources, targets

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
                fillers = [f for t in frame.get(outer) for f in self.frame(t).get(inner)]
            else:
                fillers = list(match.objects) if slot == "object" and match and match.objects else frame.get(slot)
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

    # -- stances ----------------------------------------------------------------------------------------------

    def _stance(self, frame: Frame, match: Match) -> Reading | None:
        entry = match.entry
        if entry.stance == "appeal" and frame.token.lemma_ == "ask" and _only_asks(frame):
            return None
        if entry.stance in ("appeal", "demand") and _only_claims(frame):
            return None
        if _only_looks(frame, entry):
            return None
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
            code = None if inner is None else self._compose(entry.stance or "", inner.code)
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
        fillers = [t for comp in frame.comps if is_verb(comp) for t in self.frame(comp).get("object")]
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
                if match.entry.stance in ("appeal", "demand"):  # "called on Syria to stop", parsed as a purpose
                    out += [c for c in frame.token.children if c.dep_ == "advcl" and is_infinitive(c)]
            elif slot == "object" and match.objects:
                out += match.objects
            else:
                out += frame.get(slot) + frame.get(f"{slot}+")
                out += [t for filler in frame.get(slot) for t in contents(self.lex, filler)]
        return out

    def _with_polarity(self, inner: Reading, stance: str) -> Reading | None:
        """ "agreed not to attack" is an agreement to stop attacking, "announced it will attack" no attack."""
        mood = scope(inner.token)
        negated = mood.mood == "negated" or mood.negated
        if not negated:
            told = stance == "do" and is_verb(inner.token)
            if told and mood.mood == "modal":
                return None
            told = told and mood.mood in ("will", "would")
            return self.with_mood(inner, Scope("will", mood.cue)) if told else inner
        code = self._compose("refuse" if mood.mood == "will" else "reduce", inner.code)
        return replace(inner, code=code) if code else None

    def _compose(self, stance: str, code: str) -> str | None:
        """The code of a stance towards a content: the longest prefix in the table decides."""
        if stance == "decide":
            stance = "do" if code.startswith(DECIDED) else "intent"
        table = self.lex.compose.get(stance)
        if table is None:
            return code
        key = code
        while key:
            if key in table:
                return table[key]
            key = key[:-1] if key.isdigit() else ""
        return table.get("*")

    def _over(self, frame: Frame, match: Match, inner: Reading, code: str) -> Reading:
        entry, stance = match.entry, match.entry.stance or ""
        words = {t.i for t in match.words}
        sources = self._fill(frame, entry.source or SOURCE[frame.kind], match, words, {inner.token})
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
                if not sources or (inner.sources and _tells(frame.token, inner.token)):
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

    # -- moods as stances -------------------------------------------------------------------------------------

    def with_mood(self, reading: Reading, mood: Scope, speaker: list[Token] | None = None) -> Reading | None:
        """ "will" makes an intent or a threat, "will not" a refusal, "should" an appeal by the speaker."""
        stance = {
            "accuse": "accuse",
            "will": "intent",
            "should": "demand" if mood.cue is not None and mood.cue.lower_ == "must" else "appeal",
        }[mood.mood]
        if mood.mood == "will" and mood.negated:
            stance = "refuse"
        code = reading.code
        if mood.mood == "should" and mood.negated:
            code = self._compose("reduce", code) or ""
        composed = self._compose(stance, code) if code else None
        if composed is None:
            return None
        out = replace(
            reading, code=composed, rule=f"{stance}:{mood.cue}+{reading.rule}", stances=(stance, *reading.stances)
        )
        if mood.mood in ("should", "accuse"):
            asked = [*reading.sources, *reading.targets] if reading.symmetric else reading.sources or reading.targets
            out.targets, out.sources = asked, list(speaker or [])
            out.symmetric = False
        return out
