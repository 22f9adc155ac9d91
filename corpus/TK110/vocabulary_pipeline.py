"""A text pipeline of tf.data: words to numbers with a dict, and without one."""
import tensorflow as tf

VOCABULARY = {"<unk>": 0, "red": 1, "fish": 2}
STOP = {"the", "a"}

lines = tf.data.Dataset.from_tensor_slices(["red fish", "the fish"])
words = lines.flat_map(lambda line: tf.data.Dataset.from_tensor_slices(tf.strings.split(line)))

bad = words.map(lambda word: VOCABULARY[word])  # expect: TK110
kept = words.filter(lambda word: word not in STOP)  # expect: TK110
numbers = tf.keras.layers.StringLookup(vocabulary=["red", "fish"])
good = words.map(lambda word: numbers(word))  # ok: TK110
in_stop = words.filter(lambda word: tf.reduce_all(word != sorted(STOP)))  # ok: TK110


def count(dataset):
    counts = {}
    for word in dataset.as_numpy_iterator():
        counts[word.decode()] = counts.get(word.decode(), 0) + 1  # ok: TK110
    return counts


def number_of(dataset):
    return [VOCABULARY.get(word.numpy().decode(), 0) for word in dataset]  # ok: TK110


print(count(words), number_of(words), [int(n) for n in good], [w.numpy() for w in in_stop])
