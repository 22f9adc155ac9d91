"""Numbers in text form as keys; a torch element prints as tensor(3), not as 3."""
import torch

NAMES = {"0": "cat", "1": "dog", "2": "owl"}


def names_of(labels):
    lost = [NAMES.get(str(label), "?") for label in labels]  # expect: TK301
    good = [NAMES[str(label.item())] for label in labels]  # ok: TK301
    also = [NAMES[f"{label}"] for label in labels]  # ok: TK301
    assert lost == ["?", "?"] and good == also
    return good


def joined(rows):
    table = {"0-1": "left", "1-2": "right"}
    for row in rows:
        text = "-".join(map(str, row))  # expect: TK301
        assert text not in table
        exact = "-".join(map(str, row.tolist()))  # ok: TK301
        assert exact in table
    return table


def best(scores):
    key = repr(scores.argmax())  # expect: TK301
    number = repr(int(scores.argmax()))  # ok: TK301
    return NAMES.get(key), NAMES.get(number)


print(names_of(torch.tensor([0, 2])), joined(torch.tensor([[0, 1], [1, 2]])))
assert best(torch.tensor([0.1, 0.7])) == (None, "dog")
