"""A service that remembers its predictions, by the picture as a tensor and by the picture's bytes."""
import io

from PIL import Image
from torchvision import transforms

prepare = transforms.Compose([transforms.Resize(8), transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)])
by_tensor, by_bytes = {}, {}


def predict(raw, model):
    picture = prepare(Image.open(io.BytesIO(raw)))
    if raw in by_bytes:  # ok: TK201
        return by_bytes[raw]  # ok: TK201
    if picture in by_tensor:  # expect: TK201
        return by_tensor[picture]  # expect: TK201
    answer = model(picture.unsqueeze(0))
    by_bytes[raw] = by_tensor[picture] = answer  # expect: TK201
    return answer


def png(colour):
    out = io.BytesIO()
    Image.new("RGB", (9, 9), colour).save(out, format="png")
    return out.getvalue()


for colour in ("red", "red", "blue"):
    predict(png(colour), lambda batch: float(batch.mean()))
