"""A store of nearest neighbours: the query tensor is the key, and the caller reuses its tensor."""
import torch


class Neighbours:
    def __init__(self, table):
        self.table = table
        self.found = {}

    def nearest(self, query):
        if query not in self.found:  # expect: TK201
            distances = torch.cdist(query[None], self.table)
            self.found[query] = distances.argmin()  # expect: TK201
        return self.found[query]  # expect: TK201


def search(neighbours):
    probe = torch.zeros(2)
    first = neighbours.nearest(probe)
    probe.add_(5.0)  # expect: TK308
#   ^^^^^
    return first, neighbours.nearest(probe)


def search_again(neighbours):
    probe = torch.zeros(2)
    first = neighbours.nearest(probe)
    probe = torch.full((2,), 5.0)
    probe.add_(0.0)  # ok: TK308
    return first, neighbours.nearest(probe)


def last_use(neighbours):
    probe = torch.zeros(2)
    answer = neighbours.nearest(probe)
    probe.zero_()  # ok: TK308
    return answer


index = Neighbours(torch.tensor([[0.0, 0.0], [5.0, 5.0]]))
assert search(index) == (0, 0)
assert search_again(index) == (0, 1)
assert last_use(index) == 0
