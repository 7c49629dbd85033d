"""Training, news and ideas: their screens opened, cells given and planned, items brought, ideas moved on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from repcockpit.domain.ideas import is_to_tell
from repcockpit.domain.training import USAGE, Cell
from repcockpit.domain.views.learning import IdeaRow, LibraryRow
from repcockpit.domain.words import IDEA_STATUSES, REACTIONS
from repcockpit.tui.deeds.capturing import NO_ROW, log_with, say_saved
from repcockpit.tui.deeds.editing import about_now
from repcockpit.tui.desk import Saved
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import day_behind, plain, short_date

if TYPE_CHECKING:
    from datetime import date

    from repcockpit.domain.views.record_requests import Link
    from repcockpit.tui.dialogs.onward import Onward
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.ideas import IdeasScreen
    from repcockpit.tui.screens.news import NewsScreen
    from repcockpit.tui.screens.training import TrainingScreen


def customer_of(screen: "FrameScreen") -> Subject | None:
    """The account of the row under the cursor, or of the screen, as a subject with its person; None: no customer's."""
    subject = about_now(screen)
    if subject is None or subject.kind in QUESTIONS:
        return None
    account = subject.id if subject.kind == "account" else subject.account_id
    contact = subject.id if subject.kind == "contact" else subject.contact_id
    if account is None and contact is not None:
        account = screen.desk.learning.account_of(contact)
    return (
        None
        if account is None
        else Subject("account", account, contact, account, subject.place or subject.name)
    )


def training(screen: "FrameScreen") -> None:
    """Open the matrix of the row's account."""
    about = customer_of(screen)
    if about is None:
        screen.show_toast(Toast("calm", "This row belongs to no account", ink="muted"))
        return
    screen.cockpit.open_place("training", about)


def news(screen: "FrameScreen") -> None:
    """Open the library, for the customer of the row; there the same key shows it for everybody and back."""
    if screen.place == "news":
        _turn(screen)
        return
    screen.cockpit.open_place("news", customer_of(screen))


def ideas(screen: "FrameScreen") -> None:
    """Open the ideas: of one account from its own screen, else all; there the same key turns between them."""
    if screen.place == "ideas":
        _turn(screen)
        return
    is_of_one = screen.place in ("detail", "brief", "training", "orgchart")
    screen.cockpit.open_place("ideas", customer_of(screen) if is_of_one else None)


def _turn(screen: Any) -> None:
    if screen.about is None:
        screen.show_toast(Toast("calm", "Opened on a customer's row, it turns to that customer", ink="muted"))
        return
    screen.is_for_all = not screen.is_for_all
    screen.look_anew()


def topic_before(screen: "TrainingScreen") -> None:
    """The column at the left."""
    screen.go_to_topic(screen.at - 1)


def topic_after(screen: "TrainingScreen") -> None:
    """The column at the right."""
    screen.go_to_topic(screen.at + 1)


def _say(screen: "TrainingScreen", saved: Saved | None) -> None:
    """What was written; the cursor stays on its person and its topic."""
    if saved is None:
        screen.show_toast(Toast("calm", "Nothing was changed", ink="muted"))
        return
    screen.read_again()
    screen.show_toast(Toast("done", visible(saved.text), "u undoes"))


def given_today(screen: "TrainingScreen") -> None:
    """The chosen people, or the row's, had the present topic today."""
    people, topic = screen.people(), screen.topic()
    if not people:
        screen.show_toast(NO_ROW)
        return
    _say(screen, screen.desk.learning.give(screen.about.id, topic, people, screen.desk.now().date()))


def open_cell(screen: "TrainingScreen") -> None:
    """What can be done with the cell: given, planned, asked about, taken out of the plan."""
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- not needed before
    from repcockpit.tui.dialogs.onward import ChoosingOnward  # noqa: PLC0415 -- the same

    people, topic, cell = screen.people(), screen.topic(), screen.cell()
    if not people:
        screen.show_toast(NO_ROW)
        return
    options = [
        Option("today", "given today", "h does it too"),
        Option("given", "given on another day"),
        Option("plan", "planned for a day", _planned_said(cell)),
    ]
    if len(people) == 1 and cell.id is not None:
        options += [Option(f"usage {n}", f"usage {n}: {said}") for n, said in enumerate(USAGE)]
    if len(people) == 1 and cell.plan_id is not None:
        options.append(Option("drop", "no longer planned"))

    def following(word: str) -> "Onward | None":
        return _ask_day(screen, word, people, topic) if word in ("given", "plan") else None

    def chosen(word: str | None) -> None:
        if word is not None:
            screen.attempt_to(lambda: _do_cell(screen, word, people, topic, cell))

    title = f"{visible(topic)}: {screen.called(people)}"
    at = 2 if cell.state in ("never", "expired") else 0
    screen.app.push_screen(ChoosingOnward(title, options, following, at, "do it"), chosen)


