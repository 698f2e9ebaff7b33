"""Predicates with their arguments in voice-neutral slots, read from the dependency parse.

A frame's slots are ``agent`` (who does), ``object`` (to whom or what), ``dative``, ``attr``, one slot a preposition
(``to``, ``with``, ``against`` ...), and for nouns ``poss`` and ``mod``. ``comps`` are its clausal complements.
Labels are ClearNLP's, as the English spaCy models give them.
"""

from dataclasses import dataclass, field

from spacy.tokens import Token

from eventcoder.actions.subjects import (
    OBJECT_ORIENTED,
    PASSIVES,
    RELATIVE,
    SUBJECTS,
    antecedent,
    conjuncts,
    is_infinitive,
    is_passive,
    is_time,
    is_verb,
    surface_subject,
)

ATTENDED = frozenset(("media", "press", "news"))  # "a media visit" is one they follow, not one they make
MEASURES = frozenset("half third quarter percent % point vote margin".split())
MODIFIERS = ("amod", "compound", "nmod")
NATIONS = ("GPE", "NORP")  # of the whole phrase, also where the parse hangs them on its first noun
CLAUSAL = {"xcomp", "ccomp"}
# whose agent is not the doer of the deed they are said of ("an accusation denied by the ministry")
REACTING = frozenset(
    "deny reject dismiss refute condemn criticize criticise denounce welcome praise applaud support back oppose resist "
    "broker mediate monitor observe watch investigate probe report describe foil thwart prevent repel repulse halt "
    "stop end suspend cancel fear expect require seek demand urge survive face suffer spark trigger prompt provoke "
    "fuel cause overshadow inspire mark attend".split()
)


TAKING_PLACE = frozenset(
    "be take begin start open reopen resume hold continue proceed occur happen conduct end conclude break collapse "
    "stall go schedule plan arrange sign reach announce".split()
)
CIRCUMSTANCES = frozenset(  # "opened with the aim of ..." names no party
    "aim objective goal purpose view focus result word participation emphasis help hope intention ceremony call prayer "
    "speech address statement minute moment silence promise pledge agreement deal end start".split()
)
BARE = frozenset(("help", "let", "make", "have"))  # take an infinitive without "to": "helped Chad rebuild the dam"
# "were engaged in fighting": they fight; "are opposed to the plan": they oppose it
STATES = {"engage": "in", "involve": "in", "embroil": "in", "lock": "in", "oppose": "to", "commit": "to"}


@dataclass(slots=True)
class Frame:
    """One predicate: ``kind`` is verb, noun or adj, as in the patterns."""

    token: Token
    kind: str
    slots: dict[str, list[Token]] = field(default_factory=dict)
    comps: list[Token] = field(default_factory=list)
    passive: bool = False

    def get(self, slot: str) -> list[Token]:
        """The head tokens that fill a slot, in text order."""
        return self.slots.get(slot, [])

    def add(self, slot: str, tokens: list[Token]) -> None:
        """Put tokens into a slot, each once."""
        have = self.slots.setdefault(slot, [])
        have += [t for t in tokens if t not in have]


def _prepositions(token: Token, frame: Frame) -> None:
    """One slot a preposition; "in front of" and the like keep their last word's object."""
    for prep in token.children:
        if prep.dep_ not in ("prep", "agent", "dative", "prt") or prep.pos_ not in (
            "ADP",
            "SCONJ",
            "ADV",
            "VERB",
            "PART",
            "ADJ",
        ):
            continue
        name = "by" if prep.dep_ == "agent" else prep.lower_
        for child in prep.children:
            if child.lower_ == "front" and name == "in":
                frame.add("outside", [t for c in child.children if c.lower_ == "of" for t in _governed(c)])
            elif child.dep_ == "pobj" and not is_time(child):
                if name == "between":
                    frame.add(name, _parties(child))
                elif not (name == "by" and child.lemma_ in MEASURES):  # "was cut by half"
                    frame.add(name, conjuncts(child))
            elif child.dep_ == "pcomp":
                frame.comps.append(child)
                frame.add(f"{name}+", [child])
            elif child.dep_ == "prep" and name != "according":
                frame.add(child.lower_, _governed(child))


