"""Elements and reductions of JAX arrays."""
import jax.numpy as jnp


def levels(image):
    known = {0: "dark", 1: "bright"}
    seen = set(image)  # expect: TK102
    best = known.get(image.argmax())  # expect: TK101
    return seen, best, [known[v] for v in image]  # expect: TK101


def cached(values):
    store = {}
    whole = jnp.ones((2, 2))
    store[whole] = values  # expect: TK101
    return store


print(levels(jnp.array([0, 1, 1])), cached(1))
