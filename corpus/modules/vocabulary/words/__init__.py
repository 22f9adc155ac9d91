"""Re-exports: by name, under another name, and everything."""

from .batches import *
from .table import Table, lookup as find
from . import limits as sizes
