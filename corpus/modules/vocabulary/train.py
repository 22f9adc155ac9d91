import words
from words import FIRST, Table, batch, find, pairs, sizes
from words.batches import batch as make_batch


def build():
    table = Table()
    for word in ("the", "cat", "sat"):
        table.add(word)
    return table


table = build()
tokens = batch(2)
reveal_value(tokens)                          # is: torch.Tensor rank=2 dtype=int64
reveal_value(make_batch(3)[0])                # is: torch.Tensor rank=1 dtype=int64
reveal_value(words.batches.FIRST)             # is: torch.Tensor rank=1 dtype=int64
reveal_value(words.sizes.LONGEST)             # is: int
reveal_value(sizes.LONGEST)                   # is: int
reveal_value(table.order)                     # is: list[str]

for token in FIRST:
    find(token)                               # expect: TK212 "'token'"
    #    ^^^^^
    find(token.item())                        # ok: TK212
    table[token]                              # expect: TK212
    table[int(token)]                         # ok: TK212
table.words(FIRST)                            # expect: TK212
table.spelled(FIRST)                          # ok: TK212
table.words(FIRST.tolist())                   # ok: TK212

counts = {}
for left, right in pairs(tokens):
    counts[left, right] = 1                   # expect: TK201
    counts[int(left), int(right)] = 1         # ok: TK201
