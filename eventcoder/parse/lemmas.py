"""The model's lemmas, sooner: its lemmatizer is asked about each kind of token once."""

from typing import cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc
from thinc.types import Ints2d

MOST = 100_000  # kinds remembered; beyond, they are forgotten


class RememberingLemmas:
    """Stands for a :class:`Lemmatizer` by rules, which looks at a token's word, part of speech and morphology alone."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._seen: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token that has none."""
        if len(self._seen) > MOST:
            self._seen.clear()
        kinds = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        lemmas = [lemma or self._lemma(doc, i, (orth, pos, morph)) for i, (orth, pos, morph, lemma) in enumerate(kinds)]
        return doc.from_array(["LEMMA"], cast(Ints2d, np.array(lemmas, dtype="uint64").reshape(-1, 1)))

    def _lemma(self, doc: Doc, i: int, kind: tuple[int, int, int]) -> int:
        lemma = self._seen.get(kind)
        if lemma is None:
            lemma = self._seen[kind] = doc.vocab.strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        return lemma


@Language.factory("eventcoder_lemmas", assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> object:
    """The pipeline's component ``lemmatizer``, remembering where it goes by rules."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        return RememberingLemmas(lemmatizer)
    return lemmatizer
