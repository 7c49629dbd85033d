"""One line in, one draft out (product.md "The capture line"). Pure: asks the directory, changes nothing."""

from datetime import date, time

from repcockpit.domain.capture.accounts import read_account
from repcockpit.domain.capture.draft import AccountRef, Context, Draft, Participant, Person
from repcockpit.domain.capture.head import Head
from repcockpit.domain.capture.lexer import Token, head_tokens
from repcockpit.domain.capture.tail import read_tail, unescape
from repcockpit.domain.capture.vocabulary import OUTCOMES, Vocabulary, vocabulary
from repcockpit.domain.names import fold

ACKNOWLEDGING_TYPES = frozenset({"call", "visit", "meeting", "video"})


def parse(text: str, context: Context) -> Draft:
    """What the line `text` means in `context`; never raises, whatever the text."""
    words = vocabulary(context.language)
    tail = read_tail(text, context)
    head = read_head(text, head_tokens(text, tail.start), words, context)
    note = unescape(text[head.end : tail.start].strip())
    kind = head.type or "call"
    status, outcome, on, at = _settle(head, kind, context)
    return Draft(
        type=kind,
        is_type_given=head.type is not None,
        people=_people(head, context),
        account=_account(head, context),
        outcome=outcome,
        status=status,
        direction=head.direction,
        on=on,
        at=at,
        minutes=head.minutes,
        note=note,
        captures=tail.captures,
        next=tail.next,
        problems=(*head.problems, *tail.problems),
        marks=tail.marks,
        offers=_offers(head, kind, status, note, words),
    )


def acknowledges_requests(draft: Draft) -> bool:
    """Whether a request of the line was acknowledged at its opening (rules.md 2.22)."""
    return draft.type in ACKNOWLEDGING_TYPES


def read_head(text: str, tokens: list[Token], words: Vocabulary, context: Context) -> Head:
    """The head of a line; an `@` that it reaches decides whose people come first in the names before it."""
    for position, token in enumerate(tokens):
        if token.kind == "colon":
            break
        if token.kind == "account":
            ahead = read_account(text, tokens, position, words, context)
            head = Head(text, tokens, words, context, ahead).read()
            if head.account is not None:
                return head
            break
    return Head(text, tokens, words, context).read()


def _settle(head: Head, kind: str, context: Context) -> tuple[str, str | None, date, time | None]:
    """Status, outcome, day and time: the future is planned, the past was connected."""
    today = context.now.date()
    said_outcome, said_status = OUTCOMES[head.outcome] if head.outcome else (None, "")
    on = head.day("forward" if said_status == "planned" else "back") or today
    now = context.now.time().replace(second=0, microsecond=0)
    at = head.at
    is_future = on > today or (on == today and at is not None and at > now)
    status = said_status or ("planned" if is_future else "completed")
    outcome = said_outcome
    if outcome is None and status == "completed" and kind != "note":
        outcome = "connected"
    if at is None and head.day_word is None and status == "completed":
        at = now
    return status, outcome, on, at


def _people(head: Head, context: Context) -> tuple[Participant, ...]:
    """Who took part: those named, else the row's person where no account stands alone."""
    if not head.named:
        row = context.row_contact
        if row is None or head.account is not None or head.problems:
            return ()
        return (_participant(row),)
    home = (head.account.account if head.account else None) or _row_account(context)
    return tuple(
        _participant(one)
        if isinstance(one, Person)
        else Participant(
            None,
            one.name,
            home.id if home else None,
            home.name if home else None,
            is_new=True,
            title=one.title,
        )
        for one in head.named
    )


def _participant(person: Person) -> Participant:
    return Participant(person.id, person.name, person.account_id, person.account_name, person.role)


def _account(head: Head, context: Context) -> AccountRef | None:
    """The account said, else the first person's, else the row's."""
    if head.account is not None:
        return head.account.account
    row = _row_account(context)
    first = head.named[0] if head.named else None
    if not isinstance(first, Person):
        return row
    if first.account_id is None or (row is not None and row.id == first.account_id):
        return row if first.account_id else None
    name = first.account_name or ""
    return AccountRef(first.account_id, name, fold(name), first.segment)


def _row_account(context: Context) -> AccountRef | None:
    row = context.row_contact
    if context.row_account is not None or row is None or row.account_id is None:
        return context.row_account
    return AccountRef(row.account_id, row.account_name or "", fold(row.account_name or ""), row.segment)


def _offers(head: Head, kind: str, status: str, note: str, words: Vocabulary) -> tuple[str, ...]:
    """`na` where the note says that nobody answered, and the head says nothing."""
    if head.outcome or status != "completed" or kind == "note":
        return ()
    said = fold(note)
    return ("na",) if any(phrase in said for phrase in words.no_answer) else ()
