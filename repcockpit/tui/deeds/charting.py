"""The org chart: opening it, and every change of it by keys."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import RefusedError
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted, plain

if TYPE_CHECKING:
    from pathlib import Path

    from repcockpit.domain.views.chart import ChartPerson
    from repcockpit.services.chart.adding import Meant
    from repcockpit.services.chart.written import Charted
    from repcockpit.tui.dialogs.choosing import Option
    from repcockpit.tui.dialogs.support import Said
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.orgchart import OrgChartScreen

TOP = "top"
IN_CHART = "chart"
"""Answers of the move's dialog that are no person: to the top, and choose in the chart."""


def say(screen: "FrameScreen", charted: "Charted") -> None:
    """Fill the screen anew, put the cursor on what was worked on, and say what was written."""
    screen.read_again(is_done=True)
    if hasattr(screen, "put_cursor"):
        screen.put_cursor(charted.row_id)
    said = visible(charted.text)
    if charted.txn is None:
        screen.show_toast(Toast("calm", said, ink="muted"))
    else:
        screen.show_toast(Toast("done", said, "u undoes"))


def chart(screen: "FrameScreen") -> None:
    """Open the chart of the row's account, the cursor on its person."""
    subject = screen.subject or getattr(screen, "about", None)
    if subject is None:
        screen.show_toast(NO_ROW)
        return
    if screen.place == "orgchart":
        screen.show_toast(Toast("calm", "This is the org chart", ink="muted"))
        return
    account = subject.id if subject.kind == "account" else subject.account_id
    if account is None and subject.contact_id is not None:
        account = screen.desk.chart.account_of(subject.contact_id)
    if account is None:
        screen.show_toast(Toast("hole", "No account is known here; e gives the person one", ink="muted"))
        return
    screen.cockpit.open_place("orgchart", subject._replace(account_id=account))


def _person(screen: "FrameScreen") -> Subject | None:
    """The person of the row, else of the whole screen; a toast where there is none."""
    for subject in (screen.subject, getattr(screen, "about", None)):
        if subject is not None and subject.contact_id is not None:
            found: Subject = subject
            return found
    screen.show_toast(Toast("calm", "No person is under the cursor", ink="muted"))
    return None


def left(screen: "FrameScreen") -> None:
    """Ask for the new employer, which may stay unknown; enter writes that the person left."""
    from repcockpit.tui.dialogs.left import LeftDialog  # noqa: PLC0415 -- needed only here

    person = _person(screen)
    if person is None or person.contact_id is None:
        return
    who, part = person.contact_id, screen.desk.chart

    def answered(employer: str | None) -> None:
        if employer is not None:
            screen.attempt_to(lambda: say(screen, part.leave(who, employer)))

    screen.app.push_screen(LeftDialog(person.name, part.steps(who)), answered)


def role(screen: "FrameScreen") -> None:
    """Choose and confirm the buying roles of a person, or the role of an empty seat."""
    from repcockpit.tui.dialogs.roles import RolesDialog  # noqa: PLC0415 -- needed only here

    subject = screen.subject
    if subject is None or subject.kind != "seat":
        subject = _person(screen)
    if subject is None:
        return
    kind, who = (
        ("seat", subject.id) if subject.kind == "seat" else ("contact", subject.contact_id or subject.id)
    )
    name, part = (subject.title if kind == "seat" else subject.name), screen.desk.chart

    def chosen(roles: tuple[str, ...] | None) -> None:
        if roles is not None:
            screen.attempt_to(lambda: say(screen, part.set_roles(kind, who, roles)))

    screen.app.push_screen(RolesDialog(name, part.roles(kind, who), is_one=kind == "seat"), chosen)


def support(screen: "FrameScreen") -> None:
    """Where a person stands towards us, with what says so."""
    from repcockpit.tui.dialogs.support import SupportDialog  # noqa: PLC0415 -- needed only here

    person = _person(screen)
    if person is None or person.contact_id is None:
        return
    who, part = person.contact_id, screen.desk.chart

    def said(answer: "Said | None") -> None:
        if answer is not None:
            screen.attempt_to(lambda: say(screen, part.set_support(who, answer.support, answer.note)))

    screen.app.push_screen(SupportDialog(person.name), said)


def new(screen: "OrgChartScreen") -> None:
    """One line: a person or an empty seat, under the row of the cursor unless the line says another manager."""
    from repcockpit.tui.dialogs.newcomer import NewcomerDialog  # noqa: PLC0415 -- needed only here

    view, part = screen.shown.view, screen.desk.chart
    here = _row(screen)
    under = here.id if here is not None else None

    def written(meant: "Meant | None") -> None:
        if meant is not None:
            screen.attempt_to(lambda: say(screen, part.add(view.account.id, meant)))

    screen.app.push_screen(NewcomerDialog(here, lambda text: part.meant(view, text, under)), written)


def _row(screen: "OrgChartScreen") -> "ChartPerson | None":
    """The person or the hole that the row under the cursor is about."""
    subject = screen.subject
    who = subject.id if subject is not None else None
    return next((one for one in screen.shown.view.people if one.id == who), None)


