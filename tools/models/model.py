"""The library models as Python objects: what rules/models/*.yaml says, read without the analyzer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent


def words(path: str) -> list[str]:
    """The model names of an X-macro list: second argument of each TK_...(NAME, "name")."""
    text = (ROOT / "analyzer" / path).read_text()
    return re.findall(r'^TK_\w+\(\w+, "([^"]+)"', text, re.M)


ROLES = set(words("catalog/roles.def"))
DTYPES = words("value/dtypes.def")


@dataclass
class Type:
    """kind: class, self, none, union, object-of, argument, element, unknown."""

    kind: str
    cls: str = ""
    rank: int | None = None
    dtype: str | None = None
    args: list[Type] = field(default_factory=list)
    variadic: bool = False


def parse_type(text: str | None) -> Type | None:
    if text is None:
        return None
    tokens = re.findall(r"rank=\d+\+?|dtype=\w+|[\w.]+|[\[\],|()]",
                        str(text).removesuffix(" likely"))
    position = 0

    def accept(token: str) -> bool:
        nonlocal position
        if position < len(tokens) and tokens[position] == token:
            position += 1
            return True
        return False

    def one() -> Type:
        nonlocal position
        name = tokens[position]
        position += 1
        if name in ("unknown", "self", "element", "None"):
            result = Type({"None": "none"}.get(name, name))
        elif name == "arg":
            result = Type("argument", tokens[position + 1])
            position += 3
        else:
            result = Type("class", name if "." in name else "builtins." + name)
        if accept("["):
            while not accept("]"):
                if accept("..."):
                    result.variadic = True
                else:
                    result.args.append(union())
                accept(",")
            if name == "type":
                result.kind = "object-of"
        while position < len(tokens) and "=" in tokens[position]:
            key, value = tokens[position].split("=")
            if key == "rank":
                result.rank = None if value.endswith("+") else int(value)
            else:
                result.dtype = value
            position += 1
        return result

    def union() -> Type:
        parts = [one()]
        while accept("|"):
            parts.append(one())
        return parts[0] if len(parts) == 1 else Type("union", args=parts)

    return union()


@dataclass
class Parameter:
    name: str
    role: str | None
    variadic: bool = False
    keyword_only: bool = False


def parse_params(texts: list[str]) -> list[Parameter]:
    params, keyword_only = [], False
    for text in map(str, texts):
        if text == "*":
            keyword_only = True
            continue
        variadic = text.startswith("*")
        name, _, role = text.lstrip("*").partition("=")
        params.append(Parameter(name, role or (name if name in ROLES else None), variadic, keyword_only))
        keyword_only |= variadic
    return params


@dataclass
class Function:
    name: str                  # qualified, also for methods
    params: list[Parameter]
    transfer: str
    type: Type | None
    scalar: Type | None
    raw: dict
    owner: str = ""            # the class of a method
    path: str = ""


@dataclass
class Class:
    name: str
    raw: dict
    path: str
    methods: dict[str, Function] = field(default_factory=dict)


@dataclass
class Models:
    classes: dict[str, Class] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    values: dict[str, dict] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    files: dict[str, dict] = field(default_factory=dict)

    def inherited(self, name: str, key: str, default=None):
        """A key of a class or the first base that says."""
        cls = self.classes.get(self.aliases.get(name, name))
        if not cls:
            return default
        if key in cls.raw:
            return cls.raw[key]
        for base in cls.raw.get("bases", []):
            found = self.inherited(base, key)
            if found is not None:
                return found
        return default


def read_function(raw: dict, name: str, owner: str, path: str) -> Function:
    return Function(name, parse_params(raw.get("params", [])), raw.get("transfer", "type"),
                    parse_type(raw.get("type")), parse_type(raw.get("scalar")), raw, owner, path)


def names_of(raw: dict) -> list[str]:
    return raw.get("names") or [raw["name"]]


def load(folder: Path = ROOT / "rules" / "models", generated: bool = True) -> Models:
    models = Models()
    extensions: list[tuple[dict, str]] = []
    for path in sorted(folder.glob("*.yaml")):
        if not generated and path.stem.endswith("_generated"):
            continue
        data = yaml.safe_load(path.read_text())
        models.files[path.stem] = data
        models.aliases.update(data.get("aliases") or {})
        models.values.update(data.get("values") or {})
        for raw in data.get("classes") or []:
            if "extends" in raw:
                extensions.append((raw, path.stem))
                continue
            cls = Class(raw["name"], raw, path.stem)
            models.classes[cls.name] = cls
            for method in raw.get("methods", []):
                for name in names_of(method):
                    cls.methods[name] = read_function(method, f"{cls.name}.{name}", cls.name, path.stem)
        for raw in data.get("functions") or []:
            for name in names_of(raw):
                models.functions[name] = read_function(raw, name, "", path.stem)
    for raw, path in extensions:
        extend(models.classes[raw["extends"]], raw, path)
    return models


def extend(cls: Class, raw: dict, path: str) -> None:
    cls.raw["attributes"] = {**cls.raw.get("attributes", {}), **raw.get("attributes", {})}
    for method in raw.get("methods", []):
        for name in names_of(method):
            cls.methods[name] = read_function(method, f"{cls.name}.{name}", cls.name, path)
