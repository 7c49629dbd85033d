"""Views as rows: each field a cell, a link two, what lies deeper by its path."""

from collections.abc import Sequence
from typing import Any

from repcockpit.exchange.writers.values import Cell


def header_of(fields: Sequence[str]) -> tuple[str, ...]:
    """The columns of fields: `account@` is account_id and account, `contacts@` both lists, `sla.response` sla_response."""
    names: list[str] = []
    for field in fields:
        name = field.rstrip("@").replace(".", "_")
        if field.endswith("@"):
            names.append(f"{name.removesuffix('s')}_ids" if name.endswith("s") else f"{name}_id")
        names.append(name)
    return tuple(names)


def cells_of(view: Any, fields: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of one view under `header_of(fields)`."""
    cells: list[Cell] = []
    for field in fields:
        value: Any = view
        for name in field.rstrip("@").split("."):
            value = None if value is None else getattr(value, name)
        if not field.endswith("@"):
            cells.append(value)
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            cells += [[one.id.hex() for one in value], [one.name or "" for one in value]]
        else:
            cells += [None, None] if value is None else [value.id, value.name]
    return tuple(cells)
