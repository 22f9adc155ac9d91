"""Identifiers of experiments from their settings, with arrays of three libraries among them."""
from dataclasses import dataclass, field

import jax.numpy as jnp
import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Grid:
    name: str
    rates: np.ndarray


@dataclass(frozen=True)
class Labelled:
    name: str
    rates: np.ndarray = field(hash=False, compare=False)


@dataclass(frozen=True)
class Plain:
    name: str
    rates: tuple


def identifiers():
    rates = np.geomspace(0.1, 10.0, 3)
    ids = [hash(Plain("p", tuple(rates)))]  # ok: TK103
    ids.append(hash(Labelled("l", rates)))  # ok: TK103
    ids.append(hash(Grid("g", rates)))  # expect: TK106
    return ids


def seeds():
    constant = tf.constant([1, 2])
    traced = jnp.arange(3)
    codes = [hash(constant.shape), hash(constant.dtype), hash(constant.ref())]  # ok: TK103
    codes.append(hash(traced.shape))  # ok: TK103
    codes.append(hash(traced))  # expect: TK103
    codes.append(hash(constant))  # expect: TK103
    codes.append(hash(tuple(traced.tolist())))  # ok: TK103
    codes.append(hash(bytes(np.asarray(traced))))  # ok: TK103
    codes.append(hash([1, 2]))  # expect: TK103
    return codes


print(identifiers(), seeds())
