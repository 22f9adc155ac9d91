"""A handler that catches everything hides the mistake; one that names TypeError means it."""
import logging
import traceback

import numpy as np

log = logging.getLogger(__name__)


def index_windows(series, width):
    index = {}
    for start in range(len(series) - width):
        window = series[start:start + width]
        try:
            index[window] = start  # expect: TK101
        except Exception:
            log.debug("window %d was skipped", start)
    return index


def count_windows(series, width):
    counts = {}
    for window in np.lib.stride_tricks.sliding_window_view(series, width):
        try:
            counts[window] += 1  # ok-raises: TK101
        except TypeError:
            counts[tuple(window)] = counts.get(tuple(window), 0) + 1  # ok: TK101
    return counts


def lookup(counts, series):
    try:
        return counts[series]  # expect: TK101
    except (KeyError, ValueError):
        return traceback.format_exc(limit=1)
    finally:
        counts[series.size] = 0  # ok: TK101


def outer_handler(series):
    def inner():
        return {series[:2]: 1}  # expect: TK101
    try:
        return inner()
    except:  # noqa: E722
        return {}


def unique_windows(windows):
    return {window: i for i, window in enumerate(windows)}  # expect: TK101


def unique_rows(windows):
    try:
        return {window: i for i, window in enumerate(windows)}  # ok-raises: TK101
    except TypeError as error:
        return log.debug("no rows: %s", error)


def run_all(steps, windows):
    for step in steps:
        try:
            step(windows)
        except TypeError as error:   # which only tells, and far away: nothing is done instead
            log.error("%s failed: %s", step.__name__, error)


values = np.array([1, 2, 1, 2, 1])
run_all([unique_windows, unique_rows], [values[:2], values[1:3]])
print(index_windows(values, 2), count_windows(values, 2), outer_handler(values))
lookup({}, values)
