"""What the pane says of a rep: the seven activities, touches of thirteen weeks, what to talk about, silences. Pure."""

from datetime import date

from repcockpit.domain.score_words import ACTIVITY_WORDS
from repcockpit.domain.team import has_left, row_state
from repcockpit.domain.team_talk import talk_about
from repcockpit.domain.views.details import ACTIVITIES
from repcockpit.domain.views.team import Share, TeamRow, TeamView
from repcockpit.domain.views.team_beside import Beside
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar, section
from repcockpit.tui.team_table import as_of_words, bars, broad_of
from repcockpit.tui.text import Line, cells, cut, justify, left, right, visible, wrap
from repcockpit.tui.words import counted, days_over, full_date, hour, plain, short_date

_MOST_TALK, _MOST_SILENT, _MOST_HANDED = 4, 3, 4


_FRESH = 50
"""The score of news from which it is brought often enough."""


def rep_lines(
    view: TeamView, row: TeamRow, aside: Beside | None, width: int, glyphs: Glyphs, *, has_plan: bool
) -> list[Line]:
    """The sections, the most useful first; what does not fit falls off below."""
    lines = [_head(view, row, width, glyphs), *_about(view, row, width), []]
    lines += [*_seven(view, row, aside, width, glyphs), []]
    lines += [*_weeks(row, aside, width, glyphs), []]
    if has_plan:
        lines += [*_plan(view, row, width, glyphs), []]
    talk = talk_about(row, view.help) if view.is_whole else ()
    if talk:
        lines += [*_talk(talk, width, glyphs), []]
    if aside is not None and aside.silences:
        lines += [*_silences(aside, row, width, glyphs), []]
    if aside is not None and aside.handed:
        lines += [*_handed(aside, view.as_of.date(), width, glyphs), []]
    return lines


def _head(view: TeamView, row: TeamRow, width: int, glyphs: Glyphs) -> Line:
    state = row_words(view, row, glyphs)
    return justify([(visible(row.name) or glyphs.missing, "text!")], state, width, glyphs.ellipsis)


def row_words(view: TeamView, row: TeamRow, glyphs: Glyphs) -> Line:
    """`● needs help`, `○ soon`, `· on leave`, `◊ long not synced`, `√ on track` once every number is there."""
    is_gone = has_left(row.left_on, view.as_of.date())
    if is_gone or row.away_until is not None:
        return [(f"{glyphs.calm} ", "muted"), ("left" if is_gone else "on leave", "muted")]
    match row_state(row.id, view.help, is_away=False):
        case "now":
            return [(f"{glyphs.late} ", "late!"), ("needs help", "late!")]
        case "soon":
            return [(f"{glyphs.slip} ", "soon"), ("soon", "soon")]
    if row.stale:
        said = "long not synced" if row.as_of_sync else "never synced"
        return [(f"{glyphs.hole} ", "muted"), (said, "muted")]
    return (
        [(f"{glyphs.done} ", "good"), ("on track", "text")] if view.is_whole else [(glyphs.ellipsis, "muted")]
    )


def _about(view: TeamView, row: TeamRow, width: int) -> list[Line]:
    today = view.as_of.date()
    parts = [counted(row.accounts, "account"), counted(row.people, "person", "people")]
    if row.role not in {"rep", ""}:
        parts.insert(0, plain(row.role))
    if row.snoozed:
        parts.append(f"{row.snoozed} snoozed")
    lines: list[Line] = [[(line, "muted")] for line in wrap(", ".join(parts), width)]
    said = ""
    if row.left_on is not None:
        said = f"{'Left' if has_left(row.left_on, today) else 'Leaves'} on {full_date(row.left_on)}."
    elif row.away_until is not None:
        covers = f", {visible(row.cover_name)} covers" if row.cover_name else ", nobody covers"
        said = f"Away until {full_date(row.away_until)}{covers}."
    lines += [[(line, "text")] for line in wrap(said, width)] if said else []
    return [
        *lines,
        *([(line, "soon" if row.stale else "muted")] for line in wrap(synced_words(row, today), width)),
    ]


def synced_words(row: TeamRow, today: date) -> str:
    """As of which sync the row speaks; where that is long ago, what that means."""
    if row.as_of_sync is None:
        return "Never synced: nothing they did since is known here."
    if row.stale:
        return f"{as_of_words(row, today).capitalize()}: what they did since is not known here."
    when = hour(row.as_of_sync)
    return (
        f"As of {when} today."
        if row.as_of_sync.date() == today
        else f"As of {full_date(row.as_of_sync.date())} {when}."
    )


