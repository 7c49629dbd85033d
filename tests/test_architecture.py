"""The house's plan as a test: who may import whom, and how big things may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "repcockpit"
FILES = sorted(ROOT.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))
DATABASE = {"sqlite3", "sqlalchemy", "sqlmodel"}
TABLE = {  # room: (rooms it may import beside itself, libraries it never imports)
    "domain": (set[str](), DATABASE | {"textual", "msgspec", "time", "random", "secrets", "os", "socket"}),
    "store": ({"domain"}, {"textual"}),
    "exchange": ({"domain"}, {"textual"} | DATABASE),
    "sync": ({"domain", "store"}, {"textual"}),
    "services": ({"domain", "store", "exchange", "sync"}, {"textual"}),
    "tui": ({"services", "domain"}, DATABASE),
    "cli": ({"services", "domain"}, {"sqlmodel", "sqlalchemy", "textual"}),
}
HOUSEHOLD = {"clock", "paths", "settings", "__version__"}
OPENS_THE_COCKPIT = {("cli/cockpit.py", "tui"), ("cli/machine.py", "tui")}
CATCHES_ALL = {"cli/main.py", "tui/app.py", "tui/workers.py"}
PRINTS = {"cli/output.py"}
LIBRARIES_OF_DOMAIN = {"repcockpit"}


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


def _room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            yield module
            if module == "repcockpit":
                yield from (f"repcockpit.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = _room(path)
    if not room:
        return
    rooms, never = TABLE[room]
    for name in _imports(ast.parse(path.read_text())):
        parts = name.split(".")
        assert parts[0] not in never, f"{_short(path)} imports {name}"
        if parts[0] == "repcockpit" and len(parts) > 1:
            other = parts[1]
            if room == "domain":
                assert other == "domain", f"{_short(path)} imports {name}"
            allowed = other in rooms | HOUSEHOLD | {room} or (_short(path), other) in OPENS_THE_COCKPIT
            assert allowed, f"{_short(path)} imports {name}"


def test_domain_imports_only_the_standard_library() -> None:
    import sys  # noqa: PLC0415 -- only its list of names is wanted

    for path in FILES:
        if _room(path) == "domain":
            roots = {name.split(".")[0] for name in _imports(ast.parse(path.read_text()))}
            assert roots <= sys.stdlib_module_names | LIBRARIES_OF_DOMAIN, _short(path)


@pytest.mark.parametrize("path", FILES + TESTS, ids=_from_root)
def test_things_stay_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 400, f"{path} is too long"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 40, f"{path}: {node.name} has {lines} lines"
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= 20, f"{path}: {node.name} has {len(methods)} methods"


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_only_one_module_prints_and_few_places_swallow_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            assert _short(path) in PRINTS, f"{_short(path)}:{node.lineno} prints"
        if isinstance(node, ast.ExceptHandler) and not isinstance(node.body[-1], ast.Raise):
            caught = node.type
            names = (
                {one.id for one in ast.walk(caught) if isinstance(one, ast.Name)} if caught else {"Exception"}
            )
            if names & {"Exception", "BaseException"}:
                assert _short(path) in CATCHES_ALL, f"{_short(path)}:{node.lineno} swallows everything"


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_every_module_says_what_it_owns(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), f"{_short(path)} has no docstring"


def test_no_room_has_a_lumber_room() -> None:
    banned = {"utils", "helpers", "common", "manager", "data", "info", "process", "misc"}
    for path in FILES:
        assert path.stem not in banned, _short(path)


def test_no_function_rebinds_a_module() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            assert not isinstance(node, ast.Global), f"{_short(path)} uses global"
