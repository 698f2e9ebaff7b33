"""The same rows as Parquet and as CSV, for whoever reads the one or the other."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder.write.atomic import appearing
from eventcoder.write.fields import guarded

_ARROW = {pl.String: pa.string(), pl.Date: pa.date32(), pl.Int32: pa.int32(), pl.Float64: pa.float64()}


class TwinWriter:
    """Writes frames of the same columns, one after the other, to ``stem``.parquet and ``stem``.csv.

    The types are those that arrow, nanoparquet and DuckDB all read: text, day, 32-bit whole number, double.
    """

    def __init__(self, stem: Path) -> None:
        self._stem = stem
        self._open = ExitStack()
        self._parquet: pq.ParquetWriter | None = None
        self.count = 0

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            self._paths = [
                opening.enter_context(appearing(self._stem.with_name(f"{self._stem.name}.{kind}")))
                for kind in ("parquet", "csv")
            ]
            self._csv: BinaryIO = opening.enter_context(self._paths[1].open("wb"))
            self._open = opening.pop_all()
        return self

    def write(self, frame: pl.DataFrame) -> None:
        """Add the rows of a frame."""
        schema = pa.schema([(name, _ARROW[type(kind)]) for name, kind in frame.schema.items()])
        text = [guarded(pl.col(name)).alias(name) for name, kind in frame.schema.items() if kind == pl.String]
        frame.with_columns(text).write_csv(self._csv, include_header=self._parquet is None)
        if self._parquet is None:
            self._parquet = pq.ParquetWriter(self._paths[0], schema, compression="zstd")
        self._parquet.write_table(frame.to_arrow().cast(schema))
        self.count += frame.height

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._parquet is not None:
            self._parquet.close()
        self._open.__exit__(kind, error, trace)
