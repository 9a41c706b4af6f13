"""The table below a posting's text: which of its columns are numbers. Pure."""

import re
from collections.abc import Sequence

NUMBER = re.compile(r"-?[\d,]+(\.\d+)?\s*(元|万元|%|小时|户|人|项|次)?")


def numeric_columns(table: Sequence[Sequence[str]]) -> frozenset[int]:
    """Numbers (from 0) of the columns that hold nothing but numbers below their head; a running number is none."""
    if len(table) < 2:
        return frozenset()
    return frozenset(
        column
        for column, head in enumerate(table[0])
        if head not in ("序号", "编号") and all(NUMBER.fullmatch(row[column]) for row in table[1:])
    )
