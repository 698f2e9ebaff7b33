"""What each predicate says: content patterns, the stances above them, and who takes part.

A reading carries a CAMEO code, or a content without a code of its own (``crime``), with the tokens of its
participants. Stances fold over the reading of their complement through ``compose.yaml`` (DESIGN: stance x content).
"""

from spacy.tokens import Token

from eventcoder.actions.contents import Contents
from eventcoder.actions.matching import matches
from eventcoder.actions.reading import Reading
from eventcoder.actions.stances import Stances


class Interpreter(Contents, Stances):
    """Reads the predicates of one doc; keeps frames and readings."""

    def _best(self, token: Token) -> Reading | None:
        best: Reading | None = None
        frame = self.frame(token)
        for match in matches(self.lex, frame, self.sector_holds):
            found = self._stance(frame, match) if match.entry.stance else self._content(frame, match)
            if found is not None and (best is None or found.specificity > best.specificity):
                best = found
        return best
