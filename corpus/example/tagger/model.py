"""The tagger itself: an embedding, a convolution over neighbours, a linear layer."""
import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, n_words, n_tags, width=8):
        super().__init__()
        self.embedding = nn.Embedding(n_words, width)
        self.neighbours = nn.Conv1d(width, width, kernel_size=3, padding=1)
        self.out = nn.Linear(width, n_tags)
        self.seen = {}

    def forward(self, tokens):
        x = self.embedding(tokens).transpose(1, 2)
        return self.out(torch.relu(self.neighbours(x)).transpose(1, 2))

    def predict(self, tokens):
        """Tags of a batch; remembered by the content of the batch."""
        key = (tokens.dtype, tuple(tokens.shape), tokens.numpy().tobytes())
        if key not in self.seen:  # ok: TK201
            with torch.no_grad():
                self.seen[key] = self.forward(tokens).argmax(-1)  # ok: TK201
        return self.seen[key]  # ok: TK201


def parameter_groups(model):
    """The embedding learns more slowly than the rest."""
    slow = set(model.embedding.parameters())  # ok-identity: TK202
    rest = [p for p in model.parameters() if p not in slow]  # ok-identity: TK202
    return [{"params": list(slow), "lr": 0.01}, {"params": rest, "lr": 0.05}]