def _seven(view: TeamView, row: TeamRow, aside: Beside | None, width: int, glyphs: Glyphs) -> list[Line]:
    card = aside.card if aside is not None else None
    note = "" if aside is not None else glyphs.ellipsis
    if card is not None and card.value is not None:
        was = f", was {card.value_before:.0f}" if card.value_before is not None else ""
        note = f"index {card.value:.0f}{was}"
    elif card is not None:
        note = "index unknown"
    lines = [section("SEVEN ACTIVITIES", note, width, glyphs)]
    values = {part.activity: part.value for part in card.parts} if card is not None else {}
    size = 14 if width >= 44 else 8
    for name in ACTIVITIES:
        key = _SCORE_NAMES.get(name, name)
        value = values.get(key)
        drawn = bar(value or 0, 100, size, glyphs) if value is not None else glyphs.empty * size
        number = glyphs.ellipsis if aside is None else glyphs.missing if value is None else f"{value:.0f}"
        line: Line = [
            (left(_TITLES[name], 9) + " ", "text!"),
            (drawn, "muted"),
            (right(number, 4) + "  ", "text" if value is not None else "muted"),
        ]
        room = width - 9 - 1 - size - 6
        lines.append(
            [
                *line,
                *_cut(
                    _news_words(value) if name == "news" else activity_words(row, name, view.is_whole),
                    room,
                    glyphs,
                ),
            ]
        )
    return lines


_SCORE_NAMES = {
    "contact": "cadence", "news": "information", "qbr": "qbr", "requests": "requests", "training": "training",
    "ideas": "ideas", "network": "network",
}  # fmt: skip
_TITLES = {name: ACTIVITY_WORDS[key] for name, key in _SCORE_NAMES.items()}


def activity_words(row: TeamRow, name: str, is_whole: bool) -> tuple[str, str, str]:  # noqa: FBT001 -- a part of the view
    """(glyph, words, ink) of an activity; blank where nothing is read."""
    figures = row.figures
    match name:
        case "contact" if figures.overdue is not None:
            over = figures.overdue.all
            return ("late" if over else "done", f"{over:,} over" if over else "nobody over", "text")
        case "requests" if figures.requests is not None:
            return _missed(figures.requests, figures.callbacks)
        case "training" if figures.trainings is not None:
            return ("calm", f"{figures.trainings} given", "muted")
        case "qbr" if figures.qbrs is not None:
            qbrs = figures.qbrs
            if not qbrs.due:
                return ("calm", "none in sight", "muted")
            glyph = (
                "late"
                if qbrs.late
                else "clock"
                if qbrs.at_risk
                else "done"
                if qbrs.ready == qbrs.due
                else "slip"
            )
            return (glyph, f"{qbrs.ready} of {qbrs.due} ready", "text")
        case "ideas" if figures.ideas is not None:
            return ("calm", f"{figures.ideas} new", "muted")
        case "network" if (share := broad_of(figures)) is not None:
            return ("calm", f"{share.said} broad" if share.whole else "none mapped", "text")
    return ("calm", "" if is_whole else "…", "muted")


def _news_words(value: float | None) -> tuple[str, str, str]:
    if value is None:
        return ("calm", "", "muted")
    return ("done", "brought", "text") if value >= _FRESH else ("slip", "brought rarely", "text")


def _missed(requests: Share, callbacks: Share | None) -> tuple[str, str, str]:
    missed = callbacks.whole - callbacks.part if callbacks is not None else 0
    if missed:
        return ("late", f"{missed} call-back{'s' if missed > 1 else ''} missed", "text")
    late = requests.whole - requests.part
    if late:
        return ("slip", f"{late} of {requests.whole} too late", "text")
    if not requests.whole:
        return ("calm", "none ended", "muted")
    return ("done", f"{requests.said} in time", "text")


_INKS = {"late": "late", "clock": "late", "slip": "soon", "done": "good", "calm": "muted"}


def _cut(said: tuple[str, str, str], room: int, glyphs: Glyphs) -> Line:
    glyph, text, ink = said
    if not text:
        return []
    shown = text.replace("…", glyphs.ellipsis).replace("–", glyphs.missing)
    words_ink = _INKS[glyph] if glyph in {"late", "clock", "slip"} else ink
    return [(f"{getattr(glyphs, glyph)} ", _INKS[glyph]), (cut(shown, room - 2, glyphs.ellipsis), words_ink)]


