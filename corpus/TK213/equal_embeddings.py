"""Looks for sentences that a model embeds alike."""
import numpy as np
import pandas as pd

sentences = pd.Series(["a cat", "one cat", "a cat"])


def embed(text):
    return np.array([float(len(text)), float(text.count("a"))])


def copies():
    vectors = sentences.map(embed)
    return vectors.duplicated()  # expect: TK213


def copies_by_content():
    rows = sentences.map(lambda text: tuple(embed(text).tolist()))
    return rows.duplicated(), rows.drop_duplicates()  # ok: TK213


def without_copies():
    vectors = sentences.map(embed)
    return vectors.drop_duplicates()  # expect: TK213


def lengths():
    return sentences.map(lambda text: embed(text)[0]).value_counts()  # ok: TK213


def texts():
    return sentences.duplicated(), sentences.drop_duplicates(), sentences.isin(["a cat"])  # ok: TK213


def bytes_of():
    return sentences.map(lambda text: embed(text).tobytes()).value_counts()  # ok: TK213


print(copies(), copies_by_content(), without_copies(), lengths(), texts(), bytes_of())
