"""Records in an order that is the same on every device: what has none of its own stands A to Z."""

from typing import Any, Final

_LISTS: Final = ("contacts", "infos")


def settled(view: Any) -> Any:
    """The view with the people and items of its lists by name, then by id."""
    changed = {
        name: tuple(sorted(value, key=lambda one: (one.name or "", one.id)))
        for name in _LISTS
        if name in view._fields and len(value := getattr(view, name)) > 1
    }
    return view._replace(**changed) if changed else view
