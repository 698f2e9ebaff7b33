"""Who did violence to whom: weapons, sites and what was hit do none; a raid that killed six is one deed."""

from spacy.tokens import Token

from eventcoder.actions.frames import Frame
from eventcoder.actions.reading import VIOLENT, Reading
from eventcoder.actions.slots import Slots
from eventcoder.actions.subjects import SUBJECTS, is_verb

WEAPONS = frozenset("artillery mortar rocket missile tank drone gun bomb shell cannon howitzer grenade".split())
HARM = ("171", "180", "182", "183", "185", "186", "190", "193")  # what a fight or an explosion does to its victims


def _when(verb: Token) -> bool:
    """ "when a bomb exploded" """
    return is_verb(verb) and any(c.lower_ in ("when", "after", "as") and c.i < verb.i for c in verb.children)


def _joined(verb: Token) -> list[Token]:
    """The verbs joined to one, also where the parse hangs them on a noun ("killed and ten others injured in ...")."""
    found = [c for c in verb.children if c.dep_ == "conj"]
    found += [g for s in verb.children for c in (s, *s.children) if c.dep_ == "conj" for g in c.children]
    return [t for t in found if is_verb(t) and t.dep_ in ("conj", "acl")]


def armless(tokens: list[Token]) -> list[Token]:
    """Without the weapon in "artillery fire", which is nobody."""
    return [t for t in tokens if t.dep_ != "compound" or t.lower_ not in WEAPONS]


def _governors(noun: Token) -> list[Token]:
    """The nouns whose phrases a noun stands in: for "school", "attack" in "an attack near a school"."""
    out: list[Token] = []
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
        out.append(noun)
    return out


class Violence(Slots):
    """Doers and victims of force."""

    def _perpetrators(self, frame: Frame, sources: list[Token], code: str) -> list[Token]:
        """Who may have done violence: not the town in "the Mumbai attacks", not what "was hit, killing two"."""
        sources = armless(sources)
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
        sites += [t for t in sources if t.dep_ == "compound" and self._is_seat(t)]
        return [t for t in sources if t not in sites], sites

    def _is_seat(self, token: Token) -> bool:
        """ "The Capitol attack": what is named by its building."""
        mention = self.actor(token)
        if token.pos_ != "PROPN" or mention is None or mention.kind not in ("organisation", "group"):
            return False
        return mention.sector in ("LEG", "GOV")

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
        if above is None or act is None or not act.code.startswith(("175", *VIOLENT)):
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
            if inner is not None and inner.code.startswith(("175", *VIOLENT)):
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
