"""What searches for neighbours, clusterings and scores give: arrays of places, numbers, and lists."""
import numpy as np
from scipy import ndimage, stats
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree
from sklearn.datasets import load_iris
from sklearn.metrics import f1_score
from sklearn.neighbors import KDTree, KNeighborsClassifier, NearestNeighbors

points = np.random.default_rng(0).random((30, 3))
tree = cKDTree(points)
distances, places = tree.query(points)
reveal_value(distances)  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(places)  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(tree.query(points, k=4)[1])  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(tree.query(points[0])[1])  # is: int | numpy.int64 definite
reveal_value(tree.query(points[0], 2)[1])  # is: numpy.ndarray rank=1 dtype=int64 definite
names = {0: "first"}
for place in places:
    reveal_value(place)  # is: numpy.int64 definite
nearest = {names.get(place): row for place, row in zip(places, points)}
for first, second in tree.query_pairs(0.2):
    reveal_value(first)  # is: int definite
reveal_value(tree.query_pairs(0.2, output_type="ndarray"))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(Voronoi(points[:, :2]).ridge_points)  # is: numpy.ndarray rank=2 definite

iris = load_iris()
search = NearestNeighbors(n_neighbors=2).fit(iris.data)
reveal_value(search.kneighbors(iris.data)[1])  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(search.kneighbors(iris.data, return_distance=False))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(search.radius_neighbors(iris.data, 0.5)[0])  # is: numpy.ndarray rank=1 dtype=object definite
reveal_value(KDTree(iris.data).query(iris.data, k=3)[0])  # is: numpy.ndarray rank=2 dtype=float64 definite
voters = KNeighborsClassifier(3).fit(iris.data, iris.target)
reveal_value(voters.kneighbors(iris.data)[1])  # is: numpy.ndarray rank=2 dtype=int64 definite
guesses = voters.predict(iris.data)
reveal_value(f1_score(iris.target, guesses, average="macro"))  # is: float definite
reveal_value(f1_score(iris.target, guesses, average=None))  # is: numpy.ndarray rank=1 definite

parts, labels = connected_components(np.eye(3))
reveal_value(parts)  # is: int definite
reveal_value(labels)  # is: numpy.ndarray rank=1 dtype=int32 definite
cells, count = ndimage.label(points > 0.5)
for window in ndimage.find_objects(cells):
    reveal_value(window)  # is: None | tuple[slice, ...] definite
reveal_value(stats.norm.rvs(size=3))  # is: numpy.ndarray rank=1 definite
reveal_value(stats.norm(0, 1).pdf(points))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(stats.gaussian_kde(points.T)(points.T))  # is: numpy.ndarray rank=1 definite
