"""Consecutive numbers for instance masks: every spelling of the same remapping."""
import torch


def masks():
    image = torch.tensor([[0, 7, 7], [0, 9, 9], [3, 3, 9]])
    return image, torch.unique(image)


def mapping(found):
    by_element = {old: new for new, old in enumerate(found)}  # expect: TK201
    by_tuple = {tuple(found): 1}  # expect: TK201
    by_values = {old: new for new, old in enumerate(found.tolist())}  # ok: TK201
    by_list = {tuple(found.tolist()): 1}  # ok: TK201
    by_array = {old: new for new, old in enumerate(found.numpy())}  # ok: TK201
    return by_element, by_tuple, by_values, by_list, by_array


def remap(image, numbers):
    flat = [numbers[v] for v in image.flatten().tolist()]  # ok: TK201
    lost = list(map(numbers.get, image.flatten()))  # expect: TK212
    return torch.tensor(flat).view_as(image), lost


def areas(image):
    sizes = dict.fromkeys(torch.unique(image), 0)  # expect: TK201
    proper = dict.fromkeys(torch.unique(image).tolist(), 0)  # ok: TK201
    for row, column in torch.nonzero(image):
        sizes[row, column] = 1  # expect: TK201
        proper[row.item(), column.item()] = 1  # ok: TK201
        image[row, column] += 1  # ok: TK201
    return sizes, proper


picture, ids = masks()
tables = mapping(ids)
remap(picture, tables[2])
areas(picture)
