"""What tokenizers and models of transformers give, and rows of datasets."""
import torch
from datasets import Dataset
from tokenizers import Tokenizer, models
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

words = Tokenizer(models.WordLevel({"a": 0, "b": 1, "[PAD]": 2}, unk_token="b"))
tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]")
encoded = tokenizer(["a", "b"], padding=True, return_tensors="pt")
reveal_value(encoded["input_ids"])  # is: torch.Tensor rank=2 definite
reveal_value(encoded.attention_mask)  # is: torch.Tensor rank=2 definite
reveal_value(tokenizer.encode("a"))  # is: list[int] definite
reveal_value(tokenizer.encode("a", return_tensors="pt"))  # is: torch.Tensor rank=2 dtype=int64 definite

model = BertForSequenceClassification(BertConfig(
    vocab_size=8, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8))
output = model(input_ids=encoded["input_ids"], labels=torch.tensor([0, 1]))
reveal_value(output.logits)  # is: torch.Tensor definite
reveal_value(output["logits"])  # is: torch.Tensor definite
reveal_value(output.loss)  # is: torch.Tensor rank=0 definite
names = {}
for guess in output.logits.argmax(dim=-1):
    names[guess] = "positive"  # expect: TK201
for guess in output.logits.argmax(dim=-1).tolist():
    names[guess] = "positive"  # ok: TK201

rows = Dataset.from_dict({"x": [[1.0, 2.0], [3.0, 4.0]], "label": [0, 1]})
reveal_value(rows.column_names)  # is: list[str] definite
reveal_value(rows.map(lambda row: {"y": row["label"]}))  # is: datasets.Dataset definite
reveal_value(rows.train_test_split(0.5)["train"])  # is: datasets.Dataset definite
seen = set()
for row in rows:
    seen.add(row["label"])
