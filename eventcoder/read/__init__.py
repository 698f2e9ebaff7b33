"""From files to articles: JSON lines, JSON arrays, CSV, Parquet, text files and web pages."""

from eventcoder.read.inputs import read
from eventcoder.read.rows import ReadOptions, parse_map

__all__ = ["ReadOptions", "parse_map", "read"]
