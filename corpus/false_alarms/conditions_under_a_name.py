"""What a value is gets asked first, and the answer has a name of its own or comes from a helper."""
import numpy as np

SIZES = {int: 8, float: 8, bool: 1}
UNITS = {"m": 1.0, "km": 1000.0}


def width_of(x):
    is_type = isinstance(x, type)
    if is_type and x in SIZES:  # ok: TK101
        return SIZES[x]  # ok: TK101
    return np.asarray(x).dtype.itemsize


def scale_of(unit):
    known = isinstance(unit, str)
    if not known:
        return np.asarray(unit).sum()
    return UNITS[unit]  # ok: TK101


class Symbol:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Symbol) and self.name == other.name


def first_symbol(*candidates):
    for candidate in candidates:
        if isinstance(candidate, Symbol):
            return candidate
    return None


def choose(branch, table):
    """A symbol stands for a choice that is made later."""
    symbol = first_symbol(branch, *table.values())
    if symbol is not None:
        return lambda **given: table[given[symbol.name]]
    return table[branch]  # ok: TK101


class Pipeline:
    def _build(cls, kind, registry, steps):
        return [registry(step) for step in steps]


def step_named(name):
    return {"resize": np.resize, "flip": np.flip}[name]  # ok: TK101


class ImagePipeline(Pipeline):
    @classmethod
    def build(cls, config):
        steps = list(config["steps"])
        return super()._build(cls, "image", step_named, steps)


def main():
    print(width_of(np.zeros(3)), width_of(int))
    print(scale_of(np.ones(2)), scale_of("km"))
    print(choose(Symbol("mode"), {0: 1, 1: 2})(mode=1), choose(0, {0: 1, 1: 2}))
    print(ImagePipeline.build({"steps": ["resize", "flip"]}))


if __name__ == "__main__":
    main()
