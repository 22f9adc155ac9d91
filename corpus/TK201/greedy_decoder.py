"""Greedy decoding: token ids out of argmax, words out of a dict."""
import torch
from torch import nn

ID2WORD = {0: "<pad>", 1: "the", 2: "cat", 3: "sat"}


class Decoder(nn.Module):
    def __init__(self, vocabulary=4, width=8):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.out = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        return self.out(self.embedding(tokens))


def decode(model, start, length=5):
    words, tokens = [], torch.tensor([start])
    for _ in range(length):
        logits = model(tokens)
        best = logits.argmax(dim=-1)
        words.append(ID2WORD[best.item()])  # ok: TK201
        try:
            words.append(ID2WORD[best[0]])  # expect: TK201
            #                    ^^^^^^^
        except KeyError:
            words.append("<unk>")
        tokens = best
    return words


def transcript(rows):
    lines = []
    for row in rows.tolist():
        lines.append(" ".join(ID2WORD[i] for i in row))  # ok: TK201
    for row in rows:
        lines.append([ID2WORD[i] for i in row])  # expect: TK201
    return lines


torch.manual_seed(0)
print(decode(Decoder(), 1))
print(transcript(torch.tensor([[1, 2], [3, 0]])))