def _governed(prep: Token) -> list[Token]:
    return [t for c in prep.children if c.dep_ == "pobj" and not is_time(c) for t in conjuncts(c)]


def _two_kinds(noun: Token) -> list[Token]:
    """ "between rebel and army units": two sides, each named by a noun before the one noun."""
    found = conjuncts(noun)
    kinds = [c for c in noun.lefts if c.pos_ == "NOUN" and c.dep_ in ("nmod", "compound") and conjuncts(c) != [c]]
    return conjuncts(kinds[0]) if len(found) == 1 and kinds else found


def _parties(token: Token) -> list[Token]:
    """ "between the government of Chad and the rebels": the parse joins the second to the first's own phrase."""
    found = _two_kinds(token)
    if len(found) > 1:
        return found
    while len(found) == 1 and found[0].tag_ not in ("NNS", "NNPS"):
        inner = [c for p in found[-1].rights if p.dep_ == "prep" for c in p.rights if c.dep_ == "pobj"]
        if not inner:
            break
        joined = [t for c in inner for t in conjuncts(c)[1:]]
        if joined:
            return [token, *joined]
        found = inner[:1]
    return conjuncts(token)


def verb_frame(verb: Token) -> Frame:
    """The frame of a verb, its arguments where an active clause would have them."""
    frame = Frame(verb, "verb", passive=is_passive(verb) and not _is_state(verb))
    subject = surface_subject(verb)
    for child in verb.children:
        measured = child.dep_ == "npadvmod" and child.ent_type_ == "GPE" and child.i == verb.i + 1  # "to attack Haifa"
        if (child.dep_ in ("dobj", "attr", "oprd", "acomp") or measured) and not is_time(child):
            slot = "object" if child.dep_ == "dobj" or measured else child.dep_
            frame.add(slot, [antecedent(t) for t in conjuncts(child)])
        elif child.dep_ == "dative" and child.pos_ != "ADP":
            frame.add("dative", conjuncts(child))
        elif child.dep_ in CLAUSAL:
            frame.comps.append(child)
            if subject_inside := _small_subject(child):
                frame.add("object", subject_inside)
        elif child.dep_ == "dative":
            frame.add("to", [t for c in child.children if c.dep_ == "pobj" for t in conjuncts(c)])
    _prepositions(verb, frame)
    _conditions(verb, frame)
    _relative_gap(verb, frame)
    if frame.passive:
        if "object" in frame.slots:  # "was given weapons": the subject receives
            frame.add("dative", subject)
        else:
            frame.add("object", subject)
        frame.add("agent", frame.slots.pop("by", []) or _shared_agent(verb) or _by(verb))
    else:
        frame.add("agent", subject)
    _shared_object(verb, frame)
    return frame


def _conditions(verb: Token, frame: Frame) -> None:
    """ "will strike back if Iran attacks", "vowed to stay until Bonn apologises": on whom it depends."""
    for clause in (c for v in (verb, *frame.comps) for c in v.children if c.dep_ == "advcl" and is_verb(c)):
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "until", "should") for c in clause.lefts):
            frame.add("if", [t for c in clause.children if c.dep_ in SUBJECTS for t in conjuncts(c)])


def _is_state(verb: Token) -> bool:
    """ "were engaged in fighting" tells what they do, not what is done to them."""
    binding = STATES.get(verb.lemma_)
    return any(c.dep_ == "prep" and c.lower_ == binding for c in verb.rights) and not _by(verb)


