"""An inference server that answers repeated requests from a cache of content digests."""
import hashlib
import zlib

import numpy as np

ANSWERS = {}
CHECKSUMS = {}


def content_key(batch):
    return hashlib.blake2b(np.ascontiguousarray(batch)).hexdigest()  # todo-expect: TK302


def full_key(batch):
    state = hashlib.blake2b(digest_size=16)
    state.update(str(batch.dtype).encode())
    state.update(repr(batch.shape).encode())
    state.update(batch.tobytes())  # ok: TK302
    return state.hexdigest()


def model(batch):
    return batch.sum(axis=-1)


def serve(batch, key_of):
    key = key_of.__name__, key_of(batch)
    if key not in ANSWERS:
        ANSWERS[key] = model(batch)
    return ANSWERS[key]


def verify(name, payload):
    """A checksum of bytes from a file is no key of an array."""
    CHECKSUMS[name] = zlib.crc32(payload)  # ok: TK302
    return CHECKSUMS[name]


wide, tall = np.ones((2, 6)), np.ones((6, 2))
serve(wide, content_key)
assert serve(tall, content_key).shape == (2,)
serve(wide, full_key)
assert serve(tall, full_key).shape == (6,)
print(verify("weights", b"abc"))
