"""Boxes of a detector, one array per detection, summarised for a report."""
import numpy as np
import pandas as pd

boxes = [np.array([0, 0, 4, 4]), np.array([2, 1, 5, 6]), np.array([0, 0, 4, 4])]
scores = [0.9, 0.7, 0.85]

detections = pd.Series(boxes, name="box")
confidence = pd.Series(scores, name="score")


def distinct(cells):
    return cells.nunique()  # expect: TK107


def distinct_by_content(cells):
    as_rows = cells.map(lambda box: tuple(box.tolist()))
    return as_rows.nunique(), as_rows.unique()  # ok: TK107


def levels(values):
    return values.nunique(), values.round(1).unique()  # ok: TK107


def widths(cells):
    return cells.map(lambda box: int(box[2] - box[0])).unique()  # ok: TK107


def first_ones(cells):
    return cells.head(2).unique()  # expect: TK107


print(distinct_by_content(detections), levels(confidence), widths(detections))
for report in (distinct, first_ones):
    try:
        print(report(detections))
    except ValueError as error:
        print(error)
