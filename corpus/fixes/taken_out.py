"""Keys that come out of a container change with those that were put in, and so does what is done with them."""
import torch


def most_common(labels: torch.Tensor):
    count = {}
    for label in labels:
        count[label] = count.get(label, 0) + 1  # expect: TK201, TK201
    for key in sorted(count, key=count.get):
        print(key.item(), count[key])
    return max(count, key=count.get).item()


def named(batch: torch.Tensor, names):
    rows = {}
    for place, label in enumerate(batch):
        rows.setdefault(label, []).append(place)  # expect: TK201
    # Right as soon as the keys above are numbers.
    return {names.get(key, "?"): len(held) for key, held in rows.items()}  # expect: TK212


def with_places(batch: torch.Tensor):
    first, both = {}, {}
    for label in batch:
        first[label] = 1  # expect: TK201
    for key in first:
        both[key, 1] = 2  # ok-identity: TK201
    return both


def different(rows: torch.Tensor):
    seen = set()
    for row in rows:
        if row not in seen:  # expect: TK202
            seen.add(row)  # expect: TK202
    return torch.stack(list(seen))   # the members are wanted as they are: nothing is rewritten


def copied(labels: torch.Tensor, wanted: torch.Tensor):
    first = {}
    for label in labels:
        first[label] = 1  # expect: TK201
    second = dict(first)
    return [second.get(label) for label in wanted]  # expect: TK201


assert most_common(torch.tensor([3, 1, 3])) in (1, 3)
assert set(named(torch.tensor([0, 1, 0]), {0: "left", 1: "right"})) <= {"left", "right", "?"}
assert len(with_places(torch.tensor([4, 4]))) in (1, 2)
assert different(torch.zeros(2, 3)).shape[1] == 3
assert copied(torch.tensor([1, 2]), torch.tensor([2])) in ([None], [1])
