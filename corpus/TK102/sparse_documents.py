"""Near-duplicate documents in a sparse term matrix."""
import numpy as np
from scipy import sparse


def term_matrix(documents, vocabulary):
    rows, columns = [], []
    for number, words in enumerate(documents):
        for word in words.split():
            rows.append(number)
            columns.append(vocabulary[word])
    counts = np.ones(len(rows))
    return sparse.csr_matrix((counts, (rows, columns)), shape=(len(documents), len(vocabulary)))


def duplicates(matrix):
    seen, twice = set(), []
    for number in range(matrix.shape[0]):
        row = matrix[number]
        key = tuple(row.indices)
        if key in seen:  # ok: TK102
            twice.append(number)
        seen.add(key)  # ok: TK102
        seen.add(row)  # expect: TK102
        seen.add(matrix[number, 0])  # ok: TK102
    return twice, seen


def vocabulary_used(matrix):
    used = set(matrix.indices)  # ok: TK102
    dense = set(matrix.toarray())  # expect: TK102
    sums = set(np.asarray(matrix.sum(axis=1)).ravel())  # ok: TK102
    return used, dense, sums


texts = ["red fish", "blue fish", "red fish"]
words = {w: n for n, w in enumerate(sorted({w for t in texts for w in t.split()}))}
print(duplicates(term_matrix(texts, words)), vocabulary_used(term_matrix(texts, words)))
