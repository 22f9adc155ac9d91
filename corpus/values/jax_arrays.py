"""Arrays of JAX; elements stay arrays of no dimensions."""
import jax
import jax.numpy as jnp
import numpy as np

x = jnp.ones((3, 4))
line = jnp.arange(5)

reveal_value(x)  # is: jax.Array rank=2 dtype=float32 definite
reveal_value(line)  # is: jax.Array rank=1 dtype=int32 definite
reveal_value(jnp.array([[1, 2], [3, 4]]))  # is: jax.Array rank=2 dtype=int32 definite
reveal_value(jnp.zeros(3))  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(jnp.linspace(0.0, 1.0, 4))  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(x + 1)  # is: jax.Array rank=2 dtype=float32 definite
reveal_value(line > 2)  # is: jax.Array rank=1 dtype=bool definite
reveal_value(jnp.sum(x))  # is: jax.Array rank=0 dtype=float32 definite
reveal_value(x.mean(axis=0))  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(x.argmax(axis=1))  # is: jax.Array rank=1 dtype=int32 definite
reveal_value(jnp.dot(x, x.T))  # is: jax.Array rank=2 dtype=float32 definite
reveal_value(x.reshape(-1))  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(line[:, None])  # is: jax.Array rank=2 dtype=int32 definite
reveal_value(x[0])  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(x[0, 1])  # is: jax.Array rank=0 dtype=float32 definite
reveal_value(line[0])  # is: jax.Array rank=0 dtype=int32 definite
reveal_value(x.at[0, 0].set(2.0))  # todo-is: jax.Array rank=2 dtype=float32 definite
reveal_value(jnp.stack([line, line]))  # is: jax.Array rank=2 dtype=int32 definite
reveal_value(jnp.concatenate([x, x]))  # is: jax.Array rank=2 dtype=float32 definite
reveal_value(jax.nn.softmax(x))  # is: jax.Array rank=2 dtype=float32 definite
reveal_value(jax.random.normal(jax.random.PRNGKey(0), (2, 3)))  # todo-is: jax.Array rank=2 dtype=float32 definite
reveal_value(line[0].item())  # is: int definite
reveal_value(x.tolist())  # is: list[list[float]] definite
reveal_value(np.asarray(x))  # is: numpy.ndarray rank=2 dtype=float32 definite
for element in line:
    reveal_value(element)  # is: jax.Array rank=0 dtype=int32 definite
for row in x:
    reveal_value(row)  # is: jax.Array rank=1 dtype=float32 definite
reveal_value(jax.jit(lambda v: v * 2)(x))  # is: jax.Array rank=2 dtype=float32