def _row_or_refuse(screen: "OrgChartScreen") -> "ChartPerson":
    found = _row(screen)
    if found is None:
        raise RefusedError("this row is nobody of the tree", "tab goes to the people")
    return found


def open_row(screen: "OrgChartScreen") -> None:
    """Open the person; an empty seat asks who sits there; other rows lead to their person or the account."""
    here = _row(screen)
    if here is not None and here.is_seat:
        _fill(screen, here)
    elif screen.subject is not None:
        screen.cockpit.open_detail(screen.subject)


def _options(screen: "OrgChartScreen", but: bytes, *, has_seats: bool) -> "list[Option]":
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- needed only here

    return [
        Option(one.id.hex(), called(one), one.title or one.department if not one.is_seat else "empty seat")
        for one in screen.shown.view.people
        if one.id != but and (has_seats or not one.is_seat)
    ]


def _fill(screen: "OrgChartScreen", seat: "ChartPerson") -> None:
    from repcockpit.tui.dialogs.choosing import Choosing  # noqa: PLC0415 -- needed only here

    view, part = screen.shown.view, screen.desk.chart

    def chosen(word: str | None) -> None:
        if word is not None:
            screen.attempt_to(lambda: say(screen, part.fill(view, seat.id, bytes.fromhex(word))))

    options = _options(screen, seat.id, has_seats=False)
    title = visible(f"Who sits here: {called(seat)}")
    screen.app.push_screen(
        Choosing(title, "Somebody new is added with n.", options, verb="takes the seat"), chosen
    )


def move(screen: "OrgChartScreen") -> None:
    """Under whom: type a part of the name; or take the row in hand and put it down elsewhere in the chart."""
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- needed only here

    here = _row_or_refuse(screen)

    # In hand from the first key on: the next keys may be faster than the dialog's answer.
    screen.held = here

    def chosen(word: str | None) -> None:
        if word == IN_CHART:
            screen.draw_bars()
            return
        screen.held = None
        if word is not None:
            boss = None if word == TOP else bytes.fromhex(word)
            screen.attempt_to(lambda: _moved(screen, here, boss))

    options = [
        Option(IN_CHART, "choose in the chart", "walk there, enter puts it down"),
        *_options(screen, here.id, has_seats=True),
        Option(TOP, "nobody: to the top"),
    ]
    screen.app.push_screen(
        Choosing(visible(f"{called(here)} reports to"), "", options, verb="reports to"), chosen
    )


def put_down(screen: "OrgChartScreen") -> None:
    """Put whoever is in hand under the row of the cursor."""
    held, here = screen.held, _row_or_refuse(screen)
    screen.held = None
    screen.draw_bars()
    if held is not None and held.id != here.id:
        _moved(screen, held, here.id)


def _moved(screen: "OrgChartScreen", who: "ChartPerson", boss: bytes | None) -> None:
    say(screen, screen.desk.chart.move(screen.shown.view, who.id, boss))


def remove(screen: "OrgChartScreen") -> None:
    """An empty seat, or the record of the row, to the bin."""
    here = _row(screen)
    if here is not None and here.is_seat:
        say(screen, screen.desk.chart.remove_seat(here.id))
        return
    from repcockpit.tui.deeds.decisions import remove as remove_record  # noqa: PLC0415 -- needed only here

    if here is None:
        raise RefusedError("this row is nobody of the tree", "tab goes to the people")
    remove_record(screen)


def export(screen: "OrgChartScreen") -> None:
    """The people and holes that the filter shows, as csv."""
    from repcockpit.tui.dialogs.export import ExportDialog  # noqa: PLC0415 -- needed only here

    shown = [
        row.item for group in screen.ledger.sheet.groups for row in group.rows if row.section == "people"
    ]
    if not shown:
        screen.show_toast(Toast("calm", "Nobody is in this chart: nothing to export", ink="muted"))
        return
    by_id = {one.id: one for one in screen.shown.view.people}
    people = [by_id[one.id] for one in shown]

    def chosen(target: "Path | None") -> None:
        if target is not None:
            screen.attempt_to(lambda: _write(screen, people, target))

    day = screen.desk.now().date().isoformat()
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    subject = counted(len(people), "row")
    screen.app.push_screen(ExportDialog(subject, f"{folder}/orgchart-{day}.csv"), chosen)


def _write(screen: "OrgChartScreen", people: "list[ChartPerson]", target: "Path") -> None:
    count = screen.desk.chart.write(people, screen.known, target, force=True)
    screen.cockpit.keep_choice("export_folder", str(target.parent))
    screen.show_toast(Toast("done", f"{counted(count, 'row')} written to {visible(str(target))}"))


def called(one: "ChartPerson") -> str:
    """What a row is called: a hole by what it is for."""
    if not one.is_seat:
        return one.name
    return one.title or one.department or (plain(one.roles[0]) if one.roles else one.name)
