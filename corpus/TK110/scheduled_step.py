"""A compiled training step that reads its schedule while it is traced."""
import jax
import jax.numpy as jnp

RATES = {0: 0.1, 10: 0.01}
RATE_STEPS = jnp.array([0.1, 0.01])


@jax.jit
def step(weights, gradient, number):
    rate = RATES.get(number, 0.1)  # expect: TK110
    return weights - (rate or 0.1) * gradient


@jax.jit
def step_by_array(weights, gradient, number):
    return weights - RATE_STEPS[number // 10] * gradient  # ok: TK110


@jax.jit
def step_by_length(weights, gradient):
    rate = RATES.get(len(weights), 0.1)  # ok: TK110
    return weights - rate * gradient


@jax.jit
def named(parameters):
    frozen = {"bias"}
    return {name: value * (name not in frozen) for name, value in parameters.items()}  # ok: TK110


weights = jnp.ones(3)
step(weights, weights, 10)
print(step_by_array(weights, weights, 10), step_by_length(weights, weights))
print(named({"bias": weights, "weight": weights}))
