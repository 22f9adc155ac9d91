"""Rollouts of a controller: the horizon is static, and comes out of an array."""
import jax
import jax.numpy as jnp
import numpy as np


def rollout(state, gain, horizon):
    states = [state]
    for _ in range(horizon):
        states.append(states[-1] - gain * states[-1])
    return jnp.stack(states)


compiled = jax.jit(rollout, static_argnums=2)
horizons = np.array([2, 3])


def sweep(state):
    paths = []
    for horizon in horizons:
        paths.append(compiled(state, 0.1, horizon))  # ok: TK105
    for horizon in jnp.array([2, 3]):
        paths.append(compiled(state, 0.1, horizon))  # expect: TK105
    for horizon in horizons[:, None]:
        paths.append(compiled(state, 0.1, horizon))  # expect: TK105
    for horizon in horizons.reshape(-1, 1):
        paths.append(compiled(state, horizon * 0.1, int(horizon[0])))  # ok: TK105
    longest = int(jnp.max(jnp.array([2, 3])))
    paths.append(compiled(state, 0.1, longest))  # ok: TK105
    paths.append(compiled(state, jnp.max(state), horizons.max()))  # ok: TK105
    return paths


print(len(sweep(jnp.ones(2))))
