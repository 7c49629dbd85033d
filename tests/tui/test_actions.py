import subprocess
import sys

from repcockpit.tui.actions import (
    ABOUT,
    ACTIONS,
    ATTEMPT_LETTERS,
    FOOTERS,
    action,
    actions_at,
    footer_of,
    key_conflicts,
    seconds_of,
    shown_key,
)
from repcockpit.tui.deeds.table import WHERE, deed_of
from repcockpit.tui.places import TITLES


def test_ids_and_keys_are_unique() -> None:
    assert len({each.id for each in ACTIONS}) == len(ACTIONS)
    assert key_conflicts() == {}
    assert action("log").keys == ("l",)


def test_every_action_has_a_deed_and_every_deed_an_action() -> None:
    waiting = {"attempt", "callback", "tier"}
    assert set(WHERE) == {each.id for each in ACTIONS} - waiting
    for place in FOOTERS:
        for each in actions_at(place):
            assert each.id not in waiting or seconds_of(each.keys[0], place), (each.id, place)
    assert [key for key, _ in seconds_of("a", "today")] == list(ATTEMPT_LETTERS)
    assert all(callable(deed_of(each)) for each in WHERE)


def test_every_action_says_what_it_does() -> None:
    for each in ACTIONS:
        assert each.title[0].isupper()
        assert each.help.endswith(".")
        assert each.target in {"row", "list", "book", "app"}


def test_each_footer_has_at_most_six_keys_that_its_screen_has_and_help_is_last() -> None:
    shown = footer_of("today")
    assert [each.id for each, _ in shown] == ["log", "attempt", "why", "filter", "undo", "help"]
    assert [shown_key(each.keys[0]) for each, _ in shown] == ["l", "a", "w", "/", "u", "?"]
    assert set(ABOUT) == set(FOOTERS)
    for place, keys in FOOTERS.items():
        assert len(keys) <= 6
        assert {name for name, _ in keys} <= {each.id for each in actions_at(place)}
        assert keys[-1][0] == ("quit" if place == "welcome" else "help")


def test_an_action_is_called_by_what_it_does_on_a_screen() -> None:
    assert next(each.title for each in actions_at("qbrs") if each.id == "select") == "Tick the item"
    assert next(each.title for each in actions_at("today") if each.id == "select") == action("select").title
    assert set(TITLES) <= set(FOOTERS)
    for place, titles in TITLES.items():
        assert set(titles) <= {each.id for each in actions_at(place)}
        assert all(title[0].isupper() and len(title) <= 44 for title in titles.values())
    for sentences in ABOUT.values():
        assert all(len(each) <= 70 and each.endswith(".") for each in sentences)


def test_the_registry_is_read_without_textual() -> None:
    code = "import sys, repcockpit.tui.actions; print('textual' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
