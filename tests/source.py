"""The project's own source, read as text and as syntax, for the tests about its shape."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("conecta", "audit", "contacts", "hsm_templates", "optin", "messaging")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function or method, with the names of what it is decorated by."""

    path: str
    name: str
    lines: int
    body_lines: int
    decorators: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path} {self.name}"


@cache
def production_files() -> tuple[Path, ...]:
    """Our Python, without migrations and settings, which style.md leaves outside the budget."""
    found = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return tuple(sorted(path for path in found if not {"migrations", "settings"} & {*path.parts}))


@cache
def test_files() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def functions(path: Path) -> tuple[Function, ...]:
    nodes = ast.walk(syntax(path))
    return tuple(_function(path, node) for node in nodes if isinstance(node, FUNCTION))


def classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(syntax(path)) if isinstance(node, ast.ClassDef))


def methods(node: ast.ClassDef) -> list[str]:
    return [child.name for child in node.body if isinstance(child, FUNCTION)]


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules that a file imports, as dotted names; relative ones begin with a dot."""
    found: set[str] = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            found |= {f"{origin}.{alias.name}".replace("..", ".") for alias in node.names}
    return frozenset(found)


def _function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    first = node.body[1] if _has_docstring(node) and len(node.body) > 1 else node.body[0]
    end = node.end_lineno or node.lineno
    return Function(
        path=relative(path),
        name=node.name,
        lines=end - node.lineno + 1,
        body_lines=end - first.lineno + 1,
        decorators=tuple(_name(decorator) for decorator in node.decorator_list),
    )


def _has_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return ast.get_docstring(node, clean=False) is not None


def _name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(target.value if isinstance(target, ast.Subscript) else target)
