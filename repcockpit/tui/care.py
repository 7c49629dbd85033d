"""Tones of lines and the standing of anybody, in the words and colours that the lists use."""

from datetime import date

from repcockpit.domain.views.details import Care
from repcockpit.domain.views.lists import ListRow
from repcockpit.tui.standing import State, standing_state

TONES = {
    "late": ("late", "late!", "late!"),
    "slip": ("slip", "soon", "soon"),
    "planned": ("planned", "accent", "text"),
    "done": ("done", "good", "muted"),
    "refused": ("refused", "late", "late"),
    "clock": ("clock", "late!", "late!"),
    "callback": ("callback", "soon", "soon"),
    "hole": ("hole", "muted", "muted"),
    "calm": ("calm", "muted", "text"),
}
"""Tone -> glyph, its ink, the ink of the words beside it."""


def tone_state(tone: str, said: str) -> State:
    """A tone with its words."""
    glyph, glyph_ink, words_ink = TONES.get(tone, ("calm", "muted", "muted"))
    return State(glyph, said, glyph_ink, words_ink)


def care_state(
    care: Care,
    today: date,
    *,
    status: str | None = None,
    segment: str | None = None,
    is_key: bool = True,
    touches_365: int | None = None,
) -> State:
    """Where an account or a person stands, as its row in a list says it; `status` is the record's own word."""
    row = ListRow(
        "contact", b"", "", None, None, segment, None, None, None, None, status, None, None, None, None,
        care.last_touch_on, care.due_on, care.days_over, care.interval_days, care.status, care.is_red,
        care.is_catch_up, is_key, care.planned_on, care.planned_type, touches_365,
    )  # fmt: skip
    return standing_state(row, today)
