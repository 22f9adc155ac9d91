"""Indented with tabs, as some editors do."""
import torch


def tally(labels):
	counts = {}
	for label in labels.flatten():
		if label.item() not in counts:	# ok: TK201
			counts[label.item()] = 1	# ok: TK201
		counts[label] = 1	# expect: TK201
		#      ^^^^^
	if counts:
	        mixed = {labels.max()}  # expect: TK202
	        counts["all"]	=	mixed	# ok: TK201
	return	counts


print(len(tally(torch.tensor([[1, 2], [1, 1]]))))
