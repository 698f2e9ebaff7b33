"""Which date expressions belong to a predicate, by the dependency parse.

The spine of a predicate is the way up from it to the finite verb of its clause. A date belongs to the predicate if it
hangs on the spine without another finite clause in between.
"""

from functools import cache

from spacy.tokens import Doc, Token

from eventcoder.dates.lexicon import table
from eventcoder.dates.tense import auxiliaries
from eventcoder.records import DateMention

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
ROOTS = "date_roots"
CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "ROOT"})


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one kind in ``knowledge/dates/anchoring.yaml``."""
    return frozenset(table("anchoring.yaml")[kind])


def is_verb(token: Token) -> bool:
    """Whether a token is a verb or an auxiliary."""
    return token.pos_ in {"VERB", "AUX"}


def is_finite(token: Token) -> bool:
    """Whether a verb has a tense of its own, by itself or through an auxiliary."""
    if not is_verb(token):
        return False
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    helpers = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    return any(helper.tag_ in FINITE_TAGS for helper in helpers)


def is_infinitive(token: Token) -> bool:
    """Whether a verb is a "to" infinitive."""
    return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)


def ancestors(token: Token) -> list[Token]:
    """A token's heads, nearest first."""
    found: list[Token] = []
    while token.head.i != token.i and len(found) < 60:
        token = token.head
        found.append(token)
    return found


def spine(head: Token) -> list[Token]:
    """A predicate and its heads up to the finite verb whose date is its own; shorter where the way is cut.

    The way is cut at an infinitive that another verb governs ("asked him to end the inquiry"), at prepositions that
    set a noun apart ("over the arrests", "after months of talks") and at a clause.
    """
    found = [head]
    token, infinitives = head, 0
    while token.head.i != token.i and len(found) < 25 and not is_finite(token):
        above = token.head
        apart = token.dep_ in {"prep", "mark"} and token.lower_ in cues("detached") and not is_verb(head)
        if token.lower_ in cues("told_of") and any(child.dep_ == "pcomp" for child in token.children):
            break  # "of taking the call", "for shelling the port": a deed that another clause speaks of
        if is_judged(token):
            break
        if is_of_another(token):
            return [*found, above]
        if apart and not (token.lower_ == "of" and above.lemma_ in cues("measures")):
            break
        if (
            token.dep_ in CLAUSAL
            and token.dep_ != "advcl"
            and is_verb(token)
            and token.tag_ not in {"VBG", "VB", "VBN"}
        ):
            break
        if is_infinitive(token):
            infinitives += 1
            if above.lemma_ not in cues("aspectual") and not (token.i == head.i or carries(token, head)):
                break
            if infinitives > 1:
                break
        if (
            not is_verb(head)
            and is_verb(token)
            and not carries(token, head)
            and token.dep_ in {"acl", "relcl", "pcomp"}
        ):
            break
        token = above
        found.append(token)
    return found


def is_judged(token: Token) -> bool:
    """Whether a noun is what somebody speaks of: "condemned the attack on Monday" dates the condemnation."""
    return token.dep_ == "dobj" and not is_verb(token) and token.head.lemma_ in cues("judging")


def is_of_another(verb: Token) -> bool:
    """Whether a participle only tells which ones another deed concerns: "aid for families of men killed by troops"."""
    while verb.dep_ == "conj" and verb.tag_ == "VBN":
        verb = verb.head
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "pobj"


def carries(verb: Token, head: Token) -> bool:
    """Whether a verb is only the carrier of an eventive noun ("hold talks")."""
    return verb.lemma_ in cues("light") and any(child.i == head.i or _of(child, head) for child in verb.children)


def _of(noun: Token, head: Token) -> bool:
    """Whether a noun is a measure of the eventive one: "a round of talks"."""
    return any(child.lower_ == "of" and any(grand.i == head.i for grand in child.children) for child in noun.children)


def finite_verb(head: Token) -> Token:
    """The finite verb above a predicate (itself where it is one), the sentence's root where there is none."""
    if is_finite(head):
        return head
    last = head
    for token in ancestors(head):
        if is_finite(token):
            return token
        last = token
    return last


def root_of(doc: Doc, mention: DateMention) -> Token | None:
    """The token on which a mention's words hang, looked up once a doc."""
    roots: dict[tuple[int, int], int | None] = doc.user_data.setdefault(ROOTS, {})
    at = mention.start, mention.end
    if at not in roots:
        found = doc.char_span(*at, alignment_mode="expand")
        roots[at] = None if found is None else _of_matrix(found.root).i
    root = roots[at]
    return None if root is None else doc[root]


