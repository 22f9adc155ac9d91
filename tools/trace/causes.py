"""Why the analyzer does not know an array: the innermost expression at which it stops knowing."""
from __future__ import annotations

import ast
from collections import Counter

import compare

STEPS_MOST = 40                       # from one expression to what it was made of


def unknown(known) -> bool:
    return known is None or any(member.kind == "any" for member in known.value)


class Scopes:
    """Of one module: the function around each expression, and where names get their values."""

    def __init__(self, module: compare.Module) -> None:
        self.module = module
        self.around: dict[ast.AST, ast.AST] = {}
        self.parent: dict[ast.AST, ast.AST] = {}
        self.stores: dict[tuple[ast.AST, str], list[ast.AST]] = {}
        self.imported: dict[str, str] = {}
        stack: list[tuple[ast.AST, ast.AST]] = [(module.tree, module.tree)]
        while stack:
            node, scope = stack.pop()
            self.around[node] = scope
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.stores.setdefault((scope, node.id), []).append(node)
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = f"{'.' * node.level}{node.module}"
            inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) \
                else scope
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
                stack.append((child, inner))

    def known(self, node: ast.AST):
        return self.module.known.get(self.module.place(node))

    def parameter(self, name: str, scope: ast.AST) -> str | None:
        if isinstance(scope, ast.Module):
            return None
        arguments = scope.args
        plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        if name in [argument.arg for argument in plain]:
            return self.parameter_kind(scope, name)
        if name in [argument.arg for argument in (arguments.vararg, arguments.kwarg) if argument]:
            return "parameter: *args or **kwargs"
        return None

    def parameter_kind(self, scope: ast.AST, name: str) -> str:
        if isinstance(scope, ast.Lambda):
            return "parameter of a lambda"
        decorated = "".join(ast.unparse(one) for one in scope.decorator_list)
        if "parametrize" in decorated and f"{name}" in decorated:
            return "parameter: parametrized test"
        if scope.name.startswith("test"):
            return "parameter: fixture of a test"
        called = any(isinstance(node, ast.Name) and node.id == scope.name and
                     isinstance(node.ctx, ast.Load) or
                     isinstance(node, ast.Attribute) and node.attr == scope.name
                     for node in self.around)
        return f"parameter: function {'named' if called else 'not named'} again in its file"

    def value_of(self, name: ast.Name) -> ast.AST | str:
        """The expression that a name was given, or what it is instead."""
        scope = self.around[name]
        while True:
            stores = self.stores.get((scope, name.id))
            if stores:
                before = [store for store in stores if store.lineno <= name.lineno] or stores
                return self.assigned(max(before, key=lambda store: store.lineno))
            kind = self.parameter(name.id, scope)
            if kind:
                return kind
            if isinstance(scope, ast.Module):
                return f"name from {self.imported[name.id]}" if name.id in self.imported else \
                    "name: elsewhere"
            scope = self.around[self.parent[scope]]

    def assigned(self, store: ast.AST) -> ast.AST | str:
        node, parent = store, self.parent[store]
        while isinstance(parent, ast.Tuple | ast.List | ast.Starred):
            node, parent = parent, self.parent[parent]
        if isinstance(parent, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
            return parent.value if parent.value else "annotation"
        if isinstance(parent, ast.For | ast.comprehension):
            return parent.iter
        if isinstance(parent, ast.withitem):
            return parent.context_expr
        return f"name: bound by {type(parent).__name__}"


def names(known) -> str:
    return " | ".join(sorted({member.name or member.kind for member in known.value})) \
        if known else "nothing"


def blame(scopes: Scopes, node: ast.AST) -> str:
    """Follows what is unknown inwards, and through names to what they were given."""
    reached: set[ast.AST] = set()
    for _ in range(STEPS_MOST):
        if node in reached:
            return "a loop's own variable"
        reached.add(node)
        if isinstance(node, ast.Name):
            value = scopes.value_of(node)
            if isinstance(value, str):
                return value
            node = value
            if not unknown(scopes.known(node)):
                return f"taken out of {names(scopes.known(node))[:60]}"
            continue
        inner = inside(scopes, node)
        if isinstance(inner, str):
            return inner
        node = inner
    return "a long chain"


def inside(scopes: Scopes, node: ast.AST) -> ast.AST | str:
    """The part of an unknown expression because of which it is unknown, or the cause."""
    if isinstance(node, ast.Call):
        return of_call(scopes, node)
    if isinstance(node, ast.Attribute):
        known = scopes.known(node.value)
        return node.value if unknown(known) else f"attribute {names(known)[:50]}.{node.attr}"
    if isinstance(node, ast.Subscript):
        known = scopes.known(node.value)
        return node.value if unknown(known) else f"subscript of {names(known)[:50]}"
    if isinstance(node, ast.BinOp):
        for side in (node.left, node.right):
            if unknown(scopes.known(side)) and not isinstance(side, ast.Constant):
                return side
        return f"operator on {names(scopes.known(node.left))[:30]}, " \
               f"{names(scopes.known(node.right))[:30]}"
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and not isinstance(child, ast.Constant) and \
                unknown(scopes.known(child)):
            return child
    return f"a {type(node).__name__}"


def of_call(scopes: Scopes, node: ast.Call) -> ast.AST | str:
    function = scopes.known(node.func)
    if not unknown(function):
        said = function.text.split(" | ")[0]
        if said.startswith("def#"):
            return f"result of a function of the project" + \
                (f": {scopes.imported[node.func.id]}.{node.func.id}"
                 if isinstance(node.func, ast.Name) and node.func.id in scopes.imported else "")
        return f"result of {said[:70]}"
    if isinstance(node.func, ast.Attribute):
        receiver = scopes.known(node.func.value)
        if unknown(receiver):
            return node.func.value
        if names(receiver) == "module":
            return f"function {ast.unparse(node.func)}"
        return f"method {names(receiver)[:50]}.{node.func.attr}"
    if isinstance(node.func, ast.Name):
        if node.func.id in scopes.imported:
            return f"function {scopes.imported[node.func.id]}.{node.func.id}"
        kind = scopes.value_of(node.func)
        return f"call of a {kind}" if isinstance(kind, str) else "call of a value"
    return node.func


class Causes:
    """Misses by cause; a class that is not known comes before a rank."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, bool], Counter] = {}
        self.places: dict[str, list[str]] = {}

    def add(self, part: str, tally: compare.Tally) -> None:
        scopes: dict[int, Scopes] = {}
        for module, expression, is_class in tally.misses:
            if id(module) not in scopes:
                scopes[id(module)] = Scopes(module)
            cause = self.cause(scopes[id(module)], expression, is_class)
            self.counts.setdefault((part, is_class), Counter())[cause] += 1
            line = expression.node.lineno
            self.places.setdefault(cause, []).append(
                f"{module.path}:{line}: {ast.unparse(expression.node)[:70]}")

    @staticmethod
    def cause(scopes: Scopes, expression: compare.Expression, is_class: bool) -> str:
        if expression.known is None and not scopes.module.known:
            return "the file is not analysed"
        if expression.known is not None and not unknown(expression.known):
            if is_class:
                return f"another class: {names(expression.known)[:60]}"
            return rank_cause(scopes, expression.node)
        return blame(scopes, expression.node)

    def table(self, part: str, most: int, examples: int) -> str:
        lines = []
        for is_class in (True, False):
            counts = self.counts.get((part, is_class), Counter())
            lines.append(f"{part}: {sum(counts.values())} arrays whose "
                         f"{'class' if is_class else 'rank'} is not known")
            for cause, count in counts.most_common(most):
                lines.append(f"  {count:6} {cause}")
                places = self.places[cause]
                step = max(1, len(places) // max(examples, 1))
                lines += [f"           {place}" for place in places[::step][:examples]]
        return "\n".join(lines)


def rank_cause(scopes: Scopes, node: ast.AST) -> str:
    """What made an array whose class is known and whose rank is not."""
    for _ in range(STEPS_MOST):
        if isinstance(node, ast.Name):
            value = scopes.value_of(node)
            if isinstance(value, str):
                return value
            node = value
            continue
        if isinstance(node, ast.Call):
            function = scopes.known(node.func)
            return f"result of {function.text.split(' | ')[0][:70]}" if function else "a call"
        if isinstance(node, ast.BinOp):
            return "an operator"
        return f"a {type(node).__name__}"
    return "a long chain"
