"""The echo under the line: each line is a record that will be saved (look.md, look/log-80x24-dark.txt).

Shows, decides nothing; names and notes are escaped here and nowhere else. A glyph stands before its text
in the same column; without one the text begins there.
"""

from datetime import date
from typing import Final

from repcockpit.domain.capture.draft import Capture, Draft, EchoLine, Effect, Participant, Problem
from repcockpit.domain.dates import format_date, format_time
from repcockpit.domain.names import visible
from repcockpit.domain.touches import is_touch, why_not
from repcockpit.domain.words import spoken

SHOWN_CANDIDATES: Final = 6

_OUTCOME_WORDS: Final = {
    "connected": "connected",
    "left_live_message": "left a message",
    "left_voicemail": "voicemail",
    "callback_requested": "call-back asked for",
}
_STATUS_WORDS: Final = {"not_held": "not held", "rescheduled": "moved"}
_PROBLEM_GLYPHS: Final = {"ambiguous": "≠", "not_found": "◊", "invalid_value": "×"}
_CAPTURE_LABELS: Final = {"info": "news", "nps": "NPS", "csat": "CSAT"}
_NO_EFFECT: Final = Effect()


def counts_as_touch(draft: Draft, *, is_two_way: bool = False) -> tuple[bool, str]:
    """Whether the draft counts as a contact, and why, in words for the echo.

    `is_two_way`: a mail of the other direction lies within the days of rules.md 2.2.
    """
    if not draft.people and draft.account is None:
        return False, "no contact: nobody named"
    of = (draft.type, draft.status, draft.outcome, draft.direction)
    if is_touch(*of, is_two_way=is_two_way):
        if draft.people:
            return True, "counts as a contact"
        return True, "counts for the account alone"
    return False, f"no contact: {why_not(*of, is_two_way=is_two_way)}"


def echo_lines(draft: Draft, effect: Effect | None, today: date) -> tuple[EchoLine, ...]:
    """Everything that will be saved, in the order of look/log-80x24-dark.txt; problems come first."""
    known = effect or _NO_EFFECT
    lines = [line for problem in draft.problems for line in _problem_lines(problem)]
    lines.append(_type_line(draft, known, today))
    lines.extend(_who_lines(draft))
    if draft.note:
        count = draft.note.count("\n") + 1
        lines.append(EchoLine("note", "", visible(draft.note), f"{count} lines" if count > 1 else ""))
    priorities = iter(known.priorities)
    for capture in draft.captures:
        priority = next(priorities, "") if capture.kind == "request" else ""
        lines.append(_capture_line(capture, priority, today))
    lines.extend(_next_lines(draft, known, today))
    lines.extend(EchoLine("", "·", f"type {offer} if nobody answered", "", "muted") for offer in draft.offers)
    if known.guard and not draft.problems:
        lines.append(EchoLine("mind", "○", known.guard, "", "soon"))
    if known.after is not None and not draft.problems:
        lines.append(_effect_line(known))
    return tuple(lines)


def _problem_lines(problem: Problem) -> list[EchoLine]:
    """What keeps the line from being saved, and whom it could mean."""
    said = {"ambiguous": "could be", "not_found": "nobody has that name", "invalid_value": "not understood"}
    if problem.text.startswith("@") and problem.code == "not_found":
        words = f"{visible(problem.text)}: unknown"
    else:
        words = f"{visible(problem.text)}: {said[problem.code]}" if problem.text else "nobody named"
    if problem.code == "ambiguous" and not problem.candidates:
        words += " several"  # whom, is said elsewhere
    tone = "soon" if problem.code == "ambiguous" else "late"
    glyph = _PROBLEM_GLYPHS[problem.code]
    lines = [EchoLine("not saved", glyph, words, "", tone), EchoLine("", "", problem.hint, "", "muted")]
    for one in problem.candidates[:SHOWN_CANDIDATES]:
        where = getattr(one, "account_name", None) or getattr(one, "email", None) or ""
        lines.append(EchoLine("", "·", visible(one.name), visible(where), "plain"))
    hidden = len(problem.candidates) - SHOWN_CANDIDATES
    if hidden > 0:
        lines.append(EchoLine("", "", f"+{hidden} others", "", "muted"))
    return lines


