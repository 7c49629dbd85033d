import pytest

from repcockpit.tui.actions import ACTIONS, FOOTERS, action
from repcockpit.tui.keymap import Keymap, by_key, keymap_of
from repcockpit.tui.keys import read_key

Said = list[tuple[str, str]]


def kinds(found: Keymap) -> Said:
    return [(one.kind, one.action) for one in found.clashes]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("l", "l"),
        ("L", "L"),
        ("shift+l", "L"),
        ("?", "question_mark"),
        ("/", "slash"),
        ("+", "plus"),
        (" ", "space"),
        ("ñ", "ñ"),
        ("л", "л"),
        ("F5", "f5"),
        ("esc x", ""),
        ("pgdn", "pagedown"),
        ("Ctrl+D", "ctrl+d"),
        ("^d", "ctrl+d"),
        ("alt+x", "alt+x"),
        ("ctrl+right", "ctrl+right"),
        ("a  ?", "a question_mark"),
        ("exclamation_mark", "exclamation_mark"),
    ],
)
def test_keys_are_read_as_people_write_them(text: str, key: str) -> None:
    assert read_key(text).key == key


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ctrl+h", "arrives as backspace"),
        ("ctrl+i", "arrives as tab"),
        ("ctrl+j", "arrives as enter"),
        ("ctrl+m", "arrives as enter"),
        ("ctrl+z", "leave the terminal raw"),
        ("ctrl+c", "belongs to the terminal"),
        ("ctrl+q", "always quits"),
        ("esc", "always leads back"),
        ("ctrl+shift+x", "most terminals cannot send"),
        ("ctrl++", "most terminals cannot send"),
        ("ctrl+ñ", "most terminals cannot send"),
        ("cmd+x", "no terminal sends"),
        ("shift+1", "write the sign"),
        ("f30", "is no key"),
        ("x+y", "is no key"),
        ("foo", "is no key"),
        ("\x1b", "is no key"),
        ("a b c", "more than two keys"),
        ("", "is missing"),
    ],
)
def test_what_a_terminal_cannot_send_is_refused(text: str, why: str) -> None:
    found = read_key(text)
    assert found.key == ""
    assert why in found.refusal


def test_every_key_of_the_registry_can_be_written() -> None:
    for each in ACTIONS:
        for key in each.keys:
            if key not in {"escape", "shift+tab"}:
                assert read_key(key).key == key, key


def test_without_changes_nothing_is_changed() -> None:
    assert keymap_of({}) == Keymap({}, frozenset(), ())
    assert keymap_of({}).complaint == ""


def test_an_action_that_loses_its_key_is_named() -> None:
    found = keymap_of({"log": ("x",)})
    assert found.changed == {"log": ("x",), "export": ()}
    assert [one.text for one in found.clashes] == ["'x' is log now; export has no key left"]
    assert found.complaint == ""
    kept = keymap_of({"log": ("home",)})
    assert kept.changed["top"] == ("g",)
    assert kept.clashes[0].text == "'home' is log now; top keeps 'g'"


def test_two_actions_of_one_screen_cannot_share_a_key() -> None:
    found = keymap_of({"why": ("f9",), "edit": ("f9",)})
    assert kinds(found) == [("both", "why")]
    assert found.changed == {"edit": ("f9",)}
    assert "'F9' was given to edit and to why; edit has it" in found.complaint
    apart = keymap_of({"demo": ("f9",), "why": ("f9",)})
    assert apart.clashes == ()


def test_unknown_actions_and_keys_leave_the_default() -> None:
    found = keymap_of({"lgo": ("x",), "log": ("ctrl+i",), "why": ("ctrl+a",), "quit": ()})
    assert kinds(found) == [("unknown", "lgo"), ("refused", "log"), ("note", "why")]
    assert found.changed == {"why": ("ctrl+a",), "quit": ()}
    assert (
        found.complaint == "keys: there is no action 'lgo'; did you mean 'log'? (and 1 more: repcockpit keys)"
    )


def test_chords_follow_their_first_key() -> None:
    found = keymap_of({"attempt": (";",), "attempt_v": ("ctrl+o",)})
    assert found.changed["attempt_n"] == ("semicolon n",)
    assert found.changed["attempt_v"] == ("ctrl+o",)
    assert found.clashes == ()


def test_a_key_alone_takes_the_chords_that_begin_with_it() -> None:
    found = keymap_of({"log": ("t",)})
    assert found.changed["tier"] == ()
    assert found.changed["tier_a"] == ()
    chord = keymap_of({"tier_a": ("a n",)})
    assert chord.changed == {"tier_a": ("a n",), "attempt_n": ()}
    other = keymap_of({"log": ("x n",)})
    assert other.changed == {"log": ("x n",), "export": ()}


def test_esc_always_leads_back() -> None:
    assert keymap_of({"back": ("backspace",)}).changed["back"] == ("backspace", "escape")
    assert keymap_of({"back": ("esc",)}).changed["back"] == ("escape",)


@pytest.mark.parametrize("place", FOOTERS)
def test_changed_keys_start_their_actions(place: str) -> None:
    found = by_key(place, keymap_of({"undo": ("X",), "help": ("f12",)}).changed)
    assert found["X"] == found["upper_x"] == "undo"
    assert found["f12"] == "help"
    assert "question_mark" not in found
    assert set(found.values()) <= {each.id for each in ACTIONS}
    assert action("undo").keys == ("u",)
