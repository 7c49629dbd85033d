"""The rear of a line: captures (`+p …`) and the next step (` > fri …`). Every other character is the note."""

import re
from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.capture.draft import Capture, CaptureKind, Context, Mark, NextStep, Problem
from repcockpit.domain.dates import parse_date

KINDS: Final[dict[str, CaptureKind]] = {
    "p": "promise",
    "r": "request",
    "i": "idea",
    "t": "training",
    "b": "info",
    "n": "nps",
    "c": "csat",
}
SCALES: Final[dict[str, tuple[int, int]]] = {"nps": (0, 10), "csat": (1, 5)}
# An idea, a training or a piece of news holds no due date: there `by fri` stays in the words.
_DUE_KINDS: Final = frozenset({"promise", "request"})

_PLUS = re.compile(r"(?<!\S)\+([prtibnc])(?!\S)", re.IGNORECASE)
_ARROW = re.compile(r"(?<=[ \t])>(?=[ \t]+(\S+))")
_BY = re.compile(r"(?:^|\s)by\s+(\S+)\s*$", re.IGNORECASE)
_SCORE = re.compile(r"(\d{1,3})(?:/(?:10|5))?(?!\S)\s*")
_ESCAPE = re.compile(r"(?<!\S)\\([+>])")


class Tail(NamedTuple):
    """What was found, and where the first of it begins (`start`, the end of the text where nothing was)."""

    start: int
    captures: tuple[Capture, ...]
    next: NextStep | None
    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...]


def unescape(text: str) -> str:
    r"""The text with `\+` and `\>` at the start of a word as plain signs."""
    return _ESCAPE.sub(r"\1", text)


def read_tail(text: str, context: Context) -> Tail:
    """Every capture of `text` and its next step."""
    pluses = list(_PLUS.finditer(text))
    arrow, due_on = _next_step(text, [match.start() for match in pluses], context)
    starts = sorted([match.start() for match in pluses] + ([arrow.start()] if arrow else []))
    ends = dict(zip(starts, [*starts, len(text)][1:], strict=True))
    captures, problems, marks = [], [], []
    for match in pluses:
        kind = KINDS[match[1].lower()]
        capture, problem = _capture(kind, text[match.end() : ends[match.start()]].strip(), context)
        captures.extend([capture] if capture else [])
        problems.extend([problem._replace(start=match.start())] if problem else [])
        marks.append(Mark(match.start(), match.end(), kind))
    step = None
    if arrow:
        title = unescape(text[arrow.end(1) : ends[arrow.start()]].strip())
        step = NextStep(due_on, title, is_none=due_on is None)
        marks.append(Mark(arrow.start(), arrow.start() + 1, "next"))
    start = starts[0] if starts else len(text)
    return Tail(start, tuple(captures), step, tuple(sorted(marks)), tuple(problems))


def _next_step(text: str, pluses: list[int], context: Context) -> tuple[re.Match[str] | None, date | None]:
    """The last ` > ` before a day, or before a `none` that nothing follows. At a line's start it quotes."""
    for match in reversed(list(_ARROW.finditer(text))):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if not text[line_start : match.start()].strip():
            continue
        due_on = _due(match[1], context)
        if due_on:
            return match, due_on
        end = min([plus for plus in pluses if plus > match.start()], default=len(text))
        if match[1].rstrip(".,;:").lower() == "none" and not text[match.end(1) : end].strip():
            return match, None
    return None, None


def _due(word: str, context: Context) -> date | None:
    today = context.now.date()
    for form in (word, word.rstrip(".,;:!")):
        day = parse_date(
            form, today, direction="forward", order=context.date_order, language=context.language
        )
        if day:
            return day
    return None


def _capture(kind: CaptureKind, words: str, context: Context) -> tuple[Capture | None, Problem | None]:
    """The capture that stands in `words`, or what is wrong with it."""
    mark = next(letter for letter, name in KINDS.items() if name == kind)
    if kind in SCALES:
        return _scored(kind, mark, words)
    due_on = None
    by = _BY.search(words) if kind in _DUE_KINDS else None
    if by and (due_on := _due(by[1], context)):
        words = words[: by.start()].rstrip()
    if not words:
        return None, Problem("invalid_value", f"+{mark}", f"write what the {kind} is after +{mark}")
    return Capture(kind, unescape(words), due_on), None


def _scored(kind: CaptureKind, mark: str, words: str) -> tuple[Capture | None, Problem | None]:
    low, high = SCALES[kind]
    score = _SCORE.match(words)
    if not score or not low <= int(score[1]) <= high:
        typed = f"+{mark} {words}".strip()
        return None, Problem("invalid_value", typed, f"+{mark} takes a number from {low} to {high}")
    return Capture(kind, unescape(words[score.end() :]), None, int(score[1])), None
