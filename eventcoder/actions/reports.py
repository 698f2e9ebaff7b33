"""Reported speech: who says it, and whether the speaker speaks of their own will."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.subjects import is_verb
from eventcoder.records import ActorMention

SAYING = frozenset(
    "say tell report announce declare state add note claim insist maintain argue write tweet warn stress "
    "reiterate confirm reveal disclose explain remark comment observe believe think suggest acknowledge admit "
    "quote cite affirm assert contend allege vow promise reply respond conclude indicate predict estimate "
    "emphasize emphasise post find charge complain protest fume lament testify".split()
)
PAPERS = frozenset(
    "statement document report communique communiqué note letter declaration strategy message release post tweet "
    "editorial resolution paper".split()
)
PUBLISHING = frozenset("publish release issue unveil adopt present post".split())
LAST = 120  # tokens back to whoever spoke last
OWN_PRONOUNS = frozenset(["i", "we", "it", "he", "she", "they", "us", "me", "them", "him", "her", "itself"])


@dataclass(frozen=True, slots=True)
class Report:
    """The clause is told by ``speakers``; ``verb`` is the word of saying."""

    speakers: list[Token]
    verb: Token
    speaker_mention: ActorMention | None
    reader: Interpreter
    quoted: bool = False  # told by the quotation marks alone: ``verb`` is the clause's own

    @property
    def uttered(self) -> Token | None:
        """The word of saying, where a verb of its own tells it."""
        return None if self.quoted or not is_verb(self.verb) else self.verb

    def own_will(self, sources: list[Token]) -> bool:
        """Whether the speaker is the one who is to act ("Kyiv said it would ...", "'We will ...', he said")."""
        for token in sources:
            if token.lower_ in OWN_PRONOUNS:
                return True
            mention = self.reader.actor(token)
            speaker = self.speaker_mention
            if mention is not None and speaker is not None and mention.code and _side(mention) == _side(speaker):
                return True
            if any(token.lower_ == s.lower_ for s in self.speakers):
                return True
        return not sources


def _side(mention: ActorMention) -> str | None:
    """For whom somebody speaks: a country, or the body itself ("the Commission said the EU would ...")."""
    return mention.country or mention.code


def report_of(token: Token, reader: Interpreter) -> Report | None:
    """The reporting clause above a predicate: "X said ...", "..., X said", "according to X"."""
    at = token
    for _ in range(8):
        head = at.head
        if head.i == at.i:
            break
        if is_verb(head) and head.lemma_ in SAYING and at.dep_ in ("ccomp", "xcomp", "parataxis", "dep", "advcl"):
            return _report(head, reader)
        at = head
    if at.dep_ == "ROOT" or at.head.i == at.i:
        for child in at.children:
            if (
                is_verb(child)
                and child.lemma_ in SAYING
                and child.dep_ in ("parataxis", "ccomp", "dep", "advcl")
                and child.i != token.i
                and child.dep_ != "ccomp"
                and any(c.dep_ == "nsubj" for c in child.children)
            ):
                return _report(child, reader)
            if child.lower_ == "according":
                speakers = [g for c in child.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
                return Report(speakers, child, reader.actor(speakers[0]) if speakers else None, reader)
    return _in_quotation(token, reader)


def _in_quotation(token: Token, reader: Interpreter) -> Report | None:
    """Who speaks the sentences of a quotation that lie before or after the one with the word of saying."""
    quote = next((q for q in reader.quotes if q.start < token.i < q.end), None)
    if quote is None or quote.speaker is None:
        return None
    speaker = token.doc[quote.speaker]
    if quote.start < token.sent.start or token.sent.end <= quote.end:  # all of the sentence is quoted
        return Report([speaker], token, reader.actor(speaker), reader, quoted=True)
    return None


def _report(verb: Token, reader: Interpreter) -> Report:
    speakers = list(reader.frame(verb).get("agent"))
    return Report(speakers, verb, _voice(speakers[0], reader) if speakers else None, reader)


def _voice(speaker: Token, reader: Interpreter) -> ActorMention | None:
    """Who speaks; of a paper whose it is ("the ministry's statement"), or who spoke last before ("the statement")."""
    mention = reader.actor(speaker)
    if (mention is not None and mention.code) or speaker.lemma_ not in PAPERS:
        return mention
    frame = reader.frame(speaker)
    owners = [t for slot in ("poss", "by", "from", "of", "mod") for t in frame.get(slot)]
    issuer = next((m for t in owners if (m := reader.actor(t)) is not None and m.code), None)
    basis = "mention"
    if issuer is None and any(c.lower_ in ("the", "this") for c in speaker.lefts):
        basis, issuer = "coreference", _spoke_before(speaker, reader)
    return reader.stands_for(speaker, replace(issuer, basis=basis, members=())) if issuer is not None else mention


def _spoke_before(token: Token, reader: Interpreter) -> ActorMention | None:
    """Who said or published something last."""
    for verb in (token.doc[i] for i in range(token.sent.start - 1, max(-1, token.i - LAST), -1)):
        if is_verb(verb) and verb.lemma_ in SAYING | PUBLISHING:
            found = next((m for t in reader.frame(verb).get("agent") if (m := reader.actor(t)) is not None), None)
            if found is not None and found.code:
                return found
    return None
