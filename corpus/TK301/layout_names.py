"""Names for layouts of a packing puzzle, logged as text and looked up again."""
import numpy as np


def normal_form(layout):
    return "|".join("".join(str(cell) for cell in row) for row in layout)  # ok: TK301


def file_layouts(layouts):
    by_text, by_form = {}, {}
    for number, layout in enumerate(layouts):
        by_form.setdefault(normal_form(layout), number)
        by_text.setdefault(repr(layout), number)  # expect: TK301
        by_text.setdefault(layout.dtype.str, number)  # ok: TK301
    return by_text, by_form


def big_layouts():
    base = np.zeros((40, 40), dtype=np.int8)
    other = base.copy()
    other[20, 20] = 1
    return [base, other]


def describe(layout):
    log = [f"layout {layout} has {layout.sum()} cells"]  # ok: TK301
    return "\n".join(log)


text, form = file_layouts(big_layouts())
assert len(text) == 2 and len(form) == 2
print(len(describe(big_layouts()[0])))
