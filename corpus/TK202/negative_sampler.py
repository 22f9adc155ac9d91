"""Drawing negatives that were not seen as positives."""
import torch


class Sampler:
    def __init__(self, n_items, seed):
        self.n_items = n_items
        self.generator = torch.Generator().manual_seed(seed)
        self.used = set()
        self.used_numbers = set()

    def draw(self, count):
        drawn = torch.randint(0, self.n_items, (count,), generator=self.generator)
        for item in drawn:
            self.used.add(item)  # expect: TK202
            self.used_numbers.add(int(item))  # ok: TK202
        return drawn

    def remaining(self):
        left = set(range(self.n_items)).difference(self.used_numbers)  # ok: TK202
        order = torch.randperm(self.n_items, generator=self.generator)
        taken = frozenset(order[:2])  # expect: TK202
        #                 ^^^^^^^^^
        return left, taken


def collides(positives, negatives):
    positives = set(positives.tolist())
    clean = positives.isdisjoint(negatives.tolist())  # ok: TK202
    blind = positives.isdisjoint(negatives)  # expect: TK202
    return clean, blind


sampler = Sampler(6, seed=4)
negatives = sampler.draw(4)
print(collides(torch.arange(6), negatives), sampler.remaining())
assert len(sampler.used) == 4
