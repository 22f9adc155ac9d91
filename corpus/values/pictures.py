"""Contours, regions, points and pixels: what OpenCV, Pillow and scikit-image give."""
import cv2
import numpy as np
from PIL import Image
from skimage import color, measure, segmentation

picture = np.zeros((20, 30, 3), np.uint8)
cv2.rectangle(picture, (5, 5), (15, 15), (255, 255, 255), -1)
grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
level, mask = cv2.threshold(grey, 127, 255, cv2.THRESH_BINARY)
contours, _ = cv2.findContours(mask, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
boxes = {}
for contour in contours:
    reveal_value(contour)  # is: numpy.ndarray rank=3 definite
    reveal_value(cv2.minAreaRect(contour))  # is: tuple[tuple[float, float], tuple[float, float], float] definite
    boxes[cv2.boundingRect(contour)] = contour  # ok: TK101
    boxes[contour] = level  # expect: TK101
count, labels, stats, centers = cv2.connectedComponentsWithStats(mask)
reveal_value(count)  # is: int definite
reveal_value(stats)  # is: numpy.ndarray rank=2 dtype=int32 definite
reveal_value(cv2.minMaxLoc(grey)[3])  # is: tuple[int, int] definite
points, rows = cv2.ORB_create().detectAndCompute(grey, None)
reveal_value(len(points))  # is: int definite

image = Image.fromarray(picture)
reveal_value(image.getpixel((0, 0)))  # is: int | None | float | tuple[int, ...] definite
reveal_value(np.asarray(image))  # is: numpy.ndarray definite
reveal_value(image.split())  # is: tuple[PIL.Image.Image, ...] definite

regions = measure.label(mask)
reveal_value(regions)  # is: numpy.ndarray definite
for region in measure.regionprops(regions):
    reveal_value(region.coords)  # is: numpy.ndarray rank=2 definite
    reveal_value(region.bbox)  # is: tuple[int, ...] definite
for outline in measure.find_contours(grey, 1):
    reveal_value(outline)  # is: numpy.ndarray rank=2 definite
reveal_value(segmentation.slic(picture, n_segments=4))  # is: numpy.ndarray definite
reveal_value(color.rgb2gray(picture))  # is: numpy.ndarray definite
