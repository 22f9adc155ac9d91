"""tkscan is a program; this package finds it, for `python -m tkscan`."""
