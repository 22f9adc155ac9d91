"""A feature store whose keys are made of shapes, as text."""
import numpy as np


class FeatureStore:
    def __init__(self):
        self.features = {}
        self.named = {}
        self.layouts = {}

    def histogram(self, image):
        key = f"{image.shape}-{image.dtype}"  # expect: TK304
        if key not in self.features:
            self.features[key] = np.histogram(image, bins=2)[0]
        return self.features[key]

    def named_histogram(self, name, image):
        key = f"{name}-{image.shape}"  # ok: TK304
        if key not in self.named:
            self.named[key] = np.histogram(image, bins=2)[0]
        return self.named[key]

    def grid(self, image):
        key = str(image.shape)  # ok: TK304
        if key not in self.layouts:
            self.layouts[key] = np.indices(image.shape)
        return self.layouts[key]


store = FeatureStore()
dark, light = np.zeros((2, 2)), np.array([[0.0, 1.0], [1.0, 1.0]])
assert (store.histogram(dark) == store.histogram(light)).all()
assert (store.named_histogram("d", dark) != store.named_histogram("l", light)).any()
print(store.grid(dark).shape, store.grid(light).shape)
