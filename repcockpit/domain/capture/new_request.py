"""The line of a new request: `e1 17:40 call @northglass pumps stopped by fri`. Pure: asks the directory only.

A letter and a digit for kind and urgency, when and how it was taken, who asked, what is wrong, by when: each
may be left out but the title.
"""

import re
from datetime import date, datetime
from typing import Final, NamedTuple

from repcockpit.domain.capture.draft import AccountRef, Context, Participant, Problem
from repcockpit.domain.capture.parser import parse
from repcockpit.domain.capture.request import parse_request
from repcockpit.domain.dates import parse_date
from repcockpit.domain.names import fold
from repcockpit.domain.words import REQUEST_TYPES

LETTERS: Final = dict(zip("ewqtcdo", REQUEST_TYPES, strict=True))
"""e emergency, w wrong delivery, q quality, t technical, c commercial terms, d document, o other."""
LEVEL_OF: Final = {"1": "high", "2": "medium", "3": "low"}
VIAS: Final = ("call", "visit", "meeting", "video", "email", "message")
_KIND = re.compile(r"\s*([a-z])([123])([123])?(?=\s|$)", re.IGNORECASE)
_VIA = re.compile(rf"\s*({'|'.join(VIAS)}):?(?=\s|$)", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+(\S+)\s*$", re.IGNORECASE)
_LONGEST_NAME = 6


class NewRequest(NamedTuple):
    """What the line means; `at` is None for now. With `problem` it must not be saved."""

    type: str = "other"
    impact: str = "medium"
    urgency: str = "medium"
    at: datetime | None = None
    via: str | None = None
    person: Participant | None = None
    account: AccountRef | None = None
    title: str = ""
    due_on: date | None = None
    problem: Problem | None = None


def parse_new_request(text: str, context: Context) -> NewRequest:
    """What `text` asks for; never raises.

    The first digit is the urgency, a second one the impact (1 high, 2 medium, 3 low); the impact of an
    emergency is high where nothing is said. Who asked is the row, or stands behind an `@` or before a colon;
    without a row it comes first.
    """
    found, rest = _kind(text)
    line = parse_request(rest, context.now, language=context.language, order=context.date_order)
    found, rest = found._replace(at=line.at), line.title
    if match := _VIA.match(rest):
        found, rest = found._replace(via=match[1].lower()), rest[match.end() :]
    if found == NewRequest(
        at=found.at, via=found.via
    ):  # the kind may follow the time: `17:40 e1 pumps stopped`
        kind, rest = _kind(rest)
        found = found._replace(type=kind.type, impact=kind.impact, urgency=kind.urgency)
    found, title = _asker(found, rest.strip(), context)
    match = _BY.search(title)
    due_on = _day(match[1], context) if match else None
    if match and due_on:
        title, found = title[: match.start()], found._replace(due_on=due_on)
    found = found._replace(title=title.strip())
    if found.problem is None and not found.title:
        return found._replace(problem=Problem("invalid_value", text, "write what is needed"))
    return found


def _kind(text: str) -> tuple[NewRequest, str]:
    match = _KIND.match(text)
    kind = LETTERS.get(match[1].lower()) if match else None
    if match is None or kind is None:
        return NewRequest(), text
    usual = "high" if kind == "emergency_shipment" else "medium"
    impact = LEVEL_OF[match[3]] if match[3] else usual
    return NewRequest(kind, impact, LEVEL_OF[match[2]]), text[match.end() :].lstrip()


def _asker(found: NewRequest, rest: str, context: Context) -> tuple[NewRequest, str]:
    """Who asks, by the same reading as the log line, and what is left of the text."""
    person, account = context.row_contact, context.row_account
    has_row = person is not None or account is not None
    name, colon, _ = rest.partition(":")
    is_named = rest.startswith("@") or not has_row
    if not is_named and not (colon and 0 < len(name.split()) <= _LONGEST_NAME):
        return _of_row(found, context), rest
    words = list(re.finditer(r"\S+", rest))
    least = 1 if is_named else len(name.split())
    problem: Problem | None = None
    for count in range(min(_LONGEST_NAME, len(words)) if is_named else least, least - 1, -1):
        end = words[count - 1].end()
        who = _who(rest[:end], context)
        if isinstance(who, NewRequest):
            is_name = fold(words[count - 1][0].strip("@:,")) in _called(who)
            if is_name or count == least:
                return found._replace(person=who.person, account=who.account), rest[end:].lstrip(": ")
        elif who is not None:
            problem = who
    if not is_named:
        return _of_row(found, context), rest
    said = words[0][0] if words else ""
    hint = "begin with who asks: a person, or @account"
    return found._replace(problem=problem or Problem("not_found", said, hint)), rest


def _who(text: str, context: Context) -> NewRequest | Problem | None:
    """The person and account that `text` names, or why it is not clear; None where it names nobody."""
    head = text.rstrip(":").rstrip()
    draft = parse(f"call {head}: .", context._replace(row_contact=None, row_account=None))
    if not draft.problems and draft.note == "." and (draft.people or draft.account):
        asker = draft.people[0] if draft.people else None
        return None if asker and asker.is_new else NewRequest(person=asker, account=draft.account)
    return next((one for one in draft.problems if one.code == "ambiguous"), None)


def _called(who: NewRequest) -> str:
    """The names, folded: a word that is not in them was a word of the title."""
    names = (who.person.name if who.person else "", who.account.name if who.account else "")
    return fold(" ".join(names))


def _of_row(found: NewRequest, context: Context) -> NewRequest:
    row = parse(".", context)
    return found._replace(person=row.people[0] if row.people else None, account=row.account)


def _day(word: str, context: Context) -> date | None:
    return parse_date(
        word.rstrip(".,;:"), context.now.date(), direction="forward", order=context.date_order,
        language=context.language,
    )  # fmt: skip
