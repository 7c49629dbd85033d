"""What meets each item of a review: enter on it offers just that."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_exact
from repcockpit.domain.ideas import STATES as IDEA_STATES
from repcockpit.domain.pack import THEIRS
from repcockpit.domain.readiness import BY_NAME
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.words import spoken
from repcockpit.tui.deeds import reviewing
from repcockpit.tui.deeds.capturing import log_with, say_saved
from repcockpit.tui.desk import Saved
from repcockpit.tui.dialogs.choosing import Option
from repcockpit.tui.subject import Subject
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import sentence

if TYPE_CHECKING:
    from repcockpit.domain.views.offers import Offer
    from repcockpit.domain.views.reviews import QbrRow
    from repcockpit.tui.screens.qbrs import QbrsScreen

_CARRY, _NEW = "carry", "new"


def offer(screen: "QbrsScreen", row: "QbrRow", key: str) -> None:
    """Offer what meets the item with this name; of a review that was held its actions and minutes."""
    if key in BY_NAME and row.state not in OVER_STATES:
        _OFFERS[key](screen, row)
    elif key == "minutes":
        say_saved(screen, screen.desk.reviews.send_minutes(row))
    elif key == "add":
        _add_action(screen, row)
    else:
        from repcockpit.tui.deeds.editing import edit_of  # noqa: PLC0415 -- only on an action

        edit_of(screen, Subject("task", bytes.fromhex(key), None, row.account_id))


def _name(row: "QbrRow") -> str:
    return row.account_name or ""


def _account(row: "QbrRow") -> Subject:
    return Subject("account", row.account_id, None, row.account_id, _name(row))


def _options(offers: "tuple[Offer, ...]") -> list[Option]:
    return [Option(one.id.hex(), one.title, one.about) for one in offers]


def _nothing(screen: "QbrsScreen", said: str) -> None:
    screen.show_toast(Toast("hole", said, ink="muted"))


def _date(screen: "QbrsScreen", row: "QbrRow") -> None:
    if row.scheduled_on is None:
        reviewing.arrange(screen)
    else:
        reviewing.set_date(screen)


def _accepted(screen: "QbrsScreen", row: "QbrRow") -> None:
    """Who of them accepted."""
    people = screen.desk.reviews.people(row)
    if not people:
        _nothing(screen, "Nobody is known at this account: n on Contacts adds somebody")
        return

    def chosen(word: str) -> None:
        say_saved(screen, screen.desk.reviews.accept(row, bytes.fromhex(word)))

    question = "Who accepted? A decision maker, budget holder or sponsor meets the item."
    reviewing.choose(screen, f"Accepted: {_name(row)}", question, _options(people), chosen, "accepted")


def _tick(screen: "QbrsScreen", row: "QbrRow", *, item: str) -> None:
    """A person says so."""
    is_met = next((one.met for one in row.items if one.item == item), False)
    reviewing.set_tick(screen, row, item, is_done=not is_met)


def _call(screen: "QbrsScreen", row: "QbrRow") -> None:
    """Log the call that prepares it; space ticks it without one."""
    log_with(screen, _account(row), "call ")


def _actions(screen: "QbrsScreen", row: "QbrRow") -> None:
    """Each action of the last review: done, or carried on."""
    tasks = [one for one in screen.whole(row).last_actions if one.done_on is None]
    if not tasks:
        _nothing(screen, "Every action of the last review is settled")
        return
    options = [Option(_CARRY, "Carry all that is open on to this review", f"{len(tasks):,} open")]
    for task in tasks:
        due = format_exact(task.due_on) if task.due_on else "no date"
        options.append(Option(task.id.hex(), f"Done: {task.title or ''}", due))

    def chosen(word: str) -> None:
        if word == _CARRY:
            say_saved(screen, screen.desk.reviews.carry_on(row))
            return
        done = screen.desk.deeds.mark_held([Subject("task", bytes.fromhex(word), None, row.account_id)])
        say_saved(screen, Saved(done.text, done.txn) if done.txn is not None else None)

    question = "Which one is done? What is not done is carried on, and opens the next agenda."
    reviewing.choose(screen, f"Last actions: {_name(row)}", question, options, chosen)


def _make_pack(screen: "QbrsScreen", row: "QbrRow") -> None:
    del row
    reviewing.pack(screen)


def _score(screen: "QbrsScreen", row: "QbrRow") -> None:
    """The form of a satisfaction figure."""
    from repcockpit.tui.deeds.editing import new_of  # noqa: PLC0415 -- only on this item

    new_of(screen, "feedback", _account(row))


def _challenge(screen: "QbrsScreen", row: "QbrRow") -> None:
    """What they struggle with; another first word makes it a need, an expectation or a wish."""

    def parted(text: str) -> tuple[str, str]:
        first, found, rest = text.strip().partition(":")
        kind = first.strip().casefold()
        return (
            (kind, rest.strip()) if found and kind in THEIRS and rest.strip() else ("challenge", text.strip())
        )

    reviews = screen.desk.reviews
    reviewing.ask(
        screen, f"Their challenge: {_name(row)}", "What troubles them, in their words? It goes into the pack.",
        lambda text: f"{spoken(parted(text)[0])}, noted today", lambda text: reviews.note_theirs(row, *parted(text)),
        ("the kiln stands still every Monday", "need: a forecast they can plan with"), verb="note it",
    )  # fmt: skip


def _news(screen: "QbrsScreen", row: "QbrRow") -> None:
    """An item of the library, or a new one."""
    items = screen.desk.reviews.news(row)
    if not items:
        _nothing(screen, "The library is empty: N opens it, n there adds an item")
        return

    def chosen(word: str) -> None:
        say_saved(screen, screen.desk.reviews.choose_news(row, bytes.fromhex(word)))

    reviewing.choose(screen, f"News to bring: {_name(row)}", "", _options(items), chosen, "bring it")


def _ideas(screen: "QbrsScreen", row: "QbrRow") -> None:
    """Which idea, then how it stands."""
    ideas = screen.desk.reviews.ideas(row)
    if not ideas:
        _nothing(screen, "None of their ideas is open")
        return
    titles = {one.id.hex(): one.title for one in ideas}

    def chosen(word: str) -> None:
        options = [Option(state, sentence(spoken(state))) for state in IDEA_STATES]

        def settled(state: str) -> None:
            say_saved(screen, screen.desk.reviews.move_idea(bytes.fromhex(word), state))

        reviewing.choose(screen, titles.get(word, ""), "How does it stand?", options, settled)

    reviewing.choose(screen, f"Their ideas: {_name(row)}", "Which one moved?", _options(ideas), chosen)


def _decisions(screen: "QbrsScreen", row: "QbrRow") -> None:
    """One to five lines."""
    from repcockpit.tui.dialogs.decisions import DecisionsDialog  # noqa: PLC0415 -- only on this item

    def written(text: str | None) -> None:
        if text is not None:
            screen.attempt_to(lambda: say_saved(screen, screen.desk.reviews.write_texts(row, decisions=text)))

    screen.app.push_screen(DecisionsDialog(_name(row), screen.whole(row).view.decisions or ""), written)


def _add_action(screen: "QbrsScreen", row: "QbrRow") -> None:
    """What was agreed, whose it is, until when."""
    reviews = screen.desk.reviews

    def told(text: str) -> str:
        found = reviews.read_action(text)
        return f"{found.title}: {found.owner}, by {found.due_on}"

    reviewing.ask(
        screen, f"Action of the QBR with {_name(row)}", "What was agreed, whose is it, until when?", told,
        lambda text: reviews.add_action(row, reviews.read_action(text)),
        ("send the forecast sheet by fri", "second carrier @Jon by 12/12: a colleague's"), verb="add it",
    )  # fmt: skip


_Offer = Callable[["QbrsScreen", "QbrRow"], None]
_OFFERS: dict[str, _Offer] = {
    "date_agreed": _date,
    "customer_accepted": _accepted,
    "our_executive": partial(_tick, item="our_executive"),
    "pre_call": _call,
    "actions_reviewed": _actions,
    "requests_listed": _make_pack,
    "scorecard_built": _make_pack,
    "satisfaction": _score,
    "challenges": _challenge,
    "industry_item": _news,
    "ideas_updated": _ideas,
    "decisions": _decisions,
    "pack_sent": partial(_tick, item="pack_sent"),
    "logistics": partial(_tick, item="logistics"),
}
