"""What the source says about itself: files, functions, classes and imports, read from the syntax trees.

Measures only; what is good or bad about a figure stands in `numbers`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

# As ruff's C901 counts, and comprehensions besides: they too are ways through a function.
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)
# Those that the contract “Rules know no framework” holds to it.
PURE_LAYERS = ("rules", "permissions", "events", "foreign", "text")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file; `name` is its dotted name for the product, its path for a test."""

    path: Path
    name: str
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree: walking it costs as much as reading it."""
        return list(ast.walk(self.tree))

    @property
    def lines(self) -> int:
        """How long it is."""
        return self.text.count("\n")

    @cached_property
    def functions(self) -> list[Function]:
        """All functions, methods and inner functions."""
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """All classes."""
        return [node for node in self.nodes if isinstance(node, ast.ClassDef)]

    @property
    def layer(self) -> str:
        """Its layer within its thing: `tongban.cases.rules.states` → `rules`."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    @property
    def pure(self) -> bool:
        """Whether it must know no framework."""
        thing = self.name.split(".")[1:2]
        return thing in (["kernel"], ["rulebook"]) or self.layer in PURE_LAYERS


def product(root: Path) -> list[Module]:
    """The modules of the product, without migrations and tests."""
    top = root / "src"
    found = sorted(path for path in top.rglob("*.py") if not {"migrations", "tests"} & set(path.relative_to(top).parts))
    return [module_of(path, ".".join(path.relative_to(top).with_suffix("").parts)) for path in found]


def tests(root: Path) -> list[Module]:
    """The files with tests, their casts and factories too."""
    found = {*(root / "tests").rglob("*.py"), *(root / "src").rglob("tests/**/*.py"), *root.glob("conftest.py")}
    return [module_of(path, str(path.relative_to(root))) for path in sorted(found)]


def module_of(path: Path, name: str) -> Module:
    """Reads one file."""
    return Module(path, name.removesuffix(".__init__"), path.read_text(encoding="utf-8"))


def length(node: Function | ast.ClassDef) -> int:
    """Lines from the first to the last, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def complexity(function: Function) -> int:
    """Ways through a function: one, and one for each branch."""
    return 1 + sum(isinstance(node, BRANCHES) for node in ast.walk(function))


def late_imports(module: Module) -> list[int]:
    """Lines of imports inside functions."""
    return [
        node.lineno
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def annotated(function: Function) -> bool:
    """Whether the result's type is said."""
    return function.returns is not None


def public_functions(module: Module) -> Iterator[Function]:
    """The functions of a module's surface."""
    for node in module.tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def test_functions(module: Module) -> list[Function]:
    """The tests of a file."""
    return [function for function in module.functions if function.name.startswith("test_")]
