"""Matrix products by numpy's own BLAS, which is two to four times as quick as the one that thinc brings."""

from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits


def quick_products(nlp: Language) -> None:
    """Let the pipeline's models multiply by numpy. Models on a GPU, or with operations of another kind, stay."""
    threadpool_limits(1, user_api="blas")  # as thinc's own: worker processes are what uses more than one core
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
