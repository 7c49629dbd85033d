"""What a line could have meant: candidates of an unclear name, `new NAME`, `na`, and days with a slip in them.

Each offer is a change of the typed line; nothing is changed until one is taken.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.capture.completion import SHOWN, Suggestion, Taken, suggestions, take
from repcockpit.domain.capture.draft import AccountRef, Context, Draft, Problem
from repcockpit.domain.capture.head import Head
from repcockpit.domain.capture.lexer import head_tokens
from repcockpit.domain.capture.parser import read_head
from repcockpit.domain.capture.tail import read_tail
from repcockpit.domain.capture.vocabulary import vocabulary
from repcockpit.domain.dates import Direction, format_date, parse_date, spoken_days
from repcockpit.domain.names import fold

SHORTEST: Final = 5
"""Letters in the shortest word that is taken for a day with a slip."""
_BY = re.compile(r"(?:^|\s)by\s+(\S+)\s*(?=$|\s\+[prtibnc]\s|\s>\s)", re.IGNORECASE)
_STEP = re.compile(r"(?<=\s)>\s+(\S+)")
_NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{1,4}))?\.?")


class Offer(NamedTuple):
    """One thing that could have been meant: what is shown, why, and what taking it makes of the line.

    Either `chosen`, a name to put in, or `line`, the line as it would be.
    """

    name: str
    about: str
    chosen: Suggestion | None = None
    line: Taken | None = None

    def taken(self, text: str, context: Context) -> Taken:
        """The line with this instead of what was unclear."""
        if self.chosen is not None:
            return take(text, self.chosen, context)
        return self.line or Taken(text, len(text))


def name_offers(text: str, caret: int, context: Context) -> tuple[Offer, ...]:
    """Whom the word at the caret could name; blank where it says already who is meant."""
    found = suggestions(text, caret, context)
    if len(found) == 1 and fold(found[0].name) == fold(text[found[0].start : found[0].end].lstrip("@")):
        return ()
    return tuple(Offer(one.name, one.place, one) for one in found)


def offers(text: str, draft: Draft, context: Context) -> tuple[Offer, ...]:
    """Everything that would make the line clearer, the likeliest first."""
    found: list[Offer] = []
    for problem in draft.problems:
        found.extend(_of_problem(text, problem, context))
    if "na" in draft.offers:
        found.append(_no_answer(text, draft, context))
    found.extend(_days(text, draft, context))
    return tuple(found)


def _of_problem(text: str, problem: Problem, context: Context) -> Iterator[Offer]:
    """Whom an unclear name could mean, and that it is somebody new."""
    end = problem.start + len(problem.text)
    if problem.start < 0 or not problem.text:
        return
    for one in problem.candidates[:SHOWN]:
        chosen = Suggestion(one, problem.start, end)
        yield Offer(chosen.name, chosen.place, chosen)
    is_account = text[problem.start] == "@" or any(isinstance(one, AccountRef) for one in problem.candidates)
    if problem.code != "not_found" or is_account:
        return
    name = " ".join(problem.text.strip('"“”').split())
    if name[:1].isalpha() and not vocabulary(context.language).is_keyword(fold(name)):
        named = name if name[:1].isupper() else name.title()
        shown = f"new {named}"
        mark = "" if text[end:].lstrip()[:1] in {",", ":", "@", "("} else ":"
        done = text[: problem.start] + shown + mark
        rest = text[end:] or " "
        yield Offer(shown, "somebody who is not in the book", line=Taken(done + rest, len(done + rest[:1])))


def _head(text: str, context: Context) -> Head:
    tokens = head_tokens(text, read_tail(text, context).start)
    return read_head(text, tokens, vocabulary(context.language), context)


def _no_answer(text: str, draft: Draft, context: Context) -> Offer:
    """The outcome `na`, put where the head ends."""
    del draft
    at = _head(text, context).end
    before = text[:at].rstrip()
    if before.endswith(":"):
        before = before[:-1].rstrip()
    start = f"{before} na: " if before else "na: "
    line = start + text[at:].lstrip()
    return Offer("na", "nobody answered", line=Taken(line, len(line)))


def _days(text: str, draft: Draft, context: Context) -> Iterator[Offer]:
    """Days that nearly are: after `by`, after ` > `, and where the head ends."""
    tail = read_tail(text, context).start
    for match in (*_BY.finditer(text, tail), *_STEP.finditer(text)):
        if _day(match[1], "forward", context) is None:
            yield from _nearly(text, match.start(1), match[1], "forward", context)
    if draft.note:
        at = _head(text, context).end
        first = re.match(r"\s*([^\s,:]+)", text[at:])
        if first and at + first.end(1) <= tail:
            yield from _nearly(text, at + first.start(1), first[1], "back", context)


def _day(word: str, direction: Direction, context: Context) -> date | None:
    today = context.now.date()
    return parse_date(word, today, direction=direction, order=context.date_order, language=context.language)


def _nearly(text: str, start: int, word: str, direction: Direction, context: Context) -> Iterator[Offer]:
    """The days that `word` could have been."""
    plain = word.rstrip(".,;:!")
    for day_word in _close_words(fold(plain), context.language) or _possible(plain, context):
        day = _day(day_word, direction, context)
        if day is not None:
            done = text[:start] + day_word
            taken = Taken(done + text[start + len(plain) :], len(done))
            yield Offer(day_word, f"not {plain}: {format_date(day, context.now.date())}", line=taken)


def _close_words(folded: str, language: str) -> list[str]:
    """The words for days that one slip of the fingers makes of `folded`."""
    if len(folded) < SHORTEST - 1 or not folded.isalpha():
        return []
    days = [day for day in spoken_days(language) if len(day) >= SHORTEST]
    return [day for day in days if day != folded and _is_one_slip(folded, day)]


def _is_one_slip(typed: str, meant: str) -> bool:
    """One letter more, less, other, or two turned round."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    same = 0
    while same < min(len(typed), len(meant)) and typed[same] == meant[same]:
        same += 1
    left, right = typed[same:], meant[same:]
    turned = left[1::-1] + left[2:] if len(left) > 1 else left
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or turned == right


def _possible(word: str, context: Context) -> list[str]:
    """For numbers that are no day: day and month turned round, or the last day of that month."""
    match = _NUMERIC.fullmatch(word)
    if not match or _day(word, "back", context):
        return []
    first, sign, second, year = match.groups()
    if len(first) > 2:
        month, day, head, foot = int(second), int(year or 0), f"{first}-", ""
        return [f"{head}{month:02d}-{_last(int(first), month):02d}{foot}"] if 1 <= month <= 12 and day else []
    found = [sign.join(part for part in (second, first, year) if part)]
    is_day_first = context.date_order == "dmy"
    month = int(second if is_day_first else first)
    if 1 <= month <= 12:
        last = str(_last(context.now.year, month))
        turned = (last, second) if is_day_first else (first, last)
        found.append(sign.join((*turned, year) if year else turned))
    return found


def _last(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
