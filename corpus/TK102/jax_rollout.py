"""Counting distinct actions and rewards of a rollout sampled with JAX."""
import jax
import jax.numpy as jnp


def rollout(seed, length):
    keys = jax.random.split(jax.random.PRNGKey(seed), length)
    actions = jnp.stack([jax.random.randint(k, (), 0, 5) for k in keys])
    rewards = jnp.sin(actions.astype(jnp.float32))
    return actions, rewards


def summary(actions, rewards):
    taken = {int(a) for a in actions}  # ok: TK102
    taken_too = set(actions.tolist())  # ok: TK102
    tried = set(actions)  # expect: TK102
    highs = set()
    for action, reward in zip(actions, rewards):
        if reward > 0:
            highs.add(action.item())  # ok: TK102
            highs.add(reward)  # expect: TK102
    return taken | taken_too, tried, highs


def overlap(first, second):
    common = set(first.tolist()).intersection(second.tolist())  # ok: TK102
    common.discard(jnp.min(first))  # expect: TK102
    common.discard(int(jnp.min(first)))  # ok: TK102
    return common


steps, gains = rollout(0, 8)
print(summary(steps, gains), overlap(steps, steps + 1))
