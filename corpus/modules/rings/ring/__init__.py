"""Two modules that import each other, and a package that is imported by its parts."""

from ring.nodes import Node
from ring.walks import walk

DEFAULT = Node("start", [0.5, 1.0])
