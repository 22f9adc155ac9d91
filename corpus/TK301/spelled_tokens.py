"""A caption out of token numbers: the text of a 0-d tensor is no number, and no key of a table of numbers."""
import torch

WORDS = {0: "<pad>", 1: "a", 2: "dog", 3: "runs"}
SPELLED = {"1": "a", "2": "dog", "3": "runs"}


def caption(tokens):
    rows, length = tokens.size()
    lines = []
    for r in range(rows):
        line = []
        for c in range(length):
            token = tokens[r, c]
            if token > 0:
                line.append(WORDS.get(str(token), "?"))  # expect: TK301
                line.append(SPELLED.get(str(token), "?"))  # expect: TK301
        lines.append(line)
    return lines


def caption_of_numbers(tokens):
    lines = []
    for row in tokens:
        line = []
        for token in row:
            if token > 0:
                line.append(SPELLED.get(str(token.item()), "?"))  # ok: TK301
                line.append(SPELLED.get(f"{token}", "?"))  # ok: TK301
                line.append(WORDS[int(token)])  # ok: TK201
        lines.append(line)
    return lines


drawn = torch.tensor([[1, 2, 0], [2, 3, 0]])
assert caption(drawn)[0] == ["?"] * 4
assert caption_of_numbers(drawn)[1] == ["dog", "dog", "dog", "runs", "runs", "runs"]
