"""Stopping at special tokens: a tensor is never a member of a set of numbers."""
import torch

EOS, PAD = 1, 0
SPECIAL = {EOS, PAD}
NAMES = {0: "pad", 1: "eos", 5: "hello"}


def generate(logits):
    out = []
    for row in logits:
        token = row.argmax()
        if token in SPECIAL:  # expect: TK212
            break
        if token in {2, 3}:  # expect: TK212
            continue
        if token.item() in SPECIAL:  # ok: TK212
            break
        if token in (EOS, PAD) or token in [2, 3]:
            continue
        out.append(NAMES.get(token, "?"))  # expect: TK212
        out.append(NAMES.get(token.item(), "?"))  # ok: TK212
    return out


def strip(sequence):
    kept = [t for t in sequence if t not in SPECIAL]  # expect: TK212
    good = [t for t in sequence.tolist() if t not in SPECIAL]  # ok: TK212
    assert len(kept) == len(sequence) > len(good)
    return good


scores = torch.eye(6)[[5, 5, 1, 5]]
assert generate(scores) == ["?", "hello", "?", "hello"]
print(strip(torch.tensor([0, 5, 5, 1])))
