"""Keys made with hash(): of scalars, of tensors, of tuples that hold them."""
import torch

results = {}
torch.manual_seed(3)


def key_of(name, value):
    return hash((name, value))  # expect: TK203


def exact_key(name, value):
    return hash((name, value.item()))  # ok: TK203


def record(losses):
    for step, loss in enumerate(losses):
        results[hash(loss)] = step  # expect: TK203
        results[hash(loss.item())] = step  # ok: TK203
        results[hash(step)] = loss  # ok: TK203
        results[key_of("loss", loss)] = step
        results[exact_key("loss", loss)] = step
    return len(results)


def bucket_of(vector, buckets):
    index = hash(vector.sum()) % buckets  # expect: TK203
    stable = hash(tuple(vector.tolist())) % buckets  # ok: TK203
    sized = hash(vector.numel()) % buckets  # ok: TK203
    return index, stable, sized


print(record(torch.rand(3)), bucket_of(torch.arange(4), 8))
