"""What becomes of a reading in its mood: an event, the utterance of one, or nothing, with the reason."""

from dataclasses import replace

from eventcoder.actions.clauses import mood_of_governor
from eventcoder.actions.cues import CONDITIONS
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.matching import spec_holds
from eventcoder.actions.reading import COERCIVE, Reading
from eventcoder.actions.reports import Report
from eventcoder.actions.scope import Scope
from eventcoder.actions.subjects import is_verb

SPOKEN_PURPOSE = ("02", "05", "09", "10", "11", "14")
WILLING = frozenset(
    "accept agree recognize recognise allow permit tolerate support endorse negotiate consent approve cooperate "
    "comply join attend participate yield surrender bow intend want".split()
)
USING = frozenset("send dispatch deploy use fire launch scramble order employ mobilize mount open stage".split())


def settle(reader: Interpreter, reading: Reading, mood: Scope, report: Report | None) -> Reading | str:
    """Apply will and should; a string is the reason why there is no event."""
    own = report is not None and report.own_will(reading.sources)
    if mood.mood == "purpose" and reading.code.startswith(SPOKEN_PURPOSE) and mood_of_governor(reading.token):
        outer = reader.reading(reading.token.head)
        if outer is not None and outer.code.startswith(("14", "133")):  # what a protest demands is its code's matter
            return "purpose"
        return reading  # "took to the radio to demand answers": the demand is made
    if mood.mood == "purpose" and reading.code.startswith(COERCIVE) and mood_of_governor(reading.token):
        used = _means(reader, reading)
        if used is not None:
            return used
    if mood.mood == "negated" and _declines(reading, mood, report, own):
        return _uttered(reader.with_mood(reading, Scope("will", mood.cue, True), None), report) or "negated"
    if mood.mood == "asserted":
        return _accusation(reader, reading, report) if report is not None and not own else reading
    if mood.mood in ("will", "would"):
        if mood.mood == "would" and report is None and not mood.negated:
            promised = reader.with_mood(reading, Scope("will", mood.cue, mood.negated))
            return replace(promised, doubtful=True) if promised is not None else "hypothetical"
        if report is not None and not own and not _is_host(reader, reading, report):
            return "hypothetical"
        promised = reader.with_mood(reading, Scope("will", mood.cue, mood.negated))
        return _uttered(promised, report) or "hypothetical"
    if mood.mood == "should":
        if report is None or not report.speakers or any(t.lower_ in ("i", "we") for t in reading.sources):
            return "modal"
        return _uttered(reader.with_mood(reading, mood, report.speakers), report) or "modal"
    return mood.mood


def _declines(reading: Reading, mood: Scope, report: Report | None, own: bool) -> bool:
    """ "We do not accept the plan", "Kyiv is not agreeing to talks": the will of who speaks is denied."""
    verb = reading.token
    if not is_verb(verb) or verb.lemma_ not in WILLING or mood.cue is None:
        return False
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS for c in verb.lefts):
        return False
    now = [c for c in verb.children if c.dep_ == "aux" and (c.tag_ in ("VBP", "VBZ") or c.lower_ in ("can", "ca"))]
    return bool(now) and not any(c.lemma_ == "have" for c in now) and (report is None or own)


def _is_host(reader: Interpreter, reading: Reading, report: Report) -> bool:
    """ "X will visit Japan, the Japanese embassy said": who is to be met announces it too."""
    speaker = report.speaker_mention
    if not reading.code.startswith("04") or speaker is None or speaker.sector not in (None, "GOV"):
        return False
    met = {m.country for t in reading.targets if (m := reader.actor(t)) is not None}
    return speaker.country is not None and speaker.country in met


def _means(reader: Interpreter, reading: Reading) -> Reading | None:
    """ "sent jets to destroy a depot", "fired tear gas to disperse a crowd": what force was used for."""
    verb = reading.token.head
    if verb.lemma_ not in USING or verb.tag_ not in ("VBD", "VBN", "VBG"):
        return None
    frame = reader.frame(verb)
    if not any(spec_holds(reader.lex, t, "@means", None) for t in frame.get("object")):
        return None
    return replace(reading, sources=frame.get("agent") or frame.get("object"), doubtful=True)


def _accusation(reader: Interpreter, reading: Reading, report: Report) -> Reading:
    """ "Washington said Moscow was planning to annex ...": the adversary's plan is told as an accusation."""
    speaker = report.speaker_mention
    doers = [m for t in reading.sources if (m := reader.actor(t)) is not None]
    plan = reading.code[:2] == "13" and is_verb(reading.token)
    if not plan or speaker is None or not doers or not speaker.country or speaker.sector == "MED":
        return reading
    if any(m.country in (None, speaker.country) for m in doers):
        return reading
    inner = reading.content or "190"
    told = reader.with_mood(replace(reading, code=inner), Scope("accuse", report.verb), report.speakers)
    return _uttered(told, report) or reading


def _uttered(reading: Reading | None, report: Report | None) -> Reading | None:
    """The act is the saying: its place and day are those of the word of saying."""
    if reading is None or report is None or not is_verb(report.verb):
        return reading
    return replace(reading, uttered=report.verb)
