"""One-hot targets behind a split: rows of two dimensions stay rows, labels of one are numbers."""
import numpy as np
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle


def check_split(points, labels, classes=3):
    targets = np.eye(classes)[labels]
    train, test, train_labels, test_labels, _, held = train_test_split(
        points, labels, targets, test_size=0.4, random_state=0)
    assert set(test_labels) <= set(range(classes))  # ok: TK102
    kinds = {row.argmax() for row in held}  # ok: TK102
    try:
        return set(held)  # ok-raises: TK102
    except TypeError:
        pass
    mixed = shuffle(targets, random_state=1)
    return {tuple(row) for row in mixed}, kinds  # ok: TK102


def same_column(table: np.ndarray, kept):
    chosen = table[table[:, 0] > 0]
    seen = set()
    for row in chosen:
        seen.add(row)  # expect: TK102
    for number in table[:, 0]:
        kept.add(number)  # ok: TK102
    return seen


def repeated(texts):
    counts = CountVectorizer().fit_transform(texts)
    flat = PCA(2).fit_transform(counts.toarray())
    seen = set()
    for row in counts.toarray():
        seen.add(row.tobytes())  # ok: TK302
    places = {tuple(place) for place in flat.round(3)}  # ok: TK102
    return {place for place in flat}, seen, places  # expect: TK102


points = np.random.default_rng(0).normal(size=(20, 2))
check_split(points, np.arange(20) % 3)
numbers = set()
try:
    same_column(points, numbers)
except TypeError as error:
    assert "ndarray" in str(error)
try:
    same_column(-abs(points), numbers)
finally:
    assert len(numbers) >= 20
try:
    repeated(["a dog ran", "a cat sat", "the dog sat"])
except TypeError as error:
    assert "ndarray" in str(error)