def _small_subject(clause: Token) -> list[Token]:
    """The subject of a clause without a finite verb: "found *him* guilty", "demanded *support* to rebuild the port"."""
    words = list(clause.children)
    if clause.i < clause.head.i or any(c.dep_ == "mark" for c in words):
        return []
    infinitive = clause.tag_ == "VB" and (is_infinitive(clause) or clause.head.lemma_ in BARE)
    bare = clause.tag_ in ("VBG", "VBN") and not any(c.dep_ in ("aux", "auxpass") for c in words)
    if not (infinitive or bare or clause.pos_ == "ADJ"):
        return []
    return [t for c in words if c.dep_ in SUBJECTS and c.i > clause.head.i for t in conjuncts(c)]


def _shared_agent(verb: Token) -> list[Token]:
    """ "was arrested and charged by the police": the agent of the last joined passive is that of the first."""
    for child in verb.children:
        if child.dep_ == "conj" and is_verb(child) and is_passive(child):
            return _by(child) or _shared_agent(child)
        if child.dep_ == "conj" and not is_verb(child):  # "ten were held and rifles found by the police"
            return [t for c in child.subtree if c.dep_ == "acl" and c.tag_ == "VBN" for t in _by(c)]
    return []


def _by(verb: Token) -> list[Token]:
    """Whom the passive's "by" names."""
    preps = [c for c in verb.children if c.dep_ == "agent"] or _charged_by(verb)
    return [t for c in preps for g in c.children if g.dep_ == "pobj" for t in conjuncts(g)]


def _charged_by(verb: Token) -> list[Token]:
    """ "was accused of taking bribes by prosecutors": the last phrase, drawn to the deed, names the accuser."""
    if verb.lemma_ not in OBJECT_ORIENTED:
        return []
    deeds = [p for c in verb.rights if c.dep_ == "prep" for p in c.rights if p.dep_ == "pcomp"]
    return [c for deed in deeds for c in deed.rights if c.dep_ in ("prep", "agent") and c.lower_ == "by"]


def _relative_gap(verb: Token, frame: Frame) -> None:
    """ "the town (that) they attacked", "the town which the army said it had taken": the noun is the object."""
    if frame.passive or "object" in frame.slots:
        return
    outer = verb.head
    if verb.dep_ == "ccomp" and outer.dep_ == "relcl" and outer.lemma_ in ("say", "claim", "report", "announce"):
        if any(c.dep_ == "dobj" and c.tag_ in RELATIVE and c.i < outer.i for c in outer.children):
            frame.add("object", [outer.head])
        return
    if verb.dep_ != "relcl":
        return
    if any(c.dep_ in SUBJECTS and antecedent(c).i == c.i for c in verb.children):
        frame.add("object", [verb.head])


def _shared_object(verb: Token, frame: Frame) -> None:
    """ "attacked and destroyed the base": the first verb's object stands with the second."""
    if frame.passive or "object" in frame.slots or verb.pos_ != "VERB":
        return
    for child in verb.children:
        if child.dep_ == "conj" and is_verb(child) and child.i - verb.i <= 3 and not frame.comps:
            frame.add("object", [t for c in child.children if c.dep_ == "dobj" for t in conjuncts(c)])


def noun_frame(noun: Token) -> Frame:
    """The frame of an eventive noun: its possessor, modifiers, prepositional phrases and infinitives."""
    frame = Frame(noun, "noun")
    for child in noun.children:
        if child.dep_ == "poss":
            frame.add("poss", _joint_owner(noun, child) + [antecedent(t) for t in conjuncts(child)])
        elif child.dep_ in (*MODIFIERS, "npadvmod") and not is_time(child):
            if child.lower_ not in ATTENDED:
                frame.add("against" if _is_opposed(child) else "mod", conjuncts(child))
                if child.tag_ == "NNS":  # "the Swiss sanctions list"
                    frame.add("mod", [c for c in child.children if c.dep_ in MODIFIERS and c.ent_type_ in NATIONS])
        elif child.dep_ in ("acl", "relcl") and is_verb(child):
            if is_infinitive(child) or child.dep_ == "relcl":
                frame.comps.append(child)
            else:
                _participle(child, frame)
        elif child.dep_ in CLAUSAL:
            frame.comps.append(child)
    if noun.dep_ == "nsubj" and is_verb(noun.head):
        for child in noun.head.rights:
            if child.dep_ == "advcl" and child.lower_ == "involving":
                _participle(child, frame)
        if noun.head.lemma_ == "pit":  # "clashes pitted the army against rebels"
            pitted = [c for c in noun.head.rights if c.dep_ == "dobj"]
            pitted += [t for c in noun.head.rights if c.lower_ == "against" for t in c.rights if t.dep_ == "pobj"]
            frame.add("between", [t for c in pitted for t in conjuncts(c)])
    _prepositions(noun, frame)
    _told_apart(noun, frame)
    return frame


