"""Logging what happened: the capture line read, its effect foretold, everything in it saved."""

from repcockpit.services.interactions.effect import effect_of
from repcockpit.services.interactions.reading import attempt_draft, context_of, read_line
from repcockpit.services.interactions.saving import save_draft, save_lines, verdict

__all__ = ["attempt_draft", "context_of", "effect_of", "read_line", "save_draft", "save_lines", "verdict"]
