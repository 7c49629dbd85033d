"""The capture line as fields and back: a form holds what was typed, field by field, as it was typed.

The line stays the truth: a changed field gives another line, and that line is read by the one grammar.
"""

from collections.abc import Iterator
from itertools import islice, product
from typing import Final, NamedTuple

from repcockpit.domain.capture.draft import Context, Draft
from repcockpit.domain.capture.head import Head
from repcockpit.domain.capture.lexer import head_tokens
from repcockpit.domain.capture.parser import read_head
from repcockpit.domain.capture.tail import KINDS, read_tail
from repcockpit.domain.capture.vocabulary import DIRECTIONS, OUTCOMES, TYPES, vocabulary
from repcockpit.domain.dates import Direction, parse_date, parse_duration, parse_time
from repcockpit.domain.names import fold

HEAD_FIELDS: Final = ("type", "who", "account", "outcome", "direction", "day", "at", "minutes")

_ORDERS: Final = (
    ("type", "who", "account", "others"),
    ("type", "who,", "account", "others"),
    ("type", "others", "who", "account"),
    ("type", "others", "who,", "account"),
    ("account", "type", "who", "others"),
    ("account", "others", "type", "who"),
    ("who", "type", "account", "others"),
    ("who", "account", "type", "others"),
    ("others", "type", "who", "account"),
    ("others", "type", "who,", "account"),
    ("type", "who", "others", "account"),
    ("account", "others", "who", "type"),
)
"""The orders of a head, the usual one first; `who,` is a name with a comma behind it."""
_MOST_TRIED: Final = 60


class Form(NamedTuple):
    """One field each, as typed; `captures` are (letter after the plus, text) in the order of the line."""

    type: str = ""
    who: str = ""
    account: str = ""
    outcome: str = ""
    direction: str = ""
    day: str = ""
    at: str = ""
    minutes: str = ""
    note: str = ""
    captures: tuple[tuple[str, str], ...] = ()
    step: str = ""

    def of(self, letter: str) -> tuple[str, ...]:
        """The texts behind one plus."""
        return tuple(text for kind, text in self.captures if kind == letter)

    def with_captures(self, letter: str, texts: tuple[str, ...]) -> "Form":
        """With other texts behind one plus; the others keep their places, blank ones go."""
        fresh = iter(texts)
        kept = [
            (kind, next(fresh, "")) if kind == letter else (kind, text) for kind, text in self.captures
        ] + [(letter, text) for text in fresh]
        return self._replace(captures=tuple(one for one in kept if one[1].strip() or one[0] != letter))


def form_of(text: str, context: Context) -> Form:
    """The fields of a line, whatever it holds."""
    tail = read_tail(text, context)
    head = _head(text, context)
    parts = {name: text[start:end] for name, (start, end) in head.pieces.items()}
    if "account" in parts:
        parts["account"] = parts["account"].removeprefix("@")
    captures, step = [], ""
    for number, mark in enumerate(tail.marks):
        end = tail.marks[number + 1].start if number + 1 < len(tail.marks) else len(text)
        words = text[mark.end : end].strip()
        if mark.kind == "next":
            step = words
        else:
            captures.append((_letter(mark.kind), words))
    return Form(**parts, note=text[head.end : tail.start].strip(), captures=tuple(captures), step=step)


def compose(form: Form, context: Context) -> str:
    """The line of a form: the plainest one that the grammar reads back as these fields.

    Where none does, the plainest: its echo then shows what is read instead.
    """
    wanted = _plain(form)
    first = None
    for line in islice(_lines(wanted), _MOST_TRIED):
        first = line if first is None else first
        if _unquoted(_plain(form_of(line, context))) == _unquoted(wanted):
            return line
    return first or ""


