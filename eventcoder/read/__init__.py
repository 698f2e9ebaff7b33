"""From files to articles: JSON lines, JSON arrays, CSV, Parquet, text files and web pages."""

from eventcoder.read.inputs import read
from eventcoder.read.rows import ReadOptions, read_options

__all__ = ["ReadOptions", "read", "read_options"]
