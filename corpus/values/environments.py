"""Observations and actions of gymnasium: arrays for boxes, numbers for discrete spaces."""
import gymnasium as gym
from gymnasium import spaces

env = gym.wrappers.RecordEpisodeStatistics(gym.make("CartPole-v1"))
observation, info = env.reset(seed=0)
reveal_value(observation)  # is: numpy.ndarray rank=1 definite
action = env.action_space.sample()
reveal_value(action)  # is: int | numpy.int64 definite
values = {}
values[tuple(observation), action] = 0.0
observation, reward, terminated, truncated, info = env.step(action)
reveal_value(observation)  # is: numpy.ndarray rank=1 definite
reveal_value(terminated)  # is: bool definite

table = {}
table.setdefault((observation.tobytes(), action), 0.0)
reveal_value(env.action_space.n)  # is: int | numpy.int64 definite
box = spaces.Box(low=0, high=1, shape=(3, 2))
reveal_value(box.sample())  # is: numpy.ndarray definite
reveal_value(spaces.MultiDiscrete([2, 3]).sample())  # is: numpy.ndarray definite
reveal_value(spaces.MultiBinary(4).sample())  # is: numpy.ndarray definite
reveal_value(spaces.Tuple((spaces.Discrete(2), box)).sample())  # is: tuple[unknown, ...] definite

several = gym.make_vec("CartPole-v1", num_envs=2)
several.reset()
_, rewards, ended, cut, _ = several.step(several.action_space.sample())
reveal_value(rewards)  # is: numpy.ndarray rank=1 definite
for one in ended:
    reveal_value(one)  # is: numpy.bool_ definite


class Walk(gym.Env):
    """A line of states; the action says where to go."""

    def __init__(self):
        self.action_space = spaces.Discrete(4)
        self.observation_space = spaces.Box(0, 1, (2,))

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return self.observation_space.sample(), {}


start, _ = Walk().reset()
reveal_value(start)  # is: numpy.ndarray definite
