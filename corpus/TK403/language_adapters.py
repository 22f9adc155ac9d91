"""Adapters per language, keyed by an enumeration, a pair or a name."""
import enum

import torch
from torch import nn


class Language(enum.Enum):
    GERMAN = "de"
    FRENCH = "fr"


def adapters(languages, width):
    modules = nn.ModuleDict()
    for language in languages:
        modules[language.value] = nn.Linear(width, width)  # ok: TK403
        modules.update({f"{language.name}_norm": nn.LayerNorm(width)})  # ok: TK403
    return modules


def translation_pairs(width):
    modules = nn.ModuleDict()
    for source in ("de", "fr"):
        modules[source, "en"] = nn.Linear(width, width)  # expect: TK403
        modules[f"{source}-en"] = nn.Linear(width, width)  # ok: TK403
    modules.update({None: nn.Identity()})  # expect: TK403
    return modules


def removed(modules):
    modules.pop("de")  # ok: TK403
    try:
        modules.update({3: nn.Identity()})  # ok-raises: TK403
    except TypeError:
        modules["3"] = nn.Identity()  # ok: TK403
    return modules


known = adapters(Language, 2)
assert known["de"](torch.ones(2)).shape == (2,)  # ok: TK403
assert len(translation_pairs(2)) == 2
assert "de" not in removed(known)
