"""Views as JSON on standard output: the shapes that exports write too."""

from repcockpit.domain.views.plain import as_json

__all__ = ["as_json"]
