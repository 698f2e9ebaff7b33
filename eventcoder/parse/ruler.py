"""The model's attribute ruler, faster: its matcher is asked about each kind of token once."""

from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

KNOWN = {"TAG", "LOWER", "DEP", "IS_SPACE"}  # what a rule may ask of its one token to be remembered
Hit = tuple[int, int, int, int]


class RememberingMatch:
    """Stands for :meth:`spacy.pipeline.AttributeRuler.match` and gives the same.

    A rule of one token depends on nothing but its tag, dependency and, if a rule names it, word; what such a kind of
    token matches is remembered. Rules of several tokens are matched as ever.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._single, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._strings = ruler.vocab.strings
        self._words: set[int] = set()
        self._seen: dict[tuple[int, int, int, bool], list[tuple[int, int]]] = {}
        rules: list[dict[str, Any]] = list(ruler.patterns)
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                one = len(pattern) == 1 and set(pattern[0]) <= KNOWN and _plain(pattern[0].get("LOWER"))
                (self._single if one else self._several).add(str(number), [pattern])
                if one:
                    self._words.update(self._strings.add(w) for w in _words(pattern[0].get("LOWER")))

    def __call__(self, doc: Doc) -> list[Hit]:
        """(number of the rule, its hash, start, end) of every match, later rules last."""
        hits = [(int(self._strings[m]), m, s, e) for m, s, e in self._several(doc, allow_missing=True)]
        return sorted(chain(hits, ((n, m, t.i, t.i + 1) for t in doc for n, m in self._of(t))))

    def _of(self, token: Token) -> list[tuple[int, int]]:
        kind = token.tag, token.lower if token.lower in self._words else 0, token.dep, token.is_space
        found = self._seen.get(kind)
        if found is None:
            matches = self._single(token.doc[token.i : token.i + 1], allow_missing=True)
            found = self._seen[kind] = [(int(self._strings[m]), m) for m, *_ in matches]
        return found


def _words(condition: Any) -> list[str]:
    """The words that a condition on LOWER names."""
    if isinstance(condition, dict):
        return [*condition.get("IN", ()), *condition.get("NOT_IN", ())]
    return [condition] if condition else []


def quicken(nlp: Language) -> None:
    """Let the pipeline's attribute ruler remember; without one nothing changes."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe("attribute_ruler")
    if isinstance(ruler, AttributeRuler):
        setattr(ruler, "match", RememberingMatch(ruler))  # noqa: B010


def _plain(condition: Any) -> bool:
    """Whether what a rule says of the word is a word or a list of words, and no regular expression."""
    return condition is None or isinstance(condition, str) or set(condition) <= {"IN", "NOT_IN"}
