"""A mixture of experts: the expert of a token is looked up by the router's choice, a tensor."""
import torch
from torch import nn


class Mixture(nn.Module):
    def __init__(self, count, width):
        super().__init__()
        self.router = nn.Linear(width, count)
        self.experts = nn.ModuleDict({str(i): nn.Linear(width, width) for i in range(count)})  # ok: TK403

    def forward(self, tokens):
        choices = self.router(tokens).argmax(dim=-1)
        outputs = []
        for token, choice in zip(tokens, choices):
            outputs.append(self.experts[str(choice.item())](token))  # ok: TK403
        return torch.stack(outputs)

    def first(self, tokens):
        choice = self.router(tokens).argmax(dim=-1)[0]
        return self.experts[choice](tokens)  # expect: TK403

    def last(self, tokens):
        choice = self.router(tokens).argmax(dim=-1)[-1]
        return self.experts[int(choice)](tokens)  # expect: TK403

    def by_any_key(self, tokens):
        total = 0
        for module in self.modules():
            if isinstance(module, nn.ModuleDict):
                for kind in (("user", "likes"), ("0", "1")):
                    if kind in module:
                        total += module[kind](tokens)
                    elif kind[0] in module:
                        total += module[kind[0]](tokens).sum()  # ok: TK403
        return total

    def every(self, tokens):
        return sum(expert(tokens) for expert in self.experts.values())  # ok: TK403


torch.manual_seed(0)
mixture = Mixture(2, 4)
batch = torch.ones(3, 4)
assert mixture(batch).shape == mixture.every(batch).shape
mixture.first(batch)
mixture.last(batch)
assert mixture.by_any_key(batch) != 0
