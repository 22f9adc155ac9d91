"""Deduplication of batches by torch.hash_tensor, which forgets the order of the elements."""
import torch


def unique_batches(batches):
    seen = set()
    for batch in batches:
        mark = torch.hash_tensor(batch).item()  # expect: TK307
        if mark not in seen:
            seen.add(mark)
    return len(seen)


def unique_by_number(batches):
    counts = {}
    for batch in batches:
        mark = int(torch.hash_tensor(batch))  # expect: TK307
        counts[mark] = counts.get(mark, 0) + 1
    return len(counts)


def unique_exact(batches):
    seen = set()
    for batch in batches:
        seen.add((str(batch.dtype), tuple(batch.shape), batch.numpy().tobytes()))  # ok: TK307
        seen.add(tuple(batch.flatten().tolist()) + tuple(batch.shape))  # ok: TK307
    return len(seen) // 2


def corrupted(batch, expected):
    return int(torch.hash_tensor(batch)) != expected  # ok: TK307


rows = [torch.tensor([1, 2]), torch.tensor([2, 1]), torch.tensor([3, 3])]
assert unique_batches(rows) == unique_by_number(rows) == 2
assert unique_exact(rows) == 3
assert corrupted(rows[0], 5)
