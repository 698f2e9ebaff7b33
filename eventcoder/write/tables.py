"""Parquet tables written row group by row group: memory does not grow with the number of rows."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder import schema

GROUP = 8192  # rows in a row group
GROUP_CHARACTERS = 16_000_000  # of running text, after which a group is closed however few rows it has


class TableWriter:
    """Writes rows of ``events``, ``articles`` or ``dropped`` to a path, in the columns of the table's schema.

    Row groups are cut by rows and by characters alone, so the same rows give the same bytes.
    """

    def __init__(self, table: str, path: Path) -> None:
        self._schema = schema.arrow_schema(table)
        self._rows: list[Mapping[str, Any]] = []
        self._characters = 0
        self.count = 0
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", write_statistics=True)

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row; columns that it lacks are null."""
        self._rows.append(row)
        self._characters += len(row.get("text") or row.get("sentence_text") or "")
        self.count += 1
        if len(self._rows) >= GROUP or self._characters >= GROUP_CHARACTERS:
            self._flush()

    def copy(self, file: Path) -> None:
        """Take over the row groups of a table that was written before, as they are."""
        with pq.ParquetFile(file) as table:
            for i in range(table.num_row_groups):
                group = table.read_row_group(i).cast(self._schema)
                self._writer.write_table(group, row_group_size=max(1, group.num_rows))

    def _flush(self) -> None:
        if self._rows:
            arrays = [pa.array([r.get(f.name) for r in self._rows], type=f.type) for f in self._schema]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=GROUP)
        self._rows, self._characters = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
