"""What a coded clause is made of: its trigger's span, its own words, its time, its first confidence."""

from spacy.tokens import Doc, Token

from eventcoder.actions.reading import Reading
from eventcoder.actions.scope import scope
from eventcoder.actions.subjects import is_verb
from eventcoder.records import ActorMention, CodedClause, text_of

# CAMEO events that stand without a target: statements, protests, mobilisations, violence with unnamed victims
NO_TARGET_NEEDED = (
    "010", "011", "012", "013", "014", "015", "016", "017", "0813", "0814", "0831", "0871", "0873", "14", "15",
    "1723", "1724", "18", "19", "20",
)  # fmt: skip
NO_VICTIM = ("01", "08", "14", "15", "172")
DIFFERING = ("argue", "differ", "disagree", "quarrel", "split")
CORRECTING = frozenset("corrects adds updates refiles clarifies recasts fixes removes rewrites".split())
NOTE = 120  # tokens that such a note has at most
SPORTS = 2  # different words of sport that make it play
UNCODED = 0.5  # what an unidentified participant costs in confidence
NOMINAL = 0.7  # what an event told by a noun alone costs


def distinct(clauses: list[CodedClause]) -> list[CodedClause]:
    """One clause a deed: of those in one sentence with the same root and the same two parties, the surest."""
    best: dict[object, CodedClause] = {}
    for clause in clauses:
        ends = tuple((m.start, m.code) if m is not None else None for m in (clause.source, clause.target))
        key = (clause.sentence, clause.code[:2], ends)
        if key not in best or clause.confidence > best[key].confidence:
            best[key] = clause
    return list(best.values())


def joint(reading: Reading, sources: list[ActorMention], targets: list[ActorMention]) -> bool:
    """Whether several agree to do something with each other ("X and Y agreed to share information on Z")."""
    mutual = reading.content.startswith(("04", "05", "06", "087", "settle"))
    if not (mutual and reading.code.startswith("03") and targets):
        return False
    return len({m.code[:3] for m in sources if m.code}) > 1


def differ(reading: Reading) -> bool:
    """ "Their governments disagreed on Iran": with each other, unless it says with whom."""
    return reading.token.lemma_ in DIFFERING and not any(t.head.lower_ in ("with", "from") for t in reading.targets)


def reciprocal(token: Token) -> bool:
    """ "each other", "one another", "the other side": those who act are also those who suffer it."""
    words = {c.lower_ for c in token.lefts}
    if token.lower_ in ("other", "another"):
        return bool(words & {"each", "one"}) or (token.i > 0 and token.nbor(-1).lower_ in ("each", "one"))
    return token.lower_ in ("side", "party") and {"the", "other"} <= words


def mood_of_governor(token: Token) -> bool:
    """Whether what a purpose clause hangs on is itself asserted."""
    head = token.head
    return is_verb(head) and scope(head).mood == "asserted"


def sports_sentences(doc: Doc, words: frozenset[str]) -> frozenset[int]:
    """The sentences that tell of play: two different words of sport in them and two neighbours each side."""
    found = [{t.lower_ for t in sentence if t.lower_ in words} for sentence in doc.sents]
    near = [set().union(*found[max(0, i - 2) : i + 3]) for i in range(len(found))]
    return frozenset(i for i, seen in enumerate(near) if len(seen) >= SPORTS and (found[i] or len(seen) > SPORTS))


def corrections(doc: Doc) -> frozenset[int]:
    """The tokens of notes on the text: "(Corrects paragraph 7 to show that ...)"."""
    found: set[int] = set()
    for token in doc:
        if token.lower_ in CORRECTING and token.i and token.nbor(-1).text in ("(", "["):
            end = next((t.i for t in doc[token.i : token.i + NOTE] if t.text in (")", "]")), token.sent.end)
            found.update(range(token.i, end))
    return frozenset(found)


def only_modifies(token: Token) -> bool:
    """ "war effort", "bomb threat": a noun that only says of which kind another noun is tells no event.

    Nor does "in protest", which says why.
    """
    if token.lemma_ == "protest" and token.dep_ == "pobj" and token.head.lower_ == "in" and not list(token.lefts):
        return True
    return token.pos_ == "NOUN" and token.dep_ == "compound" and token.head.pos_ == "NOUN"


def bare_mention(doc: Doc, token: Token) -> ActorMention:
    """A participant whom nothing identifies: its words, without a code."""
    left = min(
        (t.i for t in token.subtree if t.i <= token.i and t.dep_ in ("det", "amod", "compound", "nummod", "poss")),
        default=token.i,
    )
    left = left if token.i - left <= 6 else token.i
    start, end = doc[left].idx, token.idx + len(token)
    return ActorMention(start, end, text_of(doc)[start:end], token.i, None, kind="unknown")


def trigger_span(reading: Reading) -> tuple[int, int]:
    """Character offsets of the words that carry the action, from the first to the last near the head."""
    doc, head = reading.token.doc, reading.token
    near = [i for i in sorted(reading.words | {head.i}) if abs(i - head.i) <= 8]
    first, last = doc[min(near)], doc[max(near)]
    return first.idx, last.idx + len(last)


def clause_tokens(head: Token) -> frozenset[int]:
    """The clause's own words: the subtree without other finite clauses; a noun's with the words of its light verb."""
    top = head
    if not is_verb(top):
        while top.dep_ in (
            "pobj",
            "prep",
            "dobj",
            "compound",
            "amod",
            "conj",
            "nsubj",
            "nsubjpass",
            "attr",
            "poss",
            "agent",
        ):
            if is_verb(top.head) or top.head.i == top.i:
                break
            top = top.head
    out: set[int] = set()
    stack = [top]
    while stack:
        token = stack.pop()
        out.add(token.i)
        for child in token.children:
            finite = child.dep_ in ("ccomp", "relcl", "advcl", "parataxis") or (child.dep_ == "conj" and is_verb(child))
            if not finite:
                stack.append(child)
    return frozenset(out)


def time_of(head: Token) -> str:
    """past, present, future or background (pluperfect and nominal events without a verb of their own)."""
    verb = head
    if not is_verb(head):
        return "background"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "shall", "would"}:
        return "future"
    if "had" in auxiliaries:
        return "background"
    if verb.tag_ in ("VBD", "VBN") or auxiliaries & {"has", "have", "was", "were"}:
        return "past"
    return "present"


def confidence(reading: Reading, source: ActorMention | None, target: ActorMention | None) -> float:
    """A first score in 0-1 from what is known; calibrated later."""
    score = 0.9 if is_verb(reading.token) else 0.9 * NOMINAL
    for mention in (source, target):
        if mention is not None and mention.code is None:
            score *= UNCODED
        elif mention is not None and mention.basis != "mention":
            score *= 0.6 if mention.basis == "context" and mention.kind != "role" else 0.9
    if source is None:
        score *= UNCODED
    if target is None and not reading.code.startswith(NO_VICTIM):
        score *= UNCODED
    return round(score, 3)
