"""What stands under a key that is written out, and what is known of a rank that is not."""
import io

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle
from torch.utils.data import DataLoader, Dataset


class Windows(Dataset):
    def __len__(self):
        return 6

    def __getitem__(self, i):
        return {"signal": np.zeros((2, 8), dtype=np.float32), "speaker": f"s{i}", "index": i}


def records():
    row = {"name": "a", "mask": np.zeros(4, dtype=bool), 3: torch.ones(2)}
    reveal_value(row["name"])  # is: str
    reveal_value(row.get("mask"))  # is: numpy.ndarray rank=1 dtype=bool
    reveal_value(row[3])  # is: torch.Tensor rank=1 dtype=float32
    row["size"] = 2.5
    reveal_value(row["size"])  # is: float
    named = dict(left=1, right="b")
    reveal_value(named["right"])  # is: str
    opened = dict(left=1, right="b")
    opened[input_name()] = 2.5
    reveal_value(opened["right"])  # is: float | str
    return row


def input_name():
    return "left" if np.random.rand() < 2 else "right"


def places():
    pair = [np.ones(3), "text", 2]
    reveal_value(pair[0])  # is: numpy.ndarray rank=1 dtype=float64
    reveal_value(pair[-1])  # is: int
    first, second, third = pair
    reveal_value(second)  # is: str
    turned = [np.ones(3), "text"]
    turned.reverse()
    reveal_value(turned[1])  # is: str | numpy.ndarray rank=1 dtype=float64


def batches():
    for batch in DataLoader(Windows(), batch_size=3):
        reveal_value(batch["signal"])  # is: torch.Tensor rank=3 dtype=float32
        reveal_value(batch["speaker"])  # is: list[str]
        reveal_value(batch["index"])  # is: torch.Tensor rank=1 dtype=int64


def halves():
    rows, marks = np.zeros((20, 3)), np.arange(20)
    a, b, c, d = train_test_split(rows, marks, test_size=0.25)
    reveal_value(b)  # is: numpy.ndarray rank=2 dtype=float64
    reveal_value(d)  # is: numpy.ndarray rank=1 dtype=int64
    mixed, order = shuffle(rows, marks)
    reveal_value(order)  # is: numpy.ndarray rank=1 dtype=int64
    reveal_value(shuffle(rows))  # is: numpy.ndarray rank=2 dtype=float64


def unpacked(image: np.ndarray):
    height, width, channels = image.shape
    reveal_value(image)  # is: numpy.ndarray rank=3 likely
    return image[0, 0]


def indexed(table: np.ndarray):
    total = table[:, 0].sum()
    for row in table:
        reveal_value(row)  # is: numpy.ndarray rank=1 likely
    best = np.argmax(table, axis=1)
    reveal_value(best)  # is: numpy.ndarray rank=1 dtype=int64 likely
    return total


def stacked():
    rows, marks = [], []
    for i in range(5):
        rows.append(np.arange(4) * i)
        marks.append(i)
        if len(rows) == 2:
            reveal_value(np.stack(rows))  # is: numpy.ndarray rank=2 dtype=int64
            rows, marks = [], []


def accepted(scores, target):
    loss = torch.nn.functional.cross_entropy(scores, target)
    reveal_value(target)  # is: torch.Tensor likely
    return loss


def ordered(table):
    for row in np.sort(table, axis=1):
        reveal_value(row)  # is: numpy.ndarray likely
    for element in np.sort(table, axis=-1):
        reveal_value(element)  # is: numpy.ndarray | numpy.generic likely


SAVED = io.BytesIO()
torch.save((torch.randn(4, 3), torch.tensor([0, 1, 2, 0])), SAVED)
SAVED.seek(0)
records()
places()
batches()
halves()
unpacked(np.zeros((2, 2, 3)))
indexed(np.zeros((4, 2)))
stacked()
ordered(eval("[[2, 1], [4, 3]]"))
accepted(*torch.load(SAVED))
