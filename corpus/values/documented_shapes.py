"""What documentation says of parameters and results, where it gives a shape."""
from types import SimpleNamespace

import numpy as np

solve = eval("lambda points, weights: np.ones(2)")
divided = eval("lambda x: (x[:2], x[2:], 2)")


def fitted(points, weights, mixed, rows, loose, plain):
    """Fits a line.

    Parameters
    ----------
    points : `numpy.ndarray`, shape (n, 2)
        Where they are.
    weights : (n,) ndarray
    mixed : ndarray of shape (n,) or list
    rows : ndarray of shape (n_samples, n_features), optional
    loose : array_like, shape (n,)
    plain : ndarray

    Returns
    -------
    coefficients : ndarray, shape (2,)
        Slope and offset.
    """
    reveal_value(points)  # is: numpy.ndarray rank=2 likely
    reveal_value(weights)  # is: numpy.ndarray rank=1 likely
    reveal_value(mixed)  # is: unknown
    reveal_value(rows)  # is: numpy.ndarray rank=2 likely
    reveal_value(loose)  # is: unknown
    reveal_value(plain)  # is: unknown
    return solve(points, weights)


def halves(x):
    """Both.

    Returns
    -------
    left, right : ndarray, shape (n,)
    count : int
    """
    return divided(x)


def used(data):
    line = fitted(data.points, data.weights, data.mixed, data.rows, data.loose, data.plain)
    reveal_value(line)  # is: numpy.ndarray rank=1 likely
    reveal_value(halves(data.x))  # is: tuple[numpy.ndarray rank=1, numpy.ndarray rank=1, unknown] likely
    for label in line:
        reveal_value(label)  # is: numpy.generic likely


used(eval("""SimpleNamespace(points=np.ones((3, 2)), weights=np.ones(3), mixed=[1], rows=np.ones((3, 2)),
                              loose=[1.0], plain=np.ones(3), x=np.ones(4))"""))
