"""Packed weights cached by data_ptr(); views share it, and freed storage returns."""
import torch


class PackedMatmul:
    def __init__(self):
        self.packed = {}
        self.by_name = {}

    def __call__(self, x, weight):
        key = weight.data_ptr()  # expect: TK303
        if key not in self.packed:
            self.packed[key] = weight.t().contiguous()
        return x @ self.packed[key]

    def named(self, x, name, weight):
        if name not in self.by_name:
            self.by_name[name] = weight.t().contiguous()
        return x @ self.by_name[name]


def shared_storage(tensors):
    groups = {}
    for tensor in tensors:
        groups.setdefault(tensor.data_ptr(), []).append(tensor)  # ok: TK303
    return [len(group) for group in groups.values()]


def unique_bytes(module):
    counted, total = set(), 0
    for tensor in module.state_dict().values():
        if tensor.data_ptr() not in counted:  # ok: TK303
            counted.add(tensor.data_ptr())  # ok: TK303
            total += tensor.numel() * tensor.element_size()
    return total


product = PackedMatmul()
weight = torch.ones(2, 2)
product(torch.ones(1, 2), weight)
weight.mul_(3)  # expect: TK308
assert product(torch.ones(1, 2), weight)[0, 0] == 2
print(product.named(torch.ones(1, 2), "w", weight), shared_storage([weight, weight.t()]))
print(unique_bytes(torch.nn.Linear(2, 2)))
