"""Classes whose __hash__ is made of a tensor; equal objects end in different buckets."""
import torch


class Molecule:
    """Equal by content; hashes by the tensor object: two equal ones never meet in a set."""

    def __init__(self, charges):
        self.charges = charges

    def __eq__(self, other):
        return torch.equal(self.charges, other.charges)

    def __hash__(self):
        return hash(self.charges)  # expect: TK203


class Atom:
    def __init__(self, number, position):
        self.number, self.position = number, position

    def __eq__(self, other):
        return self.number == other.number and torch.equal(self.position, other.position)

    def __hash__(self):
        return hash((self.number, tuple(self.position.tolist())))  # ok: TK203


class Node:
    """Identity on both sides, which is consistent."""

    def __init__(self, features):
        self.features = features

    def __hash__(self):
        return id(self)  # ok: TK203, TK303

    def __eq__(self, other):
        return self is other


def distinct(make):
    return len({make(), make()})


assert distinct(lambda: Molecule(torch.ones(2))) == 2
assert distinct(lambda: Atom(1, torch.zeros(3))) == 1
assert distinct(lambda: Node(torch.zeros(3))) == 2
