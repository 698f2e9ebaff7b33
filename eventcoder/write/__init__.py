"""Parquet tables and other files, whole or not at all."""

from eventcoder.write.atomic import appearing, write_bytes, write_json
from eventcoder.write.tables import TableWriter

__all__ = ["TableWriter", "appearing", "write_bytes", "write_json"]
