"""The echo under the capture line, drawn: each line a record that will be saved, its date at the right."""

from datetime import date

from repcockpit.domain.capture.draft import Draft, EchoLine, Effect
from repcockpit.tui.glyphs import UNICODE, Glyphs
from repcockpit.tui.text import Line, cells, cut, justify, left, line_cells, visible, wrap

LABEL = 13
_TONES = {
    "plain": ("text", "text"),
    "muted": ("muted", "muted"),
    "good": ("good", "text"),
    "soon": ("soon", "soon"),
    "late": ("late!", "late!"),
}


def sign(drawn: str, glyphs: Glyphs) -> str:
    """A glyph given by name or as its Unicode sign, in the set of this screen."""
    if drawn in Glyphs._fields:
        return str(getattr(glyphs, drawn))
    for name, known in zip(Glyphs._fields, UNICODE, strict=True):
        if known == drawn:
            return str(getattr(glyphs, name))
    return drawn


def echo_spans(line: EchoLine, width: int, glyphs: Glyphs, names: tuple[str, ...] = ()) -> list[Line]:
    """One echo line, a name at its start in bold; what is too long for a line goes on below."""
    glyph_ink, text_ink = _TONES.get(line.tone, ("text", "text"))
    label = visible(line.label).replace(UNICODE.next, glyphs.next)
    start: Line = [(left(label, LABEL - 1, glyphs.ellipsis) + " ", "muted")]
    if line.glyph:
        start.append((sign(line.glyph, glyphs) + " ", glyph_ink))
    end: Line = (
        [(cut(visible(line.right), max(0, width // 2), glyphs.ellipsis), "muted")] if line.right else []
    )
    used = LABEL + (2 if line.glyph else 0) + sum(cells(text) for text, _ in end) + 1
    pieces = wrap(visible(line.text), max(8, width - used))
    name = next((name for name in names if pieces[0].startswith(name)), "")
    first: Line = [(name, f"{text_ink}!"), (pieces[0][len(name) :], text_ink)]
    lines = [justify([*start, *first], end, width, glyphs.ellipsis)]
    lines += [[(" " * LABEL, "text"), (piece, text_ink)] for piece in pieces[1:4]]
    if len(pieces) > 4:
        lines[-1].append((f" {glyphs.ellipsis}", "muted"))
    return lines


def effect_line(effect: Effect, width: int, glyphs: Glyphs) -> Line:
    """`after this   ● 12 d over  →  √ on track      6 of 7 touches this year`."""
    line: Line = [(left("after this", LABEL), "muted")]
    if effect.before == effect.after and effect.after is not None:
        line.append(("stays ", "muted"))
    elif effect.before is not None:
        line += [*_state(effect.before, glyphs), (f"  {glyphs.next}  ", "muted")]
    if effect.after is not None:
        line += _state(effect.after, glyphs)
    end: Line = []
    if effect.touches is not None:
        is_short = effect.target is not None and effect.touches <= effect.target
        said = f"{effect.touches}{f' of {effect.target}' if is_short else ''} touches"
        for more in (" this year", "" if is_short or effect.target is None else f", target {effect.target}"):
            if line_cells(line) + cells(said) + len(more) < width:
                said += more  # where it would cost the state, the number stays
        end = [(said, "muted")]
    return justify(line, end, width, glyphs.ellipsis)


def _state(state: tuple[str, str, str], glyphs: Glyphs) -> Line:
    drawn, words, tone = state
    glyph_ink, text_ink = _TONES.get(tone, ("text", "text"))
    return [(sign(drawn, glyphs) + " ", glyph_ink), (visible(words), text_ink)]


def echo_block(draft: Draft, effect: Effect | None, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """The echo of a draft in lines of at most `width` cells; what it changes stands last, by itself."""
    from repcockpit.domain.capture import echo_lines  # noqa: PLC0415 -- not needed before the first frame

    names = tuple(visible(person.name) for person in draft.people)
    changes = effect is not None and effect.after is not None and not draft.problems
    told = effect._replace(after=None) if effect is not None and changes else effect
    lines: list[Line] = []
    for line in echo_lines(draft, told, today):
        lines += echo_spans(line, width, glyphs, names if line.label in {"with", ""} else ())
    if effect is not None and changes:
        lines += [[], effect_line(effect, width, glyphs)]
    return lines


def field_inks(draft: Draft, text: str) -> list[str]:
    """A token for each character of the field: only the marks are coloured."""
    inks = ["text"] * len(text)
    for mark in draft.marks:
        for at in range(mark.start, min(mark.end, len(text))):
            inks[at] = "accent!"
    return inks
