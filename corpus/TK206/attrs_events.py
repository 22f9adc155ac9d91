"""Events of a stream as attrs classes: counted by class and score."""
from collections import Counter

import attr
import attrs
import torch


@attrs.frozen
class Event:
    label: torch.Tensor
    source: str


@attr.s(frozen=True, auto_attribs=True)
class Scored:
    source: str
    score: torch.Tensor = attr.ib(eq=False)


@attrs.frozen(eq=False)
class Handle:
    label: torch.Tensor


def events(labels):
    return [Event(label, "camera") for label in labels]


labels = torch.tensor([1, 2, 1, 1])
raw = Counter(events(labels))  # expect: TK206
assert max(raw.values()) == 1
good = Counter(Event(label, "camera") for label in labels.tolist())  # ok: TK206
assert good[Event(1, "camera")] == 3  # ok: TK206
scores = Counter(Scored("camera", score) for score in labels / 4)  # ok: TK206
assert scores.most_common(1)[0][1] == 4
handles = {Handle(labels): "all"}  # ok: TK206
print(hash(Event(labels.sum(), "radar")))  # expect: TK206
print(hash(Event(labels.sum().item(), "radar")))  # ok: TK206
