import argparse
import re
import runpy
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from repcockpit.cli.arguments import whole_parser
from repcockpit.domain.listquery import parse_query
from repcockpit.settings import CHOICES, read_settings
from repcockpit.tui.actions import ACTIONS, shown_key
from repcockpit.tui.keymap import keymap_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DEMO = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/repcockpit demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto"


def blocks(text: str, language: str = "bash") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def spans() -> list[str]:
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", prose)


@cache
def commands() -> dict[str, set[str]]:
    """Every command with its options; the options before a command under an empty name."""
    parser = whole_parser()
    found = {"": _options(parser)}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {name: _options(one) for name, one in action.choices.items()}
    return found


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {word for action in parser._actions for word in action.option_strings}


def called() -> Iterator[list[str]]:
    """The words after `repcockpit` of every line that calls it."""
    lines = [
        line
        for block in blocks(README)
        for line in re.sub(r"<<'END'.*?^END$", "", block, flags=re.DOTALL | re.MULTILINE).splitlines()
    ]
    lines += [span for span in spans() if span.startswith("repcockpit ")]
    for line in lines:
        words = shlex.split(line.partition(" > ")[0] if "'" not in line else line, comments=True)
        if words and words[0] == "repcockpit":
            yield words[1:]


def test_the_two_commands_of_the_quick_start_stay_as_they_are() -> None:
    section = README.partition("\n## Quick start\n")[2].partition("\n## ")[0]
    assert [one.strip() for one in blocks(section)][:2] == [DEMO, TESTS]
    assert README.index("```") > README.index("\n## Quick start\n")


def test_every_command_and_option_exists() -> None:
    calls = [words for words in called() if words]
    assert len(calls) > 20
    for words in calls:
        name = "" if words[0].startswith("-") else words[0]
        assert name in commands(), words
        for word in words:
            assert not word.startswith("--") or word in commands()[name], words
    known = set.union(*commands().values())
    for span in spans():
        first = span.split()[0]
        if first.startswith("--") and "pip" not in span:
            assert first in known, span


def test_the_table_of_commands_is_whole() -> None:
    table = README.partition("| for | commands |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"`([a-z]+)`", table)) == sorted(name for name in commands() if name)


def test_the_table_of_keys_is_what_the_registry_says() -> None:
    make: dict[str, Any] = runpy.run_path(str(ROOT / ".pictures" / "make.py"))
    assert make["with_table"](README) == README, "run python .pictures/make.py"
    table = README.partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    for each in ACTIONS:
        keys = " ".join(f"`{shown_key(key)}`" for key in each.keys)
        assert f"| {keys} | {each.title} | {each.help} |" in table
    assert len(re.findall(r"^\| `", table, re.MULTILINE)) == len(ACTIONS)


def test_every_picture_is_there_and_every_one_is_shown() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert sorted(shown) == sorted(f".pictures/{one.name}" for one in (ROOT / ".pictures").glob("*.svg"))
    assert 4 <= len(shown) <= 14
    for one in shown:
        assert (
            "https://"
            not in re.sub(r'xmlns="[^"]+"', "", (ROOT / one).read_text("utf-8")).partition("-->")[2]
        )


def test_settings_are_all_there_and_the_example_is_read(tmp_path: Path) -> None:
    for name, choice in CHOICES.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
        said = re.findall(r"`([a-z0-9_-]+)`", row)[1:]
        assert said[0] == choice.values[0]
        assert set(choice.values) <= set(said) or "…" in row
    file = tmp_path / "settings.toml"
    file.write_text(blocks(README, "toml")[0], "utf-8")
    settings = read_settings(file)
    assert not settings.complaints
    assert not keymap_of(settings.keys).complaint


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_every_term_of_a_filter_is_one(kind: str) -> None:
    table = README.partition("| term | keeps |")[2].partition("\n\n")[0]
    rows = [row for row in table.splitlines() if row.startswith("| `")]
    assert len(rows) >= 7
    for row in rows:
        if kind == "account" and "(Contacts)" in row:
            continue
        for term in re.findall(r"`([a-z]+[:<>=]+[^`]*)`", row):
            query = parse_query(term + ("x" if term.endswith(":") else ""), kind)
            assert query.terms, term
            assert not query.words, term
