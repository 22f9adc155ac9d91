"""Code inside strings is no code; code inside f-strings is."""
import numpy as np

row = np.arange(3)
names = {3: "three"}
TEXT = "table[row] = 1"
DOC = '''
{row: 1 for row in matrix}   # expected nowhere
d = {np.zeros(3): 2}
'''
RAW = r"\d[row] {row}"
BYTES = b"{row: 1}"

print(f"{names[row.size]!r:>10}")  # ok: TK101
print(f"{names.get(row, 'none')}")  # expect: TK101
print(f"{ {row.sum(): 1} } and {{row: 1}} and {row}")  # ok: TK101
print(f"nested {f'{names[int(row[0]) + 3]}'}", "%s" % names[row.size])  # ok: TK101
print("implicit " "{row: 1} "
      f"{names[len(row)]}")  # ok: TK101
print('quotes " and # no comment', {"#": row}["#"])  # ok: TK101
print("""a string of
several lines with names[row] in it""", names[3])  # ok: TK101
print(len(TEXT + DOC + RAW), BYTES, names.get(
    row,  # expect: TK101
    "continued \
line with {row}"))
