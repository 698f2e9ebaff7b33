"""eventcoder: news articles in, validated CAMEO event records out."""

from eventcoder.pipeline import code, load

__version__ = "0.1.0"
__all__ = ["code", "load"]
