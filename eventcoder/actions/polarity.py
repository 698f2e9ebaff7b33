"""Stances over codes: what negation, "will" and "should" make of a reading (``compose.yaml``)."""

from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actions.reading import Reading
from eventcoder.actions.scope import Scope, scope
from eventcoder.actions.slots import Slots
from eventcoder.actions.subjects import is_verb

DECIDED = ("08", "12", "16", "17")  # who decides on these has done them: to suspend, cancel, ban, lift


class Polarity(Slots):
    """Moods as stances."""

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
        if not is_verb(inner.token) and mood.cue is not None and not inner.token.is_ancestor(mood.cue):
            return inner  # "not to attend talks": the verb is negated, and is asked for it itself
        code = self.compose("refuse" if mood.mood == "will" or stance == "decide" else "reduce", inner.code)
        return replace(inner, code=code) if code else None

    def compose(self, stance: str, code: str) -> str | None:
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
            code = self.compose("reduce", code) or ""
        composed = self.compose(stance, code) if code else None
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
