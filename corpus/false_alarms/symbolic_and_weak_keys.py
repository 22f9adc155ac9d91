"""Keys that are meant by identity: symbolic tensors, variables of a jaxpr, weak dictionaries."""
import jax
import jax.numpy as jnp
import keras
import torch
from torch.utils.weak import WeakIdKeyDictionary, WeakTensorKeyDictionary


def layer_inputs():
    """Symbolic tensors of Keras 3 have no == of their own."""
    x, y = keras.Input((2,)), keras.Input((3,))
    depth = {x: 0, y: 0}  # ok: TK101
    joined = keras.layers.Concatenate()([x, y])
    depth[joined] = 1 + max(depth[x], depth[y])  # ok: TK101
    return len({x, y, joined}), depth[joined]  # ok: TK101, TK102


def interpret(closed, *arguments):
    """Runs a jaxpr; its variables are the keys of the environment."""
    jaxpr = closed.jaxpr
    environment = dict(zip(jaxpr.invars, arguments))  # ok: TK101
    for equation in jaxpr.eqns:
        values = [v.val if hasattr(v, "val") else environment[v]
                  for v in equation.invars]  # ok: TK101
        result = equation.primitive.bind(*values, **equation.params)
        environment[equation.outvars[0]] = result  # ok: TK101
    return [environment[v] for v in jaxpr.outvars]  # ok: TK101


def weak_notes(tensors):
    notes, numbers = WeakTensorKeyDictionary(), WeakIdKeyDictionary()
    for number, tensor in enumerate(tensors):
        notes[tensor] = f"tensor {number}"  # ok: TK201
        numbers[tensor] = number  # ok: TK201
    return notes[tensors[0]], numbers.get(tensors[-1])  # ok: TK201


print(layer_inputs(), weak_notes([torch.zeros(2), torch.ones(2)]))
print(interpret(jax.make_jaxpr(lambda v: v * 2.0 + 1.0)(1.0), jnp.float32(3.0)))
