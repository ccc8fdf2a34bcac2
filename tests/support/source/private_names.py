"""What a Python file uses of libraries, and of other files of ours, that they keep private: a leading underscore."""

import ast

from tests.support.source.source_files import ROOMS, imports, parsed, top, within

DOCUMENTED = {"_replace", "_asdict", "_fields", "_mapping", "_exit"}
"""Public names that begin with an underscore: of named tuples, of SQLAlchemy's rows, of os."""

NAMING = {"getattr", "setattr", "hasattr", "import_module", "importlib.import_module", "__import__"}
"""Calls that reach a name by a string."""


def private_names(path: str) -> list[str]:
    """What a file imports that its library, or another file of ours, keeps private."""
    return [name for name in imports(path) if not within(name, "__future__") and has_private(name)]


def private_attributes(path: str) -> list[str]:
    """What a file takes of imported outside names by a private attribute, also by its name in a string."""
    module, found = parsed(path), []
    outside = {name for name, origin in bound(module).items() if not within(origin, *ROOMS)}
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr=attr) if is_private(attr) and root(node) in outside:
                found.append(ast.unparse(node))
            case ast.Call(func=func, args=args) if ast.unparse(func) in NAMING and any(
                map(says_private, args)
            ):
                found.append(ast.unparse(node))
    return found


def bound(module: ast.Module) -> dict[str, str]:
    """The names a file's imports bind, and what they stand for."""
    found: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {each.asname or top(each.name): (each.asname and each.name) or top(each.name)
                      for each in node.names}  # fmt: skip
        elif isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return found


def root(node: ast.expr) -> str:
    """The name an expression of attributes and calls begins with; "" for any other."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def is_own(node: ast.expr) -> bool:
    """Whether this is the object itself."""
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def is_private(name: str) -> bool:
    """Whether a name is marked as private; some that are documented as public look like it."""
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


def has_private(name: str) -> bool:
    """Whether a part of a dotted name is private."""
    return any(is_private(part) for part in name.split("."))


def says_private(node: ast.expr) -> bool:
    """Whether this is a string that names something private."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and has_private(node.value)