def _type_line(draft: Draft, known: Effect, today: date) -> EchoLine:
    """`visit  √ connected, counts as a contact   today 15:10, 45 min`."""
    counts, why = counts_as_touch(draft, is_two_way=known.is_two_way)
    words = _OUTCOME_WORDS.get(draft.outcome or "", spoken(draft.outcome or ""))
    if not words and draft.status != "completed":
        words = _STATUS_WORDS.get(draft.status, draft.status)
    # `no contact: voicemail` says the outcome already.
    text = f"{words}, {why}" if counts and words else why
    glyph = "√" if counts else "□" if draft.status == "planned" else "·"
    tone = "good" if counts else "plain" if draft.status == "planned" else "muted"
    day = "today" if draft.on == today else format_date(draft.on, today)
    when = f"{day} {format_time(draft.at)}" if draft.at else day
    if draft.status == "completed" and draft.on > today:
        when = f"{when}, not yet"
    parts = [when] + ([f"{draft.minutes} min"] if draft.minutes else [])
    way = {"inbound": "in", "outbound": "out"}.get(draft.direction or "", "")
    return EchoLine(f"{draft.type} {way}".strip(), glyph, text, ", ".join(parts), tone)


def _who_lines(draft: Draft) -> list[EchoLine]:
    """Who took part, the account beside the first; the account alone where nobody did."""
    account = ""
    if draft.account is not None:
        account = visible(" ".join(part for part in (draft.account.name, draft.account.segment) if part))
    if not draft.people:
        return [EchoLine("with", "", "the account, nobody named", account)] if account else []
    lines = []
    for position, person in enumerate(draft.people):
        right = account if position == 0 else ""
        lines.append(
            EchoLine("with" if position == 0 else "", "+" if person.is_new else "", _who(person), right)
        )
    return lines


def _who(person: Participant) -> str:
    about = "new" if person.is_new else spoken(person.role or "")
    return ", ".join(visible(part) for part in (person.name, about, person.title) if part)


def _capture_line(capture: Capture, priority: str, today: date) -> EchoLine:
    score = "" if capture.score is None else str(capture.score)
    text = " ".join(part for part in (priority, score, visible(capture.text)) if part)
    due = ""
    if capture.due_on is not None:
        verb = "resolve by" if capture.kind == "request" else "by"
        due = f"{verb} {format_date(capture.due_on, today)}"
    return EchoLine(f"+ {_CAPTURE_LABELS.get(capture.kind, capture.kind)}", "", text, due)


def _next_lines(draft: Draft, known: Effect, today: date) -> list[EchoLine]:
    """The next step that was said, or the one the cadence proposes, which is shown and not stored."""
    step = draft.next
    if step is not None and step.is_none:
        return [EchoLine("→ next", "", "none", "", "muted")]
    if step is not None and step.due_on is not None:
        title = visible(step.title) or draft.type
        return [EchoLine("→ next", "", title, f"by {format_date(step.due_on, today)}")]
    if known.next_on is None or draft.problems:
        return []
    title = f"{visible(known.next_title) or 'call'}, by the cadence"
    return [EchoLine("→ next", "", title, f"by {format_date(known.next_on, today)}", "muted")]


def _effect_line(known: Effect) -> EchoLine:
    """`after this   ● 12 d over  →  √ on track      6 of 7 touches this year`."""
    glyph, words, tone = known.after or ("", "", "plain")
    right = ""
    if known.touches is not None:
        of = f" of {known.target}" if known.target is not None else ""
        right = f"{known.touches}{of} touches this year"
    if known.before is None:
        return EchoLine("after this", glyph, words, right, tone)
    before_glyph, before_words, _ = known.before
    return EchoLine("after this", before_glyph, f"{before_words}  →  {glyph} {words}", right, tone)
