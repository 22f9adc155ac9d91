"""An index of search phrases that is written to a file and read again."""
import hashlib
import json

import numpy as np


def phrase_key(phrase):
    tokens = np.array(phrase.split(), dtype=object)
    digest = hashlib.md5()
    digest.update(b"phrase")
    return hashlib.blake2b(tokens.tobytes(), digest_size=16).hexdigest()  # expect: TK306


def stable_key(phrase):
    tokens = np.array(phrase.split(), dtype=np.str_)
    return hashlib.blake2b(tokens.tobytes(), digest_size=16).hexdigest()  # ok: TK306


def joined_key(phrase):
    tokens = np.array(phrase.split(), dtype=object)
    return hashlib.blake2b("\0".join(tokens).encode(), digest_size=16).hexdigest()  # ok: TK306


def build(phrases, key):
    index = {}
    for position, phrase in enumerate(phrases):
        index[key(phrase)] = position
    return json.loads(json.dumps(index))


phrases = ["red car", "blue sky"]
for key, kept in ((stable_key, True), (joined_key, True)):
    assert (key("red car") in build(phrases, key)) is kept
held = build(phrases, stable_key)
lost = {}
for phrase in phrases:
    lost[phrase_key(phrase)] = phrase
    held[stable_key(phrase)] = phrase
assert len(lost) <= len(phrases) and stable_key("red " + "car") in held
