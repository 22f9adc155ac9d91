"""hash(tensor.ref()) forgets the reference that would have kept the tensor alive."""
import tensorflow as tf

doubled = {}
held = {}


def double(x):
    key = hash(x.ref())  # expect: TK303
    if key not in doubled:
        doubled[key] = x * 2
    return doubled[key]


def double_held(x):
    key = x.ref()  # ok: TK303
    if key not in held:
        held[key] = x * 2
    return held[key]


class Optimizer:
    """Slots by the id of variables that the list keeps."""

    def __init__(self, variables):
        self.variables = list(variables)
        self.slots = {id(v): tf.zeros_like(v) for v in self.variables}  # ok: TK303

    def slot(self, variable):
        return self.slots[id(variable)]  # ok: TK303


for step in range(50):
    fresh = tf.constant([float(step)])
    double(fresh)
    assert double_held(fresh).numpy()[0] == 2.0 * step
    del fresh
assert len(held) == 50
weight = tf.Variable([1.0])
print(len(doubled), Optimizer([weight]).slot(weight))
