"""Arrays whose rows have any lengths: what their elements and reductions are."""
import awkward as ak
import numpy as np

hits = ak.Array([[1.5, 2.5], [], [3.5]])
reveal_value(hits)  # is: awkward.Array definite
reveal_value(hits.to_list())  # is: list[unknown] definite
reveal_value(hits + 1)  # is: awkward.Array definite
reveal_value(hits > 2)  # is: awkward.Array definite
reveal_value(len(hits))  # is: int definite
reveal_value(hits[0])  # is: unknown
