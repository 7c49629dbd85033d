"""The licences that packages say they have, and the README's list of those that we ask for."""

import re
import tomllib
from pathlib import Path

from repcockpit.services.licences import licences

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["keyring"]]
    return {re.split(r"[\s<>=!~\[;]", line)[0] for line in lines}


def _in_the_readme() -> dict[str, str]:
    table = README.partition("| package | licence |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0]: row[1] for row in rows}


def test_every_package_says_its_licence_and_who_needs_it() -> None:
    found = {one.name: one for one in licences()}
    assert next(iter(found)) == "repcockpit"
    assert {"textual", "rich", "sqlmodel", "SQLAlchemy", "msgspec"} <= set(found)
    assert all(one.licence and one.version for one in found.values())
    assert "textual" in found["rich"].needed_by
    assert not {"pytest", "mypy", "ruff"} & set(found), "what only tests is no part of it"
    assert licences() == licences()


def test_the_readme_lists_what_we_ask_for() -> None:
    assert set(_in_the_readme()) == _asked_for()


def test_the_readme_says_what_the_packages_say() -> None:
    found = {name: licences(name)[:1] for name in _asked_for()}
    assert len([name for name, held in found.items() if held]) >= len(found) - 1, "keyring is optional"
    for name, held in found.items():
        assert not held or _words(held[0].licence) & _words(_in_the_readme()[name]), held


def _words(text: str) -> set[str]:
    return set(re.split(r" and | or | OR | AND ", text))
