# -*- coding: latin-1 -*-
"""Größen, in an encoding of one byte per letter."""
import numpy as np

größe = np.array([1.0, 2.0])
tabelle = {"länge": größe}  # ok: TK101
tabelle["ä", größe] = 1  # expect: TK101
#            ^^^^^
tabelle[größe.sum()] = "süß"  # ok: TK101
print(tabelle["länge"], {größe[0]: 1})  # ok: TK101
