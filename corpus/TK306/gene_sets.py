"""Sets of genes with their scores: one array of objects holds names, the other numbers."""
import numpy as np


def make(names, scores):
    genes = np.empty((len(names),), dtype="O")
    genes[:] = names
    return genes, np.asarray(scores, dtype=np.float32)


class Enrichment:
    def __init__(self):
        self.by_genes = {}
        self.by_scores = {}

    def run(self, genes, scores):
        marker = genes.copy().tobytes()  # expect: TK306
        if marker not in self.by_genes:
            self.by_genes[marker] = float(scores.mean())
        return self.by_genes[marker]

    def run_scores(self, scores):
        marker = (scores.shape, scores.dtype.str, scores.tobytes())  # ok: TK306
        if marker not in self.by_scores:
            self.by_scores[marker] = float(scores.mean())
        return self.by_scores[marker]


enrichment = Enrichment()
for _ in range(2):
    genes, scores = make(["TP" + str(53), "BR" + str(1)], [0.5, 1.5])
    enrichment.run(genes, scores)
    enrichment.run_scores(scores)
assert len(enrichment.by_scores) == 1
