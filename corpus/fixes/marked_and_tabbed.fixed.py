import torch

λ = torch.tensor([1, 2])
print("é😀", {"😀": {x for x in λ.tolist()}})  # expect: TK202


def f(größe):
	tafel = {"ä": 0}
	for größe in λ.tolist():
		tafel["ä"] += 1; tafel[größe] = 1  # expect: TK201
	return tafel


f(1)
