"""The fixture of every test of reviews."""

from tests.services.reviews.staged import house

__all__ = ["house"]
