"""A real database in a temporary folder, with the guard on."""

from tests.store.conftest import _units_are_watched, db

__all__ = ["_units_are_watched", "db"]