def _of_matrix(root: Token) -> Token:
    """The verb of a day that a parser takes into the clause after it: "warned him this month he risked"."""
    below, above = root.head, root.head.head
    if root.dep_ != "npadvmod" or not (is_verb(below) and is_verb(above)) or not above.i < root.i < below.i:
        return root
    spoken_to = any(child.dep_ == "dobj" and child.i < root.i for child in above.children)
    opens = below.left_edge.i == root.left_edge.i and any(child.dep_ == "nsubj" for child in below.children)
    return above if spoken_to and opens and root.i == root.right_edge.i else root


def distance(mention: DateMention, root: Token, along: list[Token]) -> int | None:
    """How far a date is from a spine; None where it belongs elsewhere.

    0 to 9: on the predicate itself; 10 and more: on what governs it.
    """
    positions = {token.i: at for at, token in enumerate(along)}
    for steps, token in enumerate([root, *ancestors(root)]):
        at = positions.get(token.i)
        if at is not None:
            return min(steps, 9) + 10 * at
        if is_finite(token) and not _says_when(token, along[0]):
            return None
        if is_verb(token) and not is_finite(token) and not _passes(token, mention):
            return None
        if token.dep_ in MODIFIERS and token.head.i != along[0].i and not _argument(token.head, along, mention):
            return None
        if token.dep_ == "prep" and token.i != root.head.i and token.lower_ in cues("apart"):
            return None
    return None


def _says_when(verb: Token, head: Token) -> bool:
    """Whether a relative clause tells when its noun happened: "the attack, which took place on Monday"."""
    if verb.dep_ != "relcl" or verb.lemma_ not in cues("happening"):
        return False
    return verb.head.i == head.i or (verb.head.dep_ == "pobj" and verb.head.lemma_ in cues("measures"))


def _passes(verb: Token, mention: DateMention) -> bool:
    """Whether a date inside a non-finite clause may be that of the verb above it.

    It may under "began to" and "resumed -ing", in what goes along with the deed ("killing five on Sunday"), and where
    a bare day ends an infinitive ("vowed to fight on Tuesday" said on that day).
    """
    if verb.head.lemma_ in cues("aspectual") and verb.dep_ in {"xcomp", "ccomp", "advcl"}:
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        return mention.precision == "day"
    deadline = any(child.lower_ in {"by", "until", "till"} and covers(child, mention) for child in verb.children)
    return is_infinitive(verb) and mention.precision == "day" and not deadline


def covers(token: Token, mention: DateMention) -> bool:
    """Whether a mention stands in what hangs on a token."""
    last = token.doc[token.right_edge.i]
    return token.doc[token.left_edge.i].idx <= mention.start < last.idx + len(last)


def _argument(noun: Token, along: list[Token], mention: DateMention) -> bool:
    """Whether a day before a noun dates the predicate: "Sunday's attack killed five", not "the 2016 election"."""
    direct = noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and noun.head.i in {token.i for token in along}
    return direct and mention.precision == "day"


def says(verb: Token) -> bool:
    """Whether a verb reports."""
    return verb.lemma_.lower() in cues("reporting")


def reporter(verb: Token) -> Token | None:
    """The reporting verb in whose complement a verb stands, or which follows it as a tag ("..., police said")."""
    token = verb
    for above in [*ancestors(verb)]:
        if above.lemma_.lower() in cues("reporting") and token.dep_ in {"ccomp", "parataxis", "dep", "advcl"}:
            return above
        token = above
    for child in verb.children:
        if (
            child.dep_ in {"parataxis", "ccomp", "advcl"}
            and child.lemma_.lower() in cues("reporting")
            and is_tag(child)
        ):
            return child
    return None


def is_tag(verb: Token) -> bool:
    """Whether a reporting verb under another is its tag ("..., police said"), not "after he announced it", "citing"."""
    if not is_finite(verb) or any(child.dep_ == "mark" and child.lower_ != "as" for child in verb.children):
        return False
    return all(token.tag_ not in {"WP", "WDT"} for token in verb.doc[verb.left_edge.i : verb.i])  # "what aides say"


def perfect(verb: Token) -> str:
    """ "had", "has" or "" by a verb's auxiliaries."""
    lowered = {helper.lower_ for helper in auxiliaries(verb)}
    if lowered & {"had", "'d"}:
        return "had"
    return "has" if lowered & {"has", "have", "'ve", "’ve"} else ""
