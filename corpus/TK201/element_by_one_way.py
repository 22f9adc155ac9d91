"""Neighbours of the last hop: what a user begins with is a list, later hops sample a tensor."""
import torch


class User:
    def __init__(self, items):
        self.items = eval(items)


def spread(user, hops):
    reached = {}
    for hop in range(hops):
        if hop == 0:
            last = user.items
        else:
            last = torch.tensor([4, 7])
        for entity in last:
            if entity not in reached:  # expect: TK201
                reached[entity] = hop  # expect: TK201
    return reached


def spread_numbers(user, hops):
    reached = {}
    for hop in range(hops):
        if hop == 0:
            last = user.items
        else:
            last = torch.tensor([4, 7]).tolist()
        for entity in last:
            if entity not in reached:  # ok: TK201
                reached[entity] = hop  # ok: TK201
    return reached


def spread_in(user, place):
    last = user.items if place is None else torch.tensor([4, 7])
    return [entity for entity in last if entity in place.known]  # ok: TK201


class Place:
    known = (4, 7)


spread(User("[4, 9]"), 2)
spread_numbers(User("[4, 9]"), 2)
spread_in(User("[4, 9]"), Place())
