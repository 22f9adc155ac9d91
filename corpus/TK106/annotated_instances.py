"""Instances that a function only knows by the annotation of its parameter."""
from collections import Counter
from dataclasses import dataclass, field
from typing import Optional

import numpy as np


@dataclass(frozen=True)
class Frame:
    camera: str
    pixels: np.ndarray


@dataclass(frozen=True)
class Summary:
    camera: str
    histogram: tuple
    thumbnail: Optional[np.ndarray] = field(default=None, hash=False, compare=False)


class Recorder:
    def __init__(self):
        self.seen = set()
        self.latest = {}

    def record(self, frame: Frame):
        self.latest[frame.camera] = frame  # ok: TK106
        self.seen.add(frame)  # expect: TK106

    def summarise(self, summary: Summary):
        self.seen.add(summary)  # ok: TK106
        return summary in self.seen  # ok: TK106


def cameras(frames):
    return Counter(frame.camera for frame in frames)  # ok: TK106


pixels = np.zeros((2, 2), dtype=np.uint8)
frames = [Frame("left", pixels), Frame("right", pixels)]
recorder = Recorder()
recorder.record(frames[0])
recorder.summarise(Summary("left", tuple(pixels.ravel().tolist()), pixels))
print(cameras(frames))
print(Counter(frames))  # expect: TK106
