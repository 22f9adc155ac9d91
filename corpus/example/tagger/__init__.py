"""A small part-of-speech tagger: vocabulary, data, model, training, metrics."""

__version__ = "0.3.0"
