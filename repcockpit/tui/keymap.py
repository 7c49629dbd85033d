"""Which action a key starts: made from the registry."""

from repcockpit.tui.actions import ACTIONS


def by_key() -> dict[str, str]:
    """Textual key name -> action id; chords are under their whole text (`a n`)."""
    named = {"U": "upper_u", "Y": "upper_y", "G": "upper_g"}
    found = {}
    for each in ACTIONS:
        for key in each.keys:
            found[key] = each.id
            if key in named:
                found[named[key]] = each.id
    return found
