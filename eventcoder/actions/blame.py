"""Blame in what somebody says: "Paris said Moscow was meddling in ...", "the move is illegal, Minsk said".

The wrongs are contents that tell no event by themselves (``contents.yaml``: ``crime``, ``wrong``, ``neglect``). Told of
the other side by somebody who takes part in politics they are an accusation or a rebuke of it. Reports of deeds
("Kyiv said Moscow shelled ...") are none, unless the word of saying doubts or the deed is called by a bad name.
"""

from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.participants import people
from eventcoder.actions.reading import FORCE, Reading
from eventcoder.actions.reports import Report
from eventcoder.actions.scope import Scope, scope
from eventcoder.actions.subjects import is_verb, surface_subject
from eventcoder.records import ActorMention

WRONGS = ("crime", "corruption", "abuse", "aggression", "warcrime", "espionage", "wrong", "neglect")
NAMED = ("111", "13", "15", *FORCE)  # "is a threat to ...", "was an attack on democracy": the deed by a bad name
HOSTILE = ("13", "16", *FORCE)
ALLEGING = frozenset("claim allege charge accuse complain contend".split())
BEING = frozenset("be remain constitute represent become amount".split())
YIELDING = frozenset("vow promise pledge admit acknowledge confess predict".split())  # tell of one's own deeds
DEEDS = frozenset(
    "it this that move step act action decision measure statement remark comment claim law bill visit".split()
)
IT = ("it", "this", "that")
BRANDING = frozenset("deliberately indiscriminately brutally treacherously cynically savagely barbarically".split())
OPPOSED = frozenset(("OPP", "REB", "PTY", "CVL", "EDU", "LAB", "MED", "REL", "ELI", "LEG"))


def blamed(reader: Interpreter, reading: Reading, mood: Scope, report: Report | None) -> Reading | None:
    """The accusation or rebuke that a wrong becomes in its speaker's mouth; None where it is none."""
    if report is None or not report.speakers or not _may_blame(report.speaker_mention):
        return None
    if report.verb.lemma_ in YIELDING:
        return None
    wrong, culprits = _wrong(reader, reading, mood)
    if not wrong:
        return None
    other = [t for t in culprits if _other_side(report.speaker_mention, _who(reader, t, report))]
    code = reader.compose("accuse", wrong)
    if not code or not (other or _points_back(reader, culprits)):
        return None
    rule = f"blame:{'quote' if report.quoted else report.verb.lemma_}+{reading.rule}"
    return replace(
        reading, code=code, rule=rule, sources=report.speakers, targets=other, stances=("accuse", *reading.stances),
        uttered=report.uttered,
    )  # fmt: skip


def _wrong(reader: Interpreter, reading: Reading, mood: Scope) -> tuple[str, list[Token]]:
    """The wrong that is told, and the words for whom it is told of."""
    head = reading.token
    if head.dep_ in ("relcl", "acl") or head.head.dep_ == "relcl":  # it only says of whom the talk is
        return "", []
    if head.dep_ == "pcomp" and head.head.lower_ == "for":  # "sanctions imposed for meddling": not by who imposed them
        return "", []
    if reading.code == "conduct" and mood.mood == "negated":  # "did not keep to the truce"
        return ("neglect", reading.sources) if any(c.lemma_ in ("do", "have") for c in head.lefts) else ("", [])
    slight = head.dep_ == "attr" and reading.code.startswith(NAMED)
    if mood.mood != "asserted" or not (slight or reading.code in WRONGS):
        return "", []
    if is_verb(head):
        return reading.code, reading.sources
    if head.dep_ == "amod" and head.head.dep_ == "attr" and head.head.lemma_ in DEEDS:  # "is a reckless move by Minsk"
        deed, verb = reader.frame(head.head), head.head.head
        doers = deed.get("by") + deed.get("poss") + deed.get("of")
        if verb.lemma_ in BEING and scope(verb).mood == "asserted":
            return reading.code, doers or [t for t in surface_subject(verb) if t.i != head.head.i]
        return "", []
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "to" else head.head
    if head.dep_ not in ("attr", "acomp", "pobj", "dobj") or verb.lemma_ not in BEING or scope(verb).mood != "asserted":
        return "", []
    return "wrong" if slight else reading.code, [t for t in surface_subject(verb) if t.i != head.i]


def _who(reader: Interpreter, token: Token, report: Report) -> ActorMention | None:
    taken = [report.speaker_mention] if report.speaker_mention is not None else []
    return next(iter(people(reader, [token], taken)), None)


def _points_back(reader: Interpreter, culprits: list[Token]) -> bool:
    """ "It is illegal", "the move was a mistake": of what the article told before."""
    return bool(culprits) and all(t.lower_ in DEEDS and (t.lower_ in IT or not _code(reader, t)) for t in culprits)


def _code(reader: Interpreter, token: Token) -> str | None:
    mention = reader.actor(token)
    return mention.code if mention is not None else None


def _may_blame(speaker: ActorMention | None) -> bool:
    return speaker is not None and bool(speaker.code) and speaker.sector != "MED"


def _other_side(speaker: ActorMention | None, culprit: ActorMention | None) -> bool:
    """Another country or body than the speaker's, or at home a government and those who are not of it."""
    if speaker is None or culprit is None or not culprit.code or not speaker.code:
        return False
    if culprit.code[:3] != speaker.code[:3]:
        return True
    sectors = {speaker.sector, culprit.sector}
    return len(sectors) == 2 and bool(sectors & OPPOSED)


def alleged(reader: Interpreter, reading: Reading, mood: Scope, report: Report | None) -> Reading | None:
    """ "The governor claimed that Latvia was closing the border": beside the deed, an accusation of it."""
    branded = reading.code.startswith(FORCE) and any(c.lower_ in BRANDING for c in reading.token.children)
    if report is None or mood.mood != "asserted" or not (branded or report.verb.lemma_ in ALLEGING):
        return None
    if not reading.code.startswith(HOSTILE) or not _may_blame(report.speaker_mention):
        return None
    told = replace(reading, code=reading.content or "190") if reading.code[:2] == "13" else reading
    named = [t for t in reading.sources if t.pos_ != "PRON"]
    other = [t for t in named if _other_side(report.speaker_mention, _who(reader, t, report))]
    code = reader.compose("accuse", told.code)
    if not other or not code:
        return None
    return replace(
        reading, code=code, rule=f"accuse:{report.verb.lemma_}+{reading.rule}", sources=report.speakers, targets=other,
        stances=("accuse", *reading.stances), symmetric=False, consumed=set(),
        uttered=report.uttered,
    )  # fmt: skip


def warned(reader: Interpreter, reading: Reading, mood: Scope, report: Report | None) -> Reading | None:
    """ "Cyprus will pay for it, the admiral said", "the raid will not go unpunished": what others are to suffer."""
    if reading.code != "comeuppance" or mood.mood not in ("will", "would") or report is None:
        return None
    if not report.speakers or not _may_blame(report.speaker_mention):
        return None
    doomed = [*reading.sources, *reader.frame(reading.token).get("object")]
    deeds = [d for t in doomed if (d := reader.reading(t)) is not None]
    doomed += [t for deed in deeds for t in deed.sources]
    other = [t for t in doomed if _other_side(report.speaker_mention, reader.actor(t))]
    return replace(
        reading, code="130", rule=f"warn:{reading.rule}", sources=report.speakers, targets=other[:1],
        stances=("threaten",), uttered=report.uttered,
    )  # fmt: skip
