"""A key that was taken out of a container is the object itself: it is found, however it hashes."""
import torch


class ClassSampler(torch.utils.data.Sampler):
    def __init__(self, labels: torch.Tensor, each: int):
        self.each = each
        self.rows = {}
        for place, label in enumerate(labels):
            self.rows.setdefault(label, []).append(place)  # expect: TK201

    def __len__(self):
        return self.each * len(self.rows)

    def __iter__(self):
        for label in self.rows:
            picked = torch.randperm(len(self.rows[label]))[: self.each]  # ok-identity: TK201
            for i in picked.tolist():
                yield self.rows[label][i]  # ok-identity: TK201


def by_length(groups):
    for key, members in groups.items():
        groups[key] = sorted(members)  # ok-identity: TK201
    for key in sorted(groups, key=int):
        if groups[key]:  # ok-identity: TK201
            return groups[key]  # ok-identity: TK201
    return []


def prune(groups, least):
    for key in list(groups.keys()):
        if len(groups[key]) < least:  # ok-identity: TK201
            del groups[key]  # ok-identity: TK201


def names_of(groups, names):
    return [names.get(key, "?") for key in groups]  # expect: TK212


sampler = ClassSampler(torch.tensor([0, 1, 0, 1]), 1)
assert len(list(sampler)) == 4
assert by_length(dict(sampler.rows)) == [0]
prune(dict(sampler.rows), 2)
assert names_of(sampler.rows, {0: "left", 1: "right"}) == ["?"] * 4
