"""Words and tags as numbers, and back."""
from collections import Counter

PAD, UNKNOWN = "<pad>", "<unk>"


class Vocabulary:
    def __init__(self, sentences, min_count=1):
        counts = Counter(word for sentence in sentences for word in sentence)
        words = [w for w, n in counts.most_common() if n >= min_count]
        self.words = [PAD, UNKNOWN, *words]
        self.numbers = {word: n for n, word in enumerate(self.words)}  # ok: TK101

    def __len__(self):
        return len(self.words)

    def encode(self, sentence):
        unknown = self.numbers[UNKNOWN]
        return [self.numbers.get(word, unknown) for word in sentence]  # ok: TK101

    def decode(self, tokens):
        return [self.words[token] for token in tokens]


class TagSet:
    """Tags are numbered in the order of their names."""

    def __init__(self, tags):
        self.names = dict(enumerate(sorted(set(tags))))
        self.numbers = {name: number for number, name in self.names.items()}  # ok: TK101

    def __len__(self):
        return len(self.names)

    def name_of(self, predicted):
        """The name of one predicted tag, a tensor of one element."""
        return self.names[predicted.item()]  # ok: TK201
