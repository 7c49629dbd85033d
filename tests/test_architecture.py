"""The house's plan as a test: who may import whom, and how big things may grow."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
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


@pytest.fixture(autouse=True)
def _no_collections() -> Iterator[None]:
    """Trees are made and dropped by the thousand; looking for cycles among them takes longer than making them."""
    gc.disable()
    yield
    gc.enable()


def _nodes(path: Path, *words: str) -> Iterator[ast.AST]:
    """The syntax of a file, of one that holds none of the words nothing: to parse all files takes seconds."""
    text = path.read_text()
    if not words or any(word in text for word in words):
        yield from ast.walk(ast.parse(text))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    names: list[str] = []
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            names.append(module)
            if module == "repcockpit":
                names += (f"repcockpit.{alias.name}" for alias in node.names)
    return tuple(names)


def _may_import(path: Path, name: str) -> bool:
    room, parts = _room(path), name.split(".")
    rooms, never = TABLE[room]
    if parts[0] in never:
        return False
    if parts[0] != "repcockpit" or len(parts) == 1:
        return True
    other = parts[1]
    if room == "domain":
        return other == "domain"
    return other in rooms | HOUSEHOLD | {room} or (_short(path), other) in OPENS_THE_COCKPIT


def test_a_room_imports_only_what_it_may() -> None:
    rooms = [path for path in FILES if _room(path)]
    assert not [
        f"{_short(path)} imports {name}"
        for path in rooms
        for name in _imports(path)
        if not _may_import(path, name)
    ]


def test_domain_imports_only_the_standard_library() -> None:
    import sys  # noqa: PLC0415 -- only its list of names is wanted

    for path in FILES:
        if _room(path) == "domain":
            roots = {name.split(".")[0] for name in _imports(path)}
            assert roots <= sys.stdlib_module_names | LIBRARIES_OF_DOMAIN, _short(path)


def _too_big(path: Path) -> Iterator[str]:
    """What is over 400 lines of a file, 40 of a function, 20 methods of a class."""
    name = _from_root(path)
    if (lines := path.read_text().count("\n")) > 400:
        yield f"{name} has {lines} lines"
    for node in _nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > 40:
                yield f"{name}: {node.name} has {lines} lines"
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            if len(methods) > 20:
                yield f"{name}: {node.name} has {len(methods)} methods"


def test_things_stay_small() -> None:
    assert not [said for path in FILES + TESTS for said in _too_big(path)]


def _printed_or_swallowed(path: Path) -> Iterator[str]:
    name = _short(path)
    for node in _nodes(path, "print", "except:", "Exception"):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            if name not in PRINTS:
                yield f"{name}:{node.lineno} prints"
        elif isinstance(node, ast.ExceptHandler) and not isinstance(node.body[-1], ast.Raise):
            caught = node.type
            names = (
                {one.id for one in ast.walk(caught) if isinstance(one, ast.Name)} if caught else {"Exception"}
            )
            if names & {"Exception", "BaseException"} and name not in CATCHES_ALL:
                yield f"{name}:{node.lineno} swallows everything"


def test_only_one_module_prints_and_few_places_swallow_everything() -> None:
    assert not [said for path in FILES for said in _printed_or_swallowed(path)]


def test_every_module_says_what_it_owns() -> None:
    assert not [_short(path) for path in FILES if not path.read_text().startswith('"""')]


def test_no_room_has_a_lumber_room() -> None:
    banned = {"utils", "helpers", "common", "manager", "data", "info", "process", "misc"}
    for path in FILES:
        assert path.stem not in banned, _short(path)


def test_no_function_rebinds_a_module() -> None:
    assert not [
        f"{_short(path)} uses global"
        for path in FILES
        for node in _nodes(path, "global ")
        if isinstance(node, ast.Global)
    ]
