"""Names and scores of the five best classes, and the ways to lose them."""
import torch


def top(logits, names):
    scores, indices = logits.softmax(-1).topk(3)
    result = {}
    for score, index in zip(scores, indices):
        result[names[int(index)]] = score.item()  # ok: TK201
    table = dict(zip(indices, scores))  # expect: TK201
    #            ^^^^^^^^^^^^^^^^^^^^
    plain = dict(zip(indices.tolist(), scores.tolist()))  # ok: TK201
    return result, table, plain


def ranking(logits):
    order = torch.argsort(logits, descending=True)
    ranks = {index: rank for rank, index in enumerate(order)}  # expect: TK201
    good = {index.item(): rank for rank, index in enumerate(order)}  # ok: TK201
    back = {rank: index for rank, index in enumerate(order)}  # ok: TK201
    return ranks, good, back


def extremes(logits):
    value, index = logits.max(dim=0)
    notes = {"best": index}  # ok: TK201
    notes[index] = "best"  # expect: TK201
    notes[logits.min()] = "smallest"  # expect: TK201
    notes[logits.min().item()] = "smallest"  # ok: TK201
    notes[torch.equal(logits, logits)] = "same"  # ok: TK201
    return notes, value


labels = ["cat", "dog", "owl", "fox"]
sample = torch.tensor([0.1, 2.0, -1.0, 0.7])
print(top(sample, labels), ranking(sample), extremes(sample))
