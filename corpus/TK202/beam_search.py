"""Beam search that forgets which hypotheses it has expanded."""
import torch


def expand(hypotheses, log_probs, width):
    scored = hypotheses[:, None] + log_probs[None, :]
    values, indices = scored.flatten().topk(width)
    return values, indices // log_probs.numel(), indices % log_probs.numel()


def search(log_probs, width=2, length=3):
    hypotheses = torch.zeros(1)
    finished, finished_numbers = set(), set()
    for _ in range(length):
        hypotheses, parents, tokens = expand(hypotheses, log_probs, width)
        for parent, token in zip(parents, tokens):
            if token.item() == 0:
                finished_numbers.add(parent.item())  # ok: TK202
                finished.add(parent)  # expect: TK202
        pairs = {(p.item(), t.item()) for p, t in zip(parents, tokens)}  # ok: TK202
        loose = {(p, t) for p, t in zip(parents, tokens)}  # expect: TK202
    return finished, finished_numbers, pairs, loose


def vocabulary_limits(log_probs):
    best = log_probs.argmax()
    banned = set()
    banned.add(best)  # expect: TK202
    banned.add(best.tolist())  # ok: TK202
    position = [5, 6, 7].index(torch.tensor(6))
    banned.add(position)  # ok: TK202
    return banned


distribution = torch.log_softmax(torch.tensor([2.0, 1.0, 0.5]), dim=0)
print(search(distribution), vocabulary_limits(distribution))