def _weeks(row: TeamRow, aside: Beside | None, width: int, glyphs: Glyphs) -> list[Line]:
    weeks = aside.weeks if aside is not None and aside.weeks else row.trend
    if not weeks:
        return [section("TOUCHES", glyphs.ellipsis, width, glyphs)]
    known = [one for one in weeks if one is not None]
    note = f"{known[-1]}" + (f", was {known[-2]}" if len(known) > 1 else "") if known else "not known"
    lines = [section(f"TOUCHES, {len(weeks)} WEEKS", note, width, glyphs)]
    drawn: Line = [(bars(weeks, max(known, default=0), glyphs), "muted")]
    if aside is not None and aside.target:
        drawn.append((f"   target {aside.target:.0f} a week", "muted"))
    if len(known) < len(weeks):
        drawn.append((f"   {glyphs.missing} not known yet", "muted"))
    return [*lines, drawn]


def _plan(view: TeamView, row: TeamRow, width: int, glyphs: Glyphs) -> list[Line]:
    figures = row.figures
    if figures.attainment is None:
        said = "no plan" if view.is_whole else glyphs.ellipsis
        return [section("PLAN", said, width, glyphs)]
    capped = figures.attainment_capped
    was = row.previous.attainment_capped
    note = f"{100 * (capped or 0):.0f} %" + (f", was {100 * was:.0f} %" if was is not None else "")
    lines = [section("PLAN", note, width, glyphs)]
    said = f"{100 * figures.attainment:.0f} % raw"
    if figures.expected is not None:
        said += f", {100 * figures.expected:.0f} % expected"
    if figures.frequency is not None:
        said += f", {100 * figures.frequency:.0f} % of plans met"
    return [*lines, *([(line, "text")] for line in wrap(said, width))]


def _talk(talk: tuple[str, ...], width: int, glyphs: Glyphs) -> list[Line]:
    lines = [section("TALK ABOUT", "", width, glyphs)]
    for number, one in enumerate(talk[:_MOST_TALK], 1):
        for at, part in enumerate(wrap(visible(one), width - 2)):
            lines.append([(f"{number} " if not at else "  ", "accent!"), (part, "text")])
    return lines


def _silences(aside: Beside, row: TeamRow, width: int, glyphs: Glyphs) -> list[Line]:
    shown = aside.silences[:_MOST_SILENT]
    over = row.figures.overdue.all if row.figures.overdue is not None else len(shown)
    lines = [section("OLDEST SILENCES", f"{len(shown)} of {over:,}", width, glyphs)]
    size = max(cells(days_over(one.days_over)) for one in shown)
    for one in shown:
        state = right(days_over(one.days_over), size)
        tier = f" {visible(one.segment)}" if one.segment else ""
        where = visible(one.account_name) + tier if one.kind == "contact" else f"account{tier and ','}{tier}"
        room = max(0, width - size - 5)
        name = left(visible(one.name) or glyphs.missing, min(15, room), glyphs.ellipsis)
        said = cut(where, max(0, room - cells(name)), glyphs.ellipsis)
        lines.append(
            [(f"{glyphs.late} ", "late!"), (state + "  ", "late"), (name + " ", "text!"), (said, "muted")]
        )
    return lines


def _handed(aside: Beside, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    still = sum(one.done_on is None for one in aside.handed)
    lines = [section("HANDED TO THEM", f"{still} open" if still else "all done", width, glyphs)]
    for one in aside.handed[:_MOST_HANDED]:
        is_late = one.done_on is None and one.due_on is not None and one.due_on < today
        glyph, ink = (
            (glyphs.done, "good")
            if one.done_on
            else (glyphs.slip, "soon")
            if is_late
            else (glyphs.calm, "muted")
        )
        on = one.done_on or one.due_on
        said = ("done " if one.done_on else "due ") + short_date(on, today) if on else "no date"
        start: Line = [(f"{glyph} ", ink), (visible(one.title), "muted" if one.done_on else "text")]
        if one.account_name:
            start.append(("  " + visible(one.account_name), "muted"))
        lines.append(justify(start, [(said, "soon" if is_late else "muted")], width, glyphs.ellipsis))
    return lines
