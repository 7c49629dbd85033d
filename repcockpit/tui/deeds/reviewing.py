"""The keys of a review: the next item, a tick, its date, held, skipped, its note, its pack."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_exact
from repcockpit.domain.errors import UsageError
from repcockpit.domain.readiness import BY_NAME
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.desk import Saved
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from repcockpit.domain.views.reviews import QbrRow
    from repcockpit.tui.dialogs.choosing import Option
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.qbrs import QbrsScreen

DAYS = ("wed 9/12 10:30", "2026-12-09 10:30", "2w: in two weeks, at nine")


def row_of(screen: "QbrsScreen") -> "QbrRow | None":
    """The review under the cursor; says so where there is none."""
    if screen.row is None:
        screen.show_toast(NO_ROW)
    row: QbrRow | None = screen.row
    return row


def asked_row(screen: "FrameScreen", *, is_open: bool = True) -> "QbrRow":
    """The review under the cursor, on whichever screen. Raises UsageError for none, and where it is over already."""
    row: QbrRow | None = getattr(screen, "row", None)
    subject = screen.subject
    if subject is None or row is None:
        raise UsageError("no review is under the cursor", "j and k move it")
    if screen.place != "qbrs":
        row = screen.desk.reviews.sheet(subject.id).row
    if is_open and row.state in OVER_STATES:
        raise UsageError(f"this review is {row.words}", "u takes back what was done last")
    return row


def ask(
    screen: "FrameScreen", title: str, question: str, check: "Callable[[str], str]", write: "Callable[[str], Saved | None]",
    examples: tuple[str, ...] = (), text: str = "", verb: str = "keep it",
) -> None:  # fmt: skip
    """Ask for a line, write what it means, and say so."""
    from repcockpit.tui.dialogs.asked import Asked  # noqa: PLC0415 -- not needed before the first key

    def answered(said: str | None) -> None:
        if said is not None:
            screen.attempt_to(lambda: say_saved(screen, write(said)))

    screen.app.push_screen(Asked(title, question, check, examples, text, verb), answered)


def choose(
    screen: "QbrsScreen", title: str, question: str, options: "list[Option]", then: "Callable[[str], object]",
    verb: str = "choose",
) -> None:  # fmt: skip
    """Choose one of several, and act on it."""
    from repcockpit.tui.dialogs.choosing import Choosing  # noqa: PLC0415 -- not needed before the first key

    def answered(word: str | None) -> None:
        if word is not None:
            screen.attempt_to(lambda: then(word))

    screen.app.push_screen(Choosing(visible(title), question, options, verb=verb), answered)


def meet(screen: "QbrsScreen") -> None:
    """From the list to the next open item; what meets it is offered."""
    from repcockpit.tui.deeds.review_items import offer  # noqa: PLC0415 -- not needed before the first key

    if row_of(screen) is None:
        return
    if not screen.is_inside:
        screen.go_to_next()
    point = screen.point
    if point is not None:
        offer(screen, asked_row(screen, is_open=False), point.key)


def tick(screen: "QbrsScreen") -> None:
    """Tick the item under the cursor of the checklist, or open it; the cursor goes on to the next one."""
    row, point = row_of(screen), screen.point
    if row is None or point is None:
        return
    reviews = screen.desk.reviews
    item = BY_NAME.get(point.key)
    if item is not None and not item.is_tick:
        said = f"{sentence(item.words)} comes from the record; enter meets it"
        screen.show_toast(Toast("calm", said, ink="muted"))
    elif item is not None:
        set_tick(screen, row, item.name, is_done=not point.is_met)
    elif point.key == "minutes":
        say_saved(screen, reviews.send_minutes(row))
    elif point.key != "add" and not point.is_met:
        done = screen.desk.deeds.mark_held([Subject("task", bytes.fromhex(point.key), None, row.account_id)])
        say_saved(screen, Saved(done.text, done.txn) if done.txn is not None else None)


def set_tick(screen: "QbrsScreen", row: "QbrRow", item: str, *, is_done: bool) -> None:
    """Tick an item or open it; a pack that went out too late is noted, and does not meet it."""
    say_saved(screen, screen.desk.reviews.tick(row, item, is_done=is_done))
    now: QbrRow | None = next((one for one in screen.view.rows if one.id == row.id), None)
    is_met = now is not None and any(one.met for one in now.items if one.item == item)
    if item == "pack_sent" and is_done and now is not None and not is_met:
        said = (
            "Noted as sent; it counts 48 h before the meeting, once there is a date"
            if row.scheduled_on is None
            else "Noted as sent; later than 48 h before the meeting, it does not count"
        )
        screen.show_toast(Toast("slip", said, "u undoes", "soon"))


def one_at_a_time(screen: "QbrsScreen") -> None:
    """Reviews are not chosen."""
    screen.show_toast(Toast("calm", "Reviews are prepared one at a time", ink="muted"))


def set_date(screen: "FrameScreen") -> None:
    """A date, or another one."""
    row = asked_row(screen)
    is_moved = row.scheduled_on is not None
    title = f"{'Move the' if is_moved else 'A date for the'} QBR with {row.account_name or ''}"
    question = f"It is on {format_exact(row.scheduled_on)}." if row.scheduled_on else "When do you meet?"
    reviews = screen.desk.reviews
    ask(
        screen, title, question, lambda text: moment_words(reviews.read_moment(text)),
        lambda text: reviews.schedule(row, reviews.read_moment(text)), DAYS, verb="move it" if is_moved else "agree on it",
    )  # fmt: skip


def moment_words(at: datetime | date) -> str:
    """`Wed 9 Dec 2026, 10:30`."""
    if isinstance(at, datetime):
        return f"{format_exact(at.date())}, {at.hour:02}:{at.minute:02}"
    return format_exact(at)


def arrange(screen: "QbrsScreen") -> None:
    """What is new: the date, that they were asked for one; after the meeting an action."""
    from repcockpit.tui.deeds.review_items import offer  # noqa: PLC0415 -- not needed before the first key
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- the same

    row = asked_row(screen, is_open=False)
    if row.state in OVER_STATES:
        offer(screen, row, "add")
        return
    if row.scheduled_on is not None:
        set_date(screen)
        return

    def chosen(word: str) -> None:
        if word == "date":
            set_date(screen)
        else:
            say_saved(screen, screen.desk.reviews.propose(row))

    options = [
        Option("date", "A date is agreed", "type it next"),
        Option("asked", "They were asked for a date", "as of today"),
    ]
    choose(screen, f"QBR with {row.account_name or ''}", "", options, chosen)


def hold(screen: "FrameScreen") -> None:
    """It was held: at once where its day has come, else on a day that is asked for; once held, its minutes went out."""
    row = asked_row(screen)
    reviews, today = screen.desk.reviews, screen.desk.now().date()
    if row.held_on is not None:
        say_saved(screen, reviews.send_minutes(row))
        return
    if row.scheduled_on is not None and row.scheduled_on <= today:
        say_saved(screen, reviews.hold(row))
        return
    ask(
        screen, f"QBR with {row.account_name or ''}: held", "On which day was it held?",
        lambda text: moment_words(reviews.read_past_moment(text)),
        lambda text: reviews.hold(row, reviews.read_past_moment(text)), ("today, mon, 20/11",), "today", "it was held",
    )  # fmt: skip


def skip(screen: "FrameScreen") -> None:
    """Left out this time, with the reason and who approved it."""
    row = asked_row(screen)
    reviews = screen.desk.reviews

    def told(text: str) -> str:
        reason, approver = reviews.read_skip(text)
        return f"skipped: {reason}; approved by {approver}"

    ask(
        screen, f"Skip the QBR with {row.account_name or ''}", "Why, and who approved it?", told,
        lambda text: reviews.skip(row, *reviews.read_skip(text)), ("merged with the annual meeting by Carla Mora",),
        verb="skip it",
    )  # fmt: skip


def cancel(screen: "FrameScreen") -> None:
    """The date is off."""
    say_saved(screen, screen.desk.reviews.cancel(asked_row(screen)))


def write_note(screen: "QbrsScreen") -> None:
    """The note of the review."""
    row = asked_row(screen, is_open=False)
    reviews = screen.desk.reviews
    ask(
        screen, f"Note on the QBR with {row.account_name or ''}", "For ourselves; it is not in the pack.",
        lambda _text: "kept with the review", lambda text: reviews.write_texts(row, note=text), (),
        screen.whole(row).view.note or "",
    )  # fmt: skip


def pack(screen: "QbrsScreen") -> None:
    """Ask where to, and write the pack there: HTML, or Markdown where the name ends in .md."""
    from repcockpit.services.reviews.pack_file import pack_name  # noqa: PLC0415 -- not needed before the first key
    from repcockpit.tui.dialogs.pack import PackDialog  # noqa: PLC0415 -- the same

    row = asked_row(screen, is_open=False)

    def chosen(target: Path | None) -> None:
        if target is not None:
            screen.attempt_to(lambda: _write_pack(screen, row, target))

    folder = screen.cockpit.kept_choice("pack_folder") or "~"
    name = pack_name(row.account_name or "", screen.desk.now().date().isoformat(), "html")
    screen.app.push_screen(PackDialog(row.account_name or "", f"{folder}/{name}"), chosen)


def _write_pack(screen: "QbrsScreen", row: "QbrRow", target: Path) -> None:
    said = screen.desk.reviews.write_pack(row, target)
    screen.cockpit.keep_choice("pack_folder", str(target.parent))
    screen.read_again()
    screen.show_toast(Toast("done", visible(said)))


def open_review(screen: "FrameScreen", qbr_id: bytes) -> None:
    """Go to the reviews with the cursor on this one."""
    from repcockpit.tui.screens.qbrs import QbrsScreen  # noqa: PLC0415 -- not needed before the first key

    shown = screen.cockpit.go("qbrs")
    if isinstance(shown, QbrsScreen):
        shown.ledger.begin_at(qbr_id)
        shown.read_again()
