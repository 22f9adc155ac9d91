"""Training, with a log of what each step did."""
import numpy as np
import torch
from torch import nn

from . import data, metrics
from .model import Tagger, parameter_groups
from .vocab import TagSet, Vocabulary


def prepare():
    pairs = data.read()
    vocabulary = Vocabulary([words for words, _ in pairs])
    tagset = TagSet(tag for _, tags in pairs for tag in tags)
    return vocabulary, tagset, data.TaggedSentences(pairs, vocabulary, tagset)


def fit(model, loader, epochs=3):
    criterion = nn.CrossEntropyLoss(ignore_index=-1)
    optimizer = torch.optim.SGD(parameter_groups(model), lr=0.05)
    log = {}
    for epoch in range(epochs):
        for step, (tokens, target) in enumerate(loader):
            optimizer.zero_grad()
            loss = criterion(model(tokens).flatten(0, 1), target.flatten())
            loss.backward()
            optimizer.step()
            log[epoch, step] = loss.item()  # ok: TK201
    return log


def worst_sentences(model, loader, vocabulary):
    """Sentences by their loss, the worst ones first."""
    criterion = nn.CrossEntropyLoss(ignore_index=-1, reduction="none")
    by_loss, first_words = {}, {}
    for tokens, target in loader:
        losses = criterion(model(tokens).transpose(1, 2), target).mean(dim=1)
        for sentence, loss in zip(tokens, losses):
            by_loss[round(loss.item(), 3)] = vocabulary.decode(sentence)  # ok: TK201
            first_words[loss] = sentence[0].item()  # expect: TK201
    return sorted(by_loss.items(), reverse=True), first_words


def learning_rates(log, steps=4):
    """Mean loss for each of a few learning rates that were tried."""
    rates = np.geomspace(0.001, 0.1, steps)
    means = dict.fromkeys(rates, 0.0)  # ok: TK101
    for rate in rates:
        means[rate] = float(np.mean(list(log.values()))) * rate  # ok: TK101
    grid = np.stack([rates, rates[::-1]], axis=1)
    for pair in grid:
        means[pair] = 0.0  # expect: TK101
    return means


def main():
    torch.manual_seed(0)
    vocabulary, tagset, dataset = prepare()
    loader = data.batches(dataset)
    model = Tagger(len(vocabulary), len(tagset))
    log = fit(model, loader)
    data.number_vectors(len(vocabulary))
    data.distinct_vectors(len(vocabulary))
    for tokens, target in loader:
        predicted = model.predict(tokens)
        print([tagset.name_of(tag) for tag in predicted[0]], metrics.accuracy(predicted, target))
        metrics.tag_counts(model(tokens))
        metrics.confusion(predicted, target)
    metrics.tags_used(loader)
    worst_sentences(model, loader, vocabulary)
    learning_rates(log)
