"""A cache of decoded prompts keyed by a frozen request."""
from dataclasses import dataclass
from functools import lru_cache

import torch


@dataclass(frozen=True)
class Request:
    tokens: torch.Tensor
    temperature: float = 1.0


@dataclass(frozen=True)
class TextRequest:
    tokens: tuple
    temperature: float = 1.0


class Server:
    def __init__(self):
        self.done = {}
        self.hits = 0

    def answer(self, request):
        if request in self.done:  # expect: TK206
            self.hits += 1
        else:
            self.done[request] = request.tokens.flip(0)  # expect: TK206
        return self.done[request]  # expect: TK206


@lru_cache(maxsize=32)
def decoded(request):
    return " ".join(str(int(token)) for token in request.tokens)


server = Server()
for _ in range(2):
    prompt = torch.tensor([5, 6, 7])
    server.answer(Request(prompt))
    decoded(Request(prompt, 0.5))  # expect: TK206
    decoded(TextRequest(tuple(prompt.tolist()), 0.5))  # ok: TK206
assert server.hits == 0 and decoded.cache_info().hits == 1
