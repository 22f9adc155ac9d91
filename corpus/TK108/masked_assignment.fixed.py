"""Cleans a table of measurements: values out of range are replaced."""
import io

import pandas as pd

TEXT = "station,level,flow\nA,3.0,10\nB,-9.0,12\nC,4.5,-9\n"


def load():
    return pd.read_csv(io.StringIO(TEXT))


def clean(table):
    bad = table["level"] < 0
    table.loc[bad, "level"] = float("nan")  # ok: TK108
    table.loc[bad, "level"] = 0.0  # expect: TK108
    return table


def clean_flow(table):
    table["flow"] = table["flow"].where(table["flow"] >= 0, 0)  # ok: TK108
    negative = table[table["flow"] < 0]  # ok: TK108
    dry = table.loc[table["flow"] == 0, "station"]  # expect: TK108
    return negative, dry


def wet(table):
    return table[table["flow"] > 0]["station"]  # ok: TK108


measurements = load()
print(wet(measurements))
clean(measurements)
clean_flow(measurements)
