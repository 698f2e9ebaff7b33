"""The token vectors of a model, sooner: each kind of word is embedded once a batch, and arrays fit the cache.

What comes out is what the model's own layers give, up to the rounding of a sum.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model
from thinc.types import Ragged

Floats = NDArray[np.float32]
Layer = Model[Any, Any]
Answer = tuple[Any, Callable[[Any], Any]]
CHUNK = 2048  # tokens that go through the layers at once
EMBED = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
WINDOW = ["expand_window", "maxout", "layernorm", "dropout"]


def quick_vectors(nlp: Language) -> None:
    """Let each embedding of hashed words and each window encoder in the pipeline work so; others stay as they are."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if [layer.name.split("(")[0] for layer in node.layers] == EMBED:
                _, _, embed, mix, _ = node.layers
                embed._func = partial(_embed, mix.layers[0])
                mix._func = lambda model, x, is_train: (x, _no_training)
            elif node.name.startswith("with_array(residual") and all(map(_is_window, node.layers[0].layers)):
                node._func = partial(_encode, [_Window(residual) for residual in node.layers[0].layers])


def _simple(layer: Layer) -> list[Layer]:
    """The layers that do the work, those within chains in their place."""
    return [s for part in layer.layers for s in _simple(part)] if ">>" in layer.name else [layer]


def _is_window(residual: Layer) -> bool:
    return residual.name.startswith("residual") and [n.name for n in _simple(residual.layers[0])] == WINDOW


def _no_training(_: Any) -> Any:
    raise NotImplementedError("a pipeline loaded for coding cannot be trained")


def _embed(mix: Layer, model: Layer, words: Ragged, is_train: bool) -> Answer:
    """The vectors of the words, each kind of word worked out once."""
    features = cast(NDArray[np.uint64], words.data)
    kinds = (features * np.uint64(0x9E3779B97F4A7C15) ** np.arange(1, features.shape[1] + 1, dtype=np.uint64)).sum(
        axis=1
    )
    _, first, inverse = np.unique(kinds, return_index=True, return_inverse=True)
    vectors = mix.predict(model.layers[0].predict(np.ascontiguousarray(features[first])))
    return Ragged(vectors[inverse], words.lengths), _no_training


def _encode(layers: "Sequence[_Window]", model: Layer, words: Sequence[Floats], is_train: bool) -> Answer:
    """Each text's vectors in their context, a few texts at once."""
    pad, ops = int(model.attrs["pad"]), cast(Any, model.ops)
    out: list[Floats] = []
    for chunk in _chunks(words):
        x = np.asarray(ops.flatten(chunk, pad=pad))
        for layer in layers:
            x += layer(x)
        out += ops.unflatten(x, np.array([len(w) for w in chunk], "i"), pad=pad)
    return out, _no_training


def _chunks(words: Sequence[Floats]) -> Iterator[list[Floats]]:
    chunk: list[Floats] = []
    size = 0
    for text in words:
        chunk.append(text)
        size += len(text)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Window:
    """A convolution over neighbours, the best of its pieces, and the normal form of that."""

    def __init__(self, residual: Layer) -> None:
        window, maxout, norm, _ = _simple(residual.layers[0])
        self._wide = int(window.attrs["window_size"])
        weights, bias = np.asarray(maxout.get_param("W")), np.asarray(maxout.get_param("b"))
        self._pieces = weights.shape[1]
        # pieces first, so that the best of them is taken of whole rows
        self._weights = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T
        self._bias = bias.T.reshape(-1)
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, x: Floats) -> Floats:
        rows, width = x.shape
        padded = np.zeros((rows + 2 * self._wide, width), "f")
        padded[self._wide : self._wide + rows] = x
        seen = np.lib.stride_tricks.as_strided(padded, (rows, self._weights.shape[0]), padded.strides)
        y = np.ascontiguousarray(seen) @ self._weights
        y += self._bias
        pieces = y.reshape(rows, self._pieces, width)
        best = pieces[:, 0]
        for piece in range(1, self._pieces):
            best = np.maximum(best, pieces[:, piece])
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best *= (spread ** np.float32(-0.5))[:, None]
        best *= self._scale
        best += self._shift
        return cast(Floats, best)
