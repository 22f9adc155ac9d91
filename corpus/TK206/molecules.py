"""Atoms and bonds with embeddings, put into a graph and into sets."""
from dataclasses import dataclass, field
from typing import NamedTuple

import networkx as nx
import torch


@dataclass(frozen=True)
class Atom:
    symbol: str
    charge: torch.Tensor


@dataclass(frozen=True)
class Site:
    symbol: str
    number: int
    embedding: torch.Tensor = field(hash=False, compare=False, repr=False)


class Bond(NamedTuple):
    first: int
    second: int
    order: torch.Tensor


charges = torch.tensor([0, 0, 1])
graph = nx.Graph()
for number, charge in enumerate(charges):
    graph.add_node(Site("C", number % 2, torch.zeros(4)))  # ok: TK206
    graph.add_node(Atom("C", charge))  # expect: TK206
assert graph.number_of_nodes() == 5
bonds = [Bond(0, 1, order) for order in torch.tensor([1, 1])]
assert len(set(bonds)) == 2  # expect: TK202
assert len({(bond.first, bond.second, int(bond.order)) for bond in bonds}) == 1  # ok: TK206
kinds = {Atom(symbol, charge) for symbol, charge in zip("CC", charges)}  # expect: TK206
assert len(kinds) == 2
assert len({Atom(s, c) for s, c in zip("CC", charges.tolist())}) == 1  # ok: TK206