def _planned_said(cell: Cell) -> str:
    return f"now {cell.due_on.isoformat()}" if cell.due_on else ""


def _do_cell(screen: "TrainingScreen", word: str, people: Sequence[bytes], topic: str, cell: Cell) -> None:
    desk, today = screen.desk.learning, screen.desk.now().date()
    kind, _, number = word.partition(" ")
    if kind == "today":
        _say(screen, desk.give(screen.about.id, topic, people, today))
    elif kind == "usage" and cell.id is not None:
        _say(screen, desk.use(cell.id, int(number)))
    elif kind == "drop" and cell.plan_id is not None:
        _say(screen, desk.drop_plan(cell.plan_id, people[0]))


def _ask_day(screen: "TrainingScreen", word: str, people: Sequence[bytes], topic: str) -> "Onward":
    """Ask for the day on which it was given, or is to be."""
    from repcockpit.tui.dialogs.day import DayDialog  # noqa: PLC0415 -- not needed before
    from repcockpit.tui.dialogs.onward import Onward  # noqa: PLC0415 -- the same

    desk, about = screen.desk.learning, screen.about.id
    act, read = (desk.give, desk.read_past) if word == "given" else (desk.plan, screen.desk.deeds.read_day)
    name = f"{topic}, {'given' if word == 'given' else 'planned'}"

    def typed(day: "date") -> None:
        screen.attempt_to(lambda: _say(screen, act(about, topic, people, day)))

    return Onward(DayDialog(name, screen.desk.now().date(), read), typed)


def drop_cell(screen: "TrainingScreen") -> None:
    """Take the row's person out of the plan of the present topic."""
    row, cell = screen.row, screen.cell()
    if row is None or cell.plan_id is None:
        screen.show_toast(
            Toast("calm", "Nothing is planned here; what was given is edited with e", ink="muted")
        )
        return
    _say(screen, screen.desk.learning.drop_plan(cell.plan_id, row.id))


def edit_cell(screen: "TrainingScreen") -> None:
    """The form of the training in the cell."""
    from repcockpit.tui.deeds.editing import edit_of  # noqa: PLC0415 -- the same module family

    cell = screen.cell()
    training_id = cell.id if cell.is_valid else cell.plan_id or cell.id
    if training_id is None:
        screen.show_toast(Toast("calm", "Nothing was given or planned here", ink="muted"))
        return
    edit_of(screen, Subject("training", training_id))


def new_topic(screen: "FrameScreen") -> None:
    """The form of a topic and for how long it holds."""
    from repcockpit.tui.deeds.editing import new_of  # noqa: PLC0415 -- the same

    new_of(screen, "topic", None)


def new_item(screen: "FrameScreen") -> None:
    """The form of an item of the library."""
    from repcockpit.tui.deeds.editing import new_of  # noqa: PLC0415 -- the same

    new_of(screen, "item", None)


def new_idea(screen: "IdeasScreen") -> None:
    """The form of an idea of the account the screen is about."""
    from repcockpit.tui.deeds.editing import new_of  # noqa: PLC0415 -- the same

    new_of(screen, "idea", screen.about)


def bring(screen: "NewsScreen") -> None:
    """Choose to whom the item was brought."""
    row: LibraryRow | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    if row.item.is_to_write:
        screen.show_toast(
            Toast("calm", "It is still to be written; e adds the file or the text", ink="muted")
        )
        return
    people = screen.people_here()
    if people:
        _choose_person(screen, row, people)
    else:
        _ask_person(screen, row)