def unfit(form: Form, field: str, context: Context) -> str:
    """What is wrong with one field, in words; blank where the grammar takes it."""
    value = str(getattr(form, field)).strip()
    word = fold(value)
    if not value:
        return ""
    match field:
        case "type":
            return "" if word in TYPES else f"one of {', '.join(dict.fromkeys(TYPES.values()))}"
        case "outcome":
            return "" if word in OUTCOMES else f"one of {', '.join(OUTCOMES)}"
        case "direction":
            return "" if word in DIRECTIONS else "in or out"
        case "day":
            is_planned = fold(form.outcome) == "planned"
            known = _day(value, "forward" if is_planned else "back", context)
            return "" if known else "a day such as today, mon, 12/9, 2026-11-20"
        case "at":
            return "" if parse_time(value, context.language) else "a time such as 14:30"
        case "minutes":
            return "" if parse_duration(value, context.language) else "a length such as 25m, 1h, 1h30"
        case "step":
            first = value.split()[0].rstrip(".,;:!")
            is_step = first.lower() == "none" or _day(first, "forward", context) is not None
            return "" if is_step else "a day first, such as fri check the pallet, or none"
    return ""


def settled(form: Form, context: Context) -> Form:
    """With bare numbers given their unit: 45 minutes are `45m`, 14 o'clock is `14:00`."""
    minutes, at = form.minutes.strip(), form.at.strip()
    if minutes.isdecimal() and parse_duration(f"{minutes}m", context.language):
        form = form._replace(minutes=f"{minutes}m")
    if at.isdecimal() and parse_time(f"{at}:00", context.language):
        form = form._replace(at=f"{at}:00")
    account = form.account.strip()
    return form._replace(account=account[1:]) if account.startswith("@") and account != "@" else form


def same(first: Draft, second: Draft) -> bool:
    """Whether two drafts would be saved as the same; where the words stood in the line does not count."""
    return _bare(first) == _bare(second)


def place_of(line: str, field: str, context: Context) -> tuple[int, int] | None:
    """Where a field of the head stands in a line, None where it does not."""
    return _head(line, context).pieces.get(field)


def rewrite(text: str, note: str, context: Context) -> str:
    """The line with another note, which may have several lines."""
    return compose(form_of(text, context)._replace(note=note.strip()), context)


def _bare(draft: Draft) -> Draft:
    problems = tuple(problem._replace(start=-1) for problem in draft.problems)
    return draft._replace(marks=(), problems=problems)


def _day(word: str, direction: Direction, context: Context) -> object:
    today = context.now.date()
    return parse_date(word, today, direction=direction, order=context.date_order, language=context.language)


def _head(text: str, context: Context) -> Head:
    tokens = head_tokens(text, read_tail(text, context).start)
    return read_head(text, tokens, vocabulary(context.language), context)


def _letter(kind: str) -> str:
    return next(letter for letter, name in KINDS.items() if name == kind)


def _plain(form: Form) -> Form:
    """Without blanks at the ends of the fields."""
    kept = {name: str(getattr(form, name)).strip() for name in (*HEAD_FIELDS, "note", "step")}
    captures = tuple((letter.lower(), text.strip()) for letter, text in form.captures)
    return form._replace(**kept, captures=captures)


def _unquoted(form: Form) -> Form:
    """With the account's name alone: quotes may be what makes it readable."""
    return form._replace(account=form.account.strip('"“”'))


def _lines(form: Form) -> Iterator[str]:
    """The lines that could stand for the form, the plainest first."""
    rear = "".join(f" +{letter} {text}".rstrip() for letter, text in form.captures)
    rear += f" > {form.step}" if form.step else ""
    has_head = any(getattr(form, name) for name in HEAD_FIELDS)
    signs = (":", "") if has_head and form.note else ("", ":")
    for head, colon in product(dict.fromkeys(_heads(form)), (*signs, " :")):
        middle = f"{head}{colon}" if head or (colon and form.note) else ""
        for line in (f"{middle} {form.note}", f"{middle}{form.note}"):
            yield (line.strip() + rear).strip() if form.note or middle else rear.strip()


def _heads(form: Form) -> Iterator[str]:
    """The words of the head in the orders and with the signs that may be needed."""
    account = f"@{form.account}" if form.account else ""
    quoted = f'@"{form.account}"' if form.account and '"' not in form.account else account
    words = {"type": form.type, "who": form.who, "who,": f"{form.who}," if form.who else ""}
    words["others"] = " ".join(
        part for part in (form.outcome, form.direction, form.day, form.at, form.minutes) if part
    )
    for order in _ORDERS:
        for words["account"] in dict.fromkeys((account, quoted)):
            yield " ".join(words[part] for part in order if words[part]).rstrip(",")
