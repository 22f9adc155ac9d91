"""Rows of mixed cells, deduplicated by their bytes."""
import numpy as np

rows = [("a", 1.5), ("b", 2.5), ("a", 1.5)]


def unique_rows(table):
    seen, kept = set(), []
    for name, value in table:
        cells = np.array(["".join([name, "x"]), value + 0.25], dtype=object)
        mark = bytes(cells)  # expect: TK306
        if mark in seen:
            continue
        seen.add(mark)
        kept.append(cells)
    return kept


def unique_by_value(table):
    seen, kept = set(), []
    for name, value in table:
        cells = np.array([name, value], dtype=object)
        mark = tuple(cells.tolist())  # ok: TK306
        if mark in seen:
            continue
        seen.add(mark)
        kept.append(cells)
    return kept


def unique_numbers(table):
    marks = set()
    for _, value in table:
        marks.add(np.array([value], dtype=np.float64).tobytes())  # ok: TK306
    return marks


assert len(unique_rows(rows)) == 3
assert len(unique_by_value(rows)) == 2
assert len(unique_numbers(rows)) == 2
