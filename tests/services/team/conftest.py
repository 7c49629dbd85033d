"""The fixture of every test of the team."""

from tests.services.team.staged import team

__all__ = ["team"]
