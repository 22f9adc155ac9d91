import numpy as np

import ring
from ring import walks


class Node:
    def __init__(self, name, position):
        self.name = name
        self.position = np.array(position)
        self.seen = set()

    def neighbours(self):
        return walks.around(self)

    def meet(self, other):
        self.seen.add(other.name)
        return other.name in self.seen

    def visit(self, position):
        self.seen.add(position)  # passed: TK102


def default():
    return ring.DEFAULT
