"""Which action a key starts on a screen: made from the registry and from what this machine changed."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from repcockpit.settings import nearest
from repcockpit.tui.actions import ACTIONS, Action, actions_at, keys_of, shown_key
from repcockpit.tui.keys import read_key

_BY_ID = {each.id: each for each in ACTIONS}
Changed = Mapping[str, tuple[str, ...]]


class Clash(NamedTuple):
    """Something in `[keys]` that does not work as written: the action it is about, the key, one sentence.

    `kind` is unknown (no such action), refused (no such key, or the terminal cannot send it), both (two actions
    were given one key), lost (an action gave its key to another) or note (the key may not arrive).
    """

    kind: str
    action: str
    key: str
    text: str


class Keymap(NamedTuple):
    """`changed` are the keys of every action that has others than the registry says; `own` those asked for."""

    changed: Changed
    own: frozenset[str]
    clashes: tuple[Clash, ...]

    @property
    def complaint(self) -> str:
        """The first of what was not done as asked, and how many more; empty where all was."""
        serious = [one for one in self.clashes if one.kind in {"unknown", "refused", "both"}]
        more = f" (and {len(serious) - 1} more: repcockpit keys)" if len(serious) > 1 else ""
        return f"keys: {serious[0].text}{more}" if serious else ""


def by_key(place: str, changed: Changed | None = None) -> dict[str, str]:
    """Textual key name -> action id; chords are under their whole text (`a n`).

    What only this screen has goes before what every screen has.
    """
    found: dict[str, str] = {}
    for each in sorted(actions_at(place), key=lambda each: bool(each.places)):
        for key in keys_of(each, changed):
            found[key] = each.id
            if len(key) == 1 and key.isupper():
                found[f"upper_{key.lower()}"] = each.id
    return found


def keymap_of(asked: Changed) -> Keymap:
    """The keys that `[keys]` of the settings comes to.

    What was asked for goes before what the registry says; of two actions that were given one key on one
    screen the first of the registry keeps it.
    """
    clashes: list[Clash] = []
    own = _read(asked, clashes)
    _settle_own(asked, own, clashes)
    changed = own | _moved_chords(own)
    _give_up(changed, own, clashes)
    return Keymap(changed, frozenset(own), tuple(clashes))


def _read(asked: Changed, clashes: list[Clash]) -> dict[str, tuple[str, ...]]:
    own: dict[str, tuple[str, ...]] = {}
    for action_id, texts in asked.items():
        if action_id not in _BY_ID:
            said = f"there is no action {action_id!r}{nearest(action_id, tuple(_BY_ID))}"
            clashes.append(Clash("unknown", action_id, "", said))
            continue
        keys = [key for text in texts if (key := _readable(action_id, text, clashes))]
        if action_id == "back" and "escape" not in keys:
            keys.append("escape")
        if keys or not texts:
            own[action_id] = tuple(dict.fromkeys(keys))
    return own


def _readable(action_id: str, text: str, clashes: list[Clash]) -> str:
    if action_id == "back" and text.lower() in {"esc", "escape"}:
        return "escape"
    found = read_key(text)
    if found.refusal or found.note:
        kind = "refused" if found.refusal else "note"
        clashes.append(Clash(kind, action_id, text, f"{action_id}: {found.refusal or found.note}"))
    return found.key


def _settle_own(asked: Changed, own: dict[str, tuple[str, ...]], clashes: list[Clash]) -> None:
    """Take from the later action of the registry what was given to two; without another key it has its default."""
    before: list[Action] = []
    for each in (one for one in ACTIONS if one.id in own):
        for other in before:
            for key in own[each.id]:
                if any(_collide(each, key, other, held) for held in own[other.id]):
                    said = f"{shown_key(key)!r} was given to {other.id} and to {each.id}; {other.id} has it"
                    clashes.append(Clash("both", each.id, key, said))
                    own[each.id] = tuple(one for one in own[each.id] if one != key)
        before.append(each)
    for action_id in [one for one in own if asked[one] and not own[one]]:
        del own[action_id]


def _moved_chords(own: Changed) -> dict[str, tuple[str, ...]]:
    """The chords whose first key was changed: they follow it."""
    moved: dict[str, tuple[str, ...]] = {}
    for opener in (_BY_ID[action_id] for action_id in own):
        for each in ACTIONS:
            if each.id not in own and opener is not each and _begins(opener, each):
                seconds = [key.partition(" ")[2] for key in each.keys if " " in key]
                firsts = [key for key in own[opener.id] if " " not in key]
                moved[each.id] = tuple(f"{first} {second}" for first in firsts for second in seconds)
    return moved


def _give_up(changed: dict[str, tuple[str, ...]], own: Changed, clashes: list[Clash]) -> None:
    """Take from every other action the keys that were asked for, and say what is left to it."""
    given = [(_BY_ID[action_id], key) for action_id, keys in changed.items() for key in keys]
    for each in ACTIONS:
        if each.id in own:
            continue
        keys = keys_of(each, changed)
        lost = {
            key: (by, held)
            for key in keys
            for by, held in given
            if by is not each and _collide(each, key, by, held)
        }
        if not lost:
            continue
        left = changed[each.id] = tuple(key for key in keys if key not in lost)
        rest = f"keeps {_listed(left)}" if left else "has no key left"
        for key, (by, held) in lost.items():
            said = f"{shown_key(held)!r} is {by.id} now; {each.id} {rest}"
            clashes.append(Clash("lost", each.id, key, said))


def _collide(one: Action, key: str, other: Action, held: str) -> bool:
    """Whether the two keys cannot both work: the same, or one alone where the other is its first of two."""
    if one.places and other.places and not set(one.places) & set(other.places):
        return False
    if key == held:
        return True
    if " " in key and " " not in held:
        return key.partition(" ")[0] == held and not _is_opener(other)
    if " " in held and " " not in key:
        return held.partition(" ")[0] == key and not _is_opener(one)
    return False


def _is_opener(one: Action) -> bool:
    """Whether the registry has this action only as the first key of others."""
    return any(_begins(one, each) for each in ACTIONS if each is not one)


def _begins(opener: Action, chord: Action) -> bool:
    return any(key.partition(" ")[0] in opener.keys for key in chord.keys if " " in key)


def _listed(keys: Iterable[str]) -> str:
    return " and ".join(repr(shown_key(key)) for key in keys)
