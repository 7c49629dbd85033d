import importlib
import pkgutil
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest

from repcockpit.domain import views
from repcockpit.domain.views.plain import as_json


class Row(NamedTuple):
    id: bytes
    name: str | None
    dots: bytes
    parts: tuple[object, ...]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("x", "x"),
        ("", None),
        (b"\x01\xff", "01ff"),
        (2.0, 2),
        (2.5, 2.5),
        (1e300, 1e300),
        (datetime(2026, 11, 24, 9, 0, 1, 5, UTC), "2026-11-24T09:00:01+00:00"),
        (date(2026, 11, 24), "2026-11-24"),
        (Row(b"\x01", "", b"secret", (1, "a")), {"id": "01", "name": None, "parts": [1, "a"]}),
        ({"a": b"\x02"}, {"a": "02"}),
        ([1, [2]], [1, [2]]),
    ],
)
def test_values_in_jsons_terms(value: object, shown: Any) -> None:
    assert as_json(value) == shown


def test_what_has_no_json_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="object"):
        as_json(object())


def test_views_are_frozen_tuples() -> None:
    for module in pkgutil.iter_modules(views.__path__):
        found = vars(importlib.import_module(f"{views.__name__}.{module.name}"))
        for name, kind in found.items():
            if isinstance(kind, type) and kind.__module__.endswith(module.name):
                assert issubclass(kind, tuple), name
