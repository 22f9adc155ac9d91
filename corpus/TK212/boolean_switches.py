"""Dispatch on the truth of a comparison, whose result is a tensor."""
import torch

HANDLERS = {True: "converged", False: "running"}


def status(previous, current):
    same = (previous == current).all()
    by_tensor = HANDLERS.get(same, "unknown")  # expect: TK212
    by_bool = HANDLERS.get(bool(same), "unknown")  # ok: TK212
    by_equal = HANDLERS[torch.equal(previous, current)]  # ok: TK212
    by_close = HANDLERS[torch.allclose(previous, current)]  # ok: TK212
    return by_tensor, by_bool, by_equal, by_close


def direction(gradient):
    table = {-1.0: "down", 0.0: "flat", 1.0: "up"}
    names = [table.get(s) for s in gradient.sign()]  # expect: TK212
    exact = [table.get(s) for s in gradient.sign().tolist()]  # ok: TK212
    assert names == [None, None] and exact == ["down", "up"]
    return exact


def devices(x):
    budget = {"cpu": 1}
    return budget.get(x.device.type), "cpu" in {x.device.type}  # ok: TK212


a = torch.tensor([1.0, 2.0])
assert status(a, a.clone()) == ("unknown", "converged", "converged", "converged")
print(direction(torch.tensor([-0.5, 0.5])), devices(a))