def _choose_person(screen: "NewsScreen", row: LibraryRow, people: "Sequence[Link]") -> None:
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- not needed before
    from repcockpit.tui.dialogs.onward import ChoosingOnward  # noqa: PLC0415 -- the same

    today = screen.desk.now().date()
    had = {one.contact.id: one.on for one in screen.got(row) if one.contact is not None}
    about = screen.about
    first = about.contact_id if about is not None else None
    ordered = sorted(people, key=lambda one: (one.id != first, one.id in had))
    options = []
    for one in ordered:
        on = had.get(one.id)
        said = f"had it {day_behind(on, today)}" if on else "had it" if one.id in had else ""
        options.append(Option(one.id.hex(), one.name or "", said))

    account = about.account_id if about is not None else None

    def following(word: str) -> "Onward":
        return _bring_to(screen, row, bytes.fromhex(word), account)

    screen.app.push_screen(
        ChoosingOnward(f"Bring {visible(row.item.title)}", options, following, verb="brought")
    )


def _ask_person(screen: "NewsScreen", row: LibraryRow) -> None:
    from repcockpit.tui.dialogs.person import PersonDialog  # noqa: PLC0415 -- not needed before

    def chosen(found: "tuple[Link, str]") -> "Onward":
        return _bring_to(screen, row, found[0].id, None)

    find = screen.desk.learning.person_named
    screen.app.push_screen(PersonDialog(f"Bring {row.item.title}", find, chosen))


def _bring_to(screen: "NewsScreen", row: LibraryRow, contact: bytes, account: bytes | None) -> "Onward":
    """Ask how it was taken; where that person had it, whether it is meant."""
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- not needed before
    from repcockpit.tui.dialogs.onward import ChoosingOnward, Onward  # noqa: PLC0415 -- the same

    had = screen.desk.learning.had_already(row.item.id, contact, account)

    def said(reaction: str) -> None:
        word = None if reaction == "-" else reaction
        desk = screen.desk.learning
        screen.attempt_to(
            lambda: say_saved(
                screen, desk.share(row.item.id, contact, account, word, is_again=had is not None)
            )
        )

    options = [Option("-", "not said"), *(Option(word, word) for word in REACTIONS)]
    how = ChoosingOnward("How was it taken?", options, lambda _word: None, verb="brought")
    if had is None:
        return Onward(how, said)
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- the same

    when = short_date(had.on, screen.desk.now().date()) if had.on else "before"
    who = visible(
        (had.contact.name if had.contact else "") or (had.account.name if had.account else "") or ""
    )
    about = f"{who} had it {when}. Nothing is brought twice, unless you say so."

    def answered(is_meant: bool) -> None:  # noqa: FBT001 -- the answer of the screen
        if is_meant:
            screen.app.push_screen(how, lambda word: said(word) if word is not None else None)

    return Onward(Question("Bring it again", visible(row.item.title), about, "bring it again"), answered)


def next_state(screen: "IdeasScreen") -> None:
    """The next state; where only telling is left, log the talk in which the customer was told."""
    row: IdeaRow | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
    elif is_to_tell(row.status):
        _tell(screen, row)
    elif row.status == "customer_told":
        screen.show_toast(Toast("calm", "The customer was told: this idea is finished", ink="muted"))
    else:
        say_saved(screen, screen.desk.learning.move_idea(row.id))


def _tell(screen: "IdeasScreen", row: IdeaRow) -> None:
    def logged(saved: Saved | None) -> None:
        if saved is not None:
            screen.attempt_to(lambda: say_saved(screen, screen.desk.learning.tell_idea(row.id)))

    answer = "is done" if row.status == "done" else "was declined"
    log_with(screen, screen.subject_of(row), f"call: told that the idea {answer}", logged)


def choose_state(screen: "IdeasScreen") -> None:
    """Choose among all states."""
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- not needed before

    row: IdeaRow | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    options = [Option(word, plain(word), "now" if word == row.status else "") for word in IDEA_STATUSES]

    def chosen(word: str | None) -> None:
        if word is not None:
            screen.attempt_to(lambda: say_saved(screen, screen.desk.learning.move_idea(row.id, word)))

    at = IDEA_STATUSES.index(row.status) if row.status in IDEA_STATUSES else 0
    screen.app.push_screen(Choosing(visible(row.title), "", options, at), chosen)
