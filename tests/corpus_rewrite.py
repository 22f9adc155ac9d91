"""Rewrites the syntax tree of a corpus file so that it runs past the lines that are meant to raise.

A statement with an expected finding is put into try/except; the handler asks `__tkscan__` whether
the exception came from a marked line, and if so goes on: the names that the statement would have
bound are bound to something empty of the same kind. Statements are left in place, so line numbers
in tracebacks and frames stay those of the file.
"""

from __future__ import annotations

import ast

RECOVER = ("expect", "todo-expect", "pedantic")
EMPTY_CALLS = {"dict", "set", "frozenset", "list", "tuple", "Counter", "OrderedDict"}
DECORATED = ("TK104", "TK204")
Marks = dict[int, list]


def rewrite(tree: ast.Module, file: str, marks: Marks, probed: set) -> ast.Module:
    tree = Rewriter(file, marks, probed).visit(tree)
    return ast.fix_missing_locations(tree)


def header(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement without the blocks inside it."""
    first = statement.lineno
    if decorators := getattr(statement, "decorator_list", None):
        first = min(first, decorators[0].lineno)
    blocks = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if not blocks:
        return first, statement.end_lineno
    inside = blocks[0].pattern.lineno if isinstance(blocks[0], ast.match_case) else blocks[0].lineno
    return first, max(first, inside - 1)


def empty_like(value: ast.expr | None) -> str:
    match value:
        case ast.Dict() | ast.DictComp():
            return "{}"
        case ast.Set() | ast.SetComp():
            return "set()"
        case ast.Call(func=ast.Name(id=name)) if name in EMPTY_CALLS:
            return f"{name}()"
    return "None"


class Rewriter(ast.NodeTransformer):
    def __init__(self, file: str, marks: Marks, probed: set):
        self.file, self.marks, self.probed = file, marks, probed

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, [new for old in block for new in self.statement(old)])
        return node

    # --- displays of several lines: each marked key on its own ---------------------------------

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        node.keys = [self.probe(node, key) for key in node.keys]
        return node

    def visit_Set(self, node: ast.Set) -> ast.AST:
        self.generic_visit(node)
        node.elts = [self.probe(node, key) for key in node.elts]
        return node

    def probe(self, display: ast.expr, key: ast.expr | None) -> ast.expr | None:
        if key is None or isinstance(key, ast.Starred) or display.lineno == display.end_lineno \
                or not self.kinds(key.lineno, key.lineno):
            return key
        self.probed.add((self.file, display.lineno, display.end_lineno))
        call = ast.parse(f"__tkscan__.key({self.file!r}, {key.lineno}, 0)", mode="eval").body
        for part in ast.walk(call):
            if hasattr(part, "lineno"):
                ast.copy_location(part, key)
        call.args[2] = key
        return call

    # --- statements ----------------------------------------------------------------------------

    def kinds(self, first: int, last: int) -> set[str]:
        return {kind for line, notes in self.marks.items() if first <= line <= last
                for kind, _ in notes if not kind.endswith("is") and kind != "passed"}

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        first, last = header(node)
        kinds = self.kinds(first, last)
        if not kinds:
            return [node]
        self.decorate(node)
        before = self.parse(f"__tkscan__.reach({self.file!r}, {first}, {last})", node)
        asked = f"__tkscan__.caught({self.file!r}, {first}, {last})"
        if kinds & set(RECOVER):
            return before + [self.attempt(node, f"if not {asked}: raise\n{self.recovery(node)}")]
        if "ok-raises" in kinds:
            return before + [self.attempt(node, f"{asked}\nraise")]
        return before + [node]

    def attempt(self, node: ast.stmt, handler: str) -> ast.Try:
        caught = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, self.parse(handler, node))
        whole = ast.Try([node], [caught], [], [])
        return ast.copy_location(whole, node)

    def recovery(self, node: ast.stmt) -> str:
        """What the handler does in the place of the statement."""
        if isinstance(node, ast.Return):
            return f"return {empty_like(node.value)}"
        targets = []
        if isinstance(node, ast.Assign):
            targets = [t for target in node.targets for t in getattr(target, "elts", [target])]
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        lines = []
        for target in targets:
            if isinstance(target, (ast.Name, ast.Attribute)):
                name = ast.unparse(target)
                lines.append(f"try: {name}\nexcept (NameError, AttributeError):"
                             f" {name} = {empty_like(node.value)}")
        return "\n".join(lines)

    def decorate(self, node: ast.stmt) -> None:
        """A marked decorator line is answered for by the calls of what it decorates."""
        for decorator in list(getattr(node, "decorator_list", ())):
            for kind, code in self.marks.get(decorator.lineno, ()):
                if kind in RECOVER and code in DECORATED:
                    text = f"__tkscan__.declared({self.file!r}, {decorator.lineno})"
                    node.decorator_list.insert(0, self.parse(text, decorator)[0].value)
                    break

    def parse(self, text: str, place: ast.AST) -> list[ast.stmt]:
        body = ast.parse(text).body
        for statement in body:
            for part in ast.walk(statement):
                if hasattr(part, "lineno"):
                    ast.copy_location(part, place)
        return body
