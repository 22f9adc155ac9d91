"""Keeping the names of a sink apart from those of a producer when they meet in one module."""

from __future__ import annotations

import ast
import functools
import io
import tokenize

HOLE = "hole_of_the_template_"


@functools.cache
def assigned(text: str) -> frozenset[str]:
    """Names that the statements bind in their own scope, not inside functions and classes."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
                                   ast.GeneratorExp)):
            waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found)


@functools.cache
def used(text: str) -> frozenset[str]:
    """Every name that occurs, parameters and definitions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
    return frozenset(found)


def renamed(text: str, names: dict[str, str]) -> str:
    """`text` with those names replaced, except as attributes and as keywords of calls."""
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    lines = text.splitlines(keepends=True)
    depth, edits = 0, []
    for at, token in enumerate(tokens):
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
        if token.type != tokenize.NAME or token.string not in names:
            continue
        if tokens[at - 1].string == "." or depth and tokens[at + 1].string == "=":
            continue
        edits.append(token)
    for token in reversed(edits):
        row, start = token.start
        line = lines[row - 1]
        lines[row - 1] = line[:start] + names[token.string] + line[token.end[1]:]
    return "".join(lines)


def kept_apart(defs: str, prepare: str, code: str, hole: str,
               taken: frozenset[str]) -> tuple[str, ...]:
    """A sink's three texts in which no name it binds is one of `taken`."""
    code = code.replace(hole, HOLE)
    own = assigned("\n".join((defs, prepare, code)))
    clashes = {name: f"{name}_" for name in sorted(own & taken)}
    texts = (defs, prepare, code)
    if clashes:
        texts = tuple(renamed(text, clashes) for text in texts)
    return (*texts[:2], texts[2].replace(HOLE, hole))
