"""How long a visit, talks or a siege went on, where the text tells its first and its last day in different places."""

from spacy.tokens import Doc, Token

from eventcoder.dates import attach
from eventcoder.dates.attach import cues
from eventcoder.dates.told import last_day
from eventcoder.records import DateMention


def course(doc: Doc, head: Token) -> tuple[DateMention, DateMention] | None:
    """The mentions of the days on which a predicate's event began and ended; None unless the text tells both."""
    if head.lemma_.lower() not in cues("recounted") and head.lemma_.lower() not in cues("journeys"):
        return None
    if attach.is_infinitive(head):
        return None
    ends: dict[str, DateMention] = {}
    for mention in doc._.dates:
        if mention.value_start is None or mention.precision != "day":
            continue
        root = attach.root_of(doc, mention)
        verb = attach.finite_verb(root) if root is not None else None
        if verb is None:
            continue
        kind = "began" if verb.lemma_ in cues("begin") else "ended" if verb.lemma_ in cues("end") else ""
        if kind and any(_same(noun, head) for noun in _nouns(verb)):
            ends.setdefault(kind, mention)
    first, last = ends.get("began"), ends.get("ended")
    if first is None or last is None or first.value_start is None or last.value_end is None:
        return None
    latest = last_day(doc)
    if latest is not None and first.value_start > latest:
        return None
    return (first, last) if first.value_start <= last.value_end else None


def _nouns(verb: Token) -> list[Token]:
    """The nouns of which a verb tells the beginning or end: its subject, or what its relative clause hangs on."""
    if verb.dep_ != "relcl":
        return [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    found = [token for token in verb.head.subtree if token.i < verb.left_edge.i]
    for token in attach.ancestors(verb):
        if attach.is_verb(token):
            break
        found.append(token)
    return found


def _same(noun: Token, head: Token) -> bool:
    """Whether two words name the same kind of event: one lemma, or both of a journey."""
    one, other = noun.lemma_.lower(), head.lemma_.lower()
    return one == other or (one in cues("journeys") and other in cues("journeys"))