def _told_apart(noun: Token, frame: Frame) -> None:
    """ "Talks are under way *between* X and Y": the parties hang on the verb that says that it takes place."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ not in TAKING_PLACE:
        return
    for prep in verb.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("between", "among", "with") and not frame.get(prep.lower_):
            found = [t for c in prep.children if c.dep_ == "pobj" for t in _parties(c)]
            frame.add(prep.lower_, [t for t in found if t.lemma_ not in CIRCUMSTANCES])


def _joint_owner(noun: Token, owner: Token) -> list[Token]:
    """ "Powell and Ivanov's talks": the parse joins the talks, not the owner, to the first name."""
    first = noun.head
    if noun.dep_ != "conj" or first.pos_ != "PROPN" or owner.pos_ != "PROPN" or noun.pos_ != "NOUN":
        return []
    between = noun.doc[first.i + 1 : owner.left_edge.i]
    return [first] if [t.lower_ for t in between] in (["and"], [",", "and"]) else []


def _is_opposed(modifier: Token) -> bool:
    """ "Anti-government protests": those whom it is against."""
    doc, i = modifier.doc, modifier.i
    return i >= 2 and doc[i - 1].text in ("-", "–") and doc[i - 2].lower_ == "anti"


def _participle(verb: Token, frame: Frame) -> None:
    """ "an attack carried out by X on Y": the participle's phrases belong to the noun."""
    for prep in verb.children:
        if (
            prep.dep_ == "prep" and prep.lower_ == "on" and verb.lemma_ in ("blame", "pin")
        ):  # "attacks blamed on rebels"
            frame.add("by", [t for c in prep.children if c.dep_ == "pobj" for t in conjuncts(c)])
        elif prep.dep_ in ("prep", "agent") and not (prep.lower_ == "by" and verb.lemma_ in REACTING):
            found = [t for c in prep.children if c.dep_ == "pobj" and not is_time(c) for t in conjuncts(c)]
            frame.add(prep.lower_, found)
        elif prep.dep_ == "dobj" and verb.tag_ == "VBG":
            found = conjuncts(prep)
            frame.add("between" if verb.lower_ == "involving" and len(found) > 1 else "object", found)


def adjective_frame(adj: Token) -> Frame:
    """The frame of a predicate adjective ("is ready to help Ukraine")."""
    frame = Frame(adj, "adj")
    if adj.dep_ in ("acomp", "oprd", "attr") and is_verb(adj.head):
        frame.add("agent", surface_subject(adj.head))
        frame.comps += [c for c in adj.head.children if c.dep_ == "xcomp" and c.i > adj.i]
    elif adj.dep_ == "amod":
        frame.add("agent", [adj.head])
    else:  # "is committed to peace", parsed as an adjective with its own subject
        frame.add("agent", [t for c in adj.lefts if c.dep_ in SUBJECTS | PASSIVES for t in conjuncts(c)])
    frame.comps += [c for c in adj.children if c.dep_ in CLAUSAL]
    _prepositions(adj, frame)
    return frame


def frame_of(token: Token) -> Frame:
    """The frame of any predicate."""
    if is_verb(token):
        return verb_frame(token)
    return adjective_frame(token) if token.pos_ == "ADJ" else noun_frame(token)
