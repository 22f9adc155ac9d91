"""Random streams in JAX: a ledger of the keys that were handed out."""
import jax
import jax.numpy as jnp


def hand_out(seed, count):
    ledger = {}
    key = jax.random.PRNGKey(seed)
    for n in range(count):
        key, stream = jax.random.split(key)
        ledger[n] = stream  # ok: TK101
        ledger[stream] = n  # expect: TK101
        #      ^^^^^^
        ledger[tuple(stream.tolist())] = n  # ok: TK101
    return ledger


def bucket(scores):
    levels = jnp.floor(scores * 4)
    histogram = {}
    for level in levels:
        name = int(level)
        histogram[name] = histogram.get(name, 0) + 1  # ok: TK101
        histogram[level] = histogram.get(name, 0)  # expect: TK101
    return histogram


def names_of(logits, names):
    best = jnp.argmax(logits, axis=-1)
    known = [names[b.item()] for b in best]  # ok: TK101
    first = names[best[0]]  # expect: TK101
    return known, first, names.get(jnp.max(best).item(), "?")  # ok: TK101


print(len(hand_out(3, 4)))
print(bucket(jnp.linspace(0.0, 1.0, 5)))
print(names_of(jnp.eye(3), {0: "cat", 1: "dog", 2: "owl"}))
