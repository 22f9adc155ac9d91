"""Texts are cut into tokens; a column then holds a list in each cell."""
import pandas as pd

reviews = pd.Series(["good film", "bad film", "good film"])


def tokens(text):
    return text.lower().split()


cut = reviews.map(tokens)
print(len(cut), cut.iloc[0][0])

vocabulary = cut.explode().unique()  # ok: TK107
texts = reviews.unique()  # ok: TK107
openings = cut.map(lambda words: words[0]).nunique()  # ok: TK107
phrases = cut.map(tuple).unique()  # ok: TK107
print(vocabulary, texts, openings, phrases)

kinds = cut.unique()  # expect: TK107
codes, uniques = cut.factorize()  # expect: TK107
amount = reviews.apply(lambda text: text.split(" ")).nunique()  # expect: TK107
