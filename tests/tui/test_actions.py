import subprocess
import sys

from repcockpit.tui.actions import ACTIONS, ATTEMPT_LETTERS, action, footer_actions, key_conflicts, shown_key
from repcockpit.tui.screens.today_deeds import DEEDS


def test_ids_and_keys_are_unique() -> None:
    assert len({each.id for each in ACTIONS}) == len(ACTIONS)
    assert key_conflicts() == {}
    assert action("log").keys == ("l",)


def test_every_action_has_a_deed_and_every_deed_an_action() -> None:
    assert set(DEEDS) == {each.id for each in ACTIONS}
    assert {f"attempt_{letter}" for letter in ATTEMPT_LETTERS} <= set(DEEDS)


def test_every_action_says_what_it_does() -> None:
    for each in ACTIONS:
        assert each.title[0].isupper()
        assert each.help.endswith(".")
        assert each.target in {"row", "list", "book", "app"}


def test_the_footer_has_six_keys_and_help_is_last() -> None:
    shown = footer_actions()
    assert [each.id for each in shown] == ["log", "attempt", "why", "filter", "undo", "help"]
    assert [shown_key(each.keys[0]) for each in shown] == ["l", "a", "w", "/", "u", "?"]


def test_the_registry_is_read_without_textual() -> None:
    code = "import sys, repcockpit.tui.actions; print('textual' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
