"""The keys of the handover screen: begin, tick, transfer, lend, give back, the pack."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.domain.views.handover import ItemView, OnlyYou
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.deeds.writing import is_writing, place_of, write_beside
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted, full_date, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from repcockpit.domain.views.handover import AccountHandover
    from repcockpit.tui.handover_rows import HandoverLine
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.handover import HandoverScreen

_WHO = ("Petra Vogt", "the name of the executive who told them")
_DAYS = ("fri", "2w", "2026-12-15")


def handover(screen: "FrameScreen") -> None:
    """The handovers of the account of the row, of the rep of the row, else of the rep whose book it is."""
    screen.cockpit.open_place("handover", about_of(screen))


def about_of(screen: "FrameScreen") -> Subject | None:
    """An account or a rep; None for everybody."""
    subject = screen.subject
    if subject is not None and subject.kind == "rep":
        return subject
    rep = getattr(screen, "rep", None)
    if rep is not None and screen.place in {"team", "team_rep"}:
        return Subject("rep", rep.id, name=rep.name)
    if subject is not None and subject.kind not in QUESTIONS:
        account = subject.id if subject.kind == "account" else subject.account_id
        if account is not None:
            return Subject("account", account, None, account, subject.place or subject.name)
    rep_id = screen.desk.handing.rep_id
    return Subject("rep", rep_id) if rep_id is not None else None


def here(screen: "HandoverScreen") -> "AccountHandover":
    """The account under the cursor. Raises UsageError for none."""
    row: HandoverLine | None = screen.row
    if row is None:
        raise UsageError("no account is under the cursor", "j and k move it")
    return row.account


def open_row(screen: "HandoverScreen") -> None:
    """Open or close the account; meet the item; read the person or the record."""
    row: HandoverLine | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
    elif row.part is None:
        screen.opened ^= {row.account.id}
        screen.fill()
    elif isinstance(row.part, ItemView):
        _meet(screen, row.account, row.part)
    elif isinstance(row.part, OnlyYou) and screen.subject is not None:
        screen.cockpit.open_detail(screen.subject)
    elif screen.subject is not None:
        from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- needed only here

        open_record(screen, screen.subject)


def open_all(screen: "HandoverScreen") -> None:
    """Open every account, or close them all."""
    every = {one.id for one in (*screen.view.underway, *screen.view.rest)}
    screen.opened = set() if every <= screen.opened else every
    screen.fill()


def _meet(screen: "HandoverScreen", one: "AccountHandover", item: ItemView) -> None:
    """What meets an item: a tick, the chart, a line to log."""
    subject = Subject("account", one.id, None, one.id, one.name)
    if item.tick:
        _tick(screen, one, item)
    elif item.item == "org_chart":
        screen.cockpit.open_place("orgchart", subject)
    elif item.item in {"introductions", "only_you"}:
        from repcockpit.tui.deeds.capturing import log_with  # noqa: PLC0415 -- needed only here

        log_with(screen, subject, "visit " if item.item == "introductions" else "note ")
    else:
        _counted(screen, item)


def tick(screen: "HandoverScreen") -> None:
    """Tick the item under the cursor, or open it again."""
    row: HandoverLine | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
    elif not isinstance(row.part, ItemView):
        open_row(screen)
    elif row.part.tick:
        _tick(screen, row.account, row.part)
    else:
        _counted(screen, row.part)


def _counted(screen: "HandoverScreen", item: ItemView) -> None:
    said = f"{sentence(item.words)} comes from the record: {item.meets}"
    screen.show_toast(Toast("calm", said, ink="muted"))


def _tick(screen: "HandoverScreen", one: "AccountHandover", item: ItemView) -> None:
    desk = screen.desk.handing
    if item.item == "customer_told" and not item.met:
        from repcockpit.tui.deeds.reviewing import ask  # noqa: PLC0415 -- needed only here

        ask(
            screen, f"Customer told: {one.name}", "Which executive told them?", lambda text: f"told by {text.strip()}",
            lambda text: desk.tick(one.id, item.item, who=text), _WHO, verb="tick it",
        )  # fmt: skip
        return
    is_deed = item.item in {"qbr_owner", "check_30"}
    if item.met and (is_deed or (item.item == "open_work" and item.fact == "none open")):
        screen.show_toast(Toast("done", f"{sentence(item.words)} already", ink="good"))
        return
    say_saved(screen, desk.tick(one.id, item.item, is_done=not item.met))


def begin(screen: "HandoverScreen") -> None:
    """Choose the colleague, then whether it is for good or until a day."""
    from repcockpit.tui.deeds.reviewing import ask  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- the same

    one = here(screen)
    if one.handover_id is not None:
        raise UsageError(f"{one.name} is on its way already", "space ticks, O transfers, d calls it off")
    every = [row.id for row in screen.view.rest]
    desk = screen.desk.handing

    def kinds(taker: bytes, name: str) -> None:
        some = [Option("one", f"hand over {one.name}", f"to {name}")]
        some += (
            [Option("all", f"hand over all {len(every)} accounts", f"to {name}")] if len(every) > 1 else []
        )
        some.append(Option("cover", f"{name} covers {one.name} until a day", "sudden leave"))
        if len(every) > 1:
            some.append(Option("cover_all", f"{name} covers all {len(every)} until a day", "sudden leave"))

        def chosen(word: str | None) -> None:
            ids = every if word in {"all", "cover_all"} else [one.id]
            if word in {"one", "all"}:
                screen.attempt_to(lambda: say_saved(screen, desk.begin(ids, taker)))
            elif word is not None:
                ask(
                    screen, f"{name} covers", "Until which day?", lambda text: full_date(desk.read_day(text)),
                    lambda text: desk.cover(ids, taker, desk.read_day(text)), _DAYS, verb="lend them",
                )  # fmt: skip

        screen.app.push_screen(Choosing(visible(f"To {name}"), "", some), chosen)

    _choose_taker(screen, one, kinds)


def _choose_taker(
    screen: "HandoverScreen", one: "AccountHandover", then: "Callable[[bytes, str], None]"
) -> None:
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- needed only here

    giver = one.giver.id if one.giver else None
    reps = [rep for rep in screen.desk.deeds.reps() if rep.id != giver]
    options = [Option(rep.id.hex(), rep.name, counted(rep.accounts, "account")) for rep in reps]
    names = {option.word: option.title for option in options}

    def chosen(word: str | None) -> None:
        if word is not None:
            then(bytes.fromhex(word), names[word])

    screen.app.push_screen(Choosing(visible(f"Who gets {one.name}?"), "", options), chosen)


def transfer(screen: "HandoverScreen") -> None:
    """The account changes hands; below 80 the reason is asked, and a manager where there is one."""
    from repcockpit.tui.deeds.reviewing import ask  # noqa: PLC0415 -- needed only here

    one, desk = here(screen), screen.desk.handing
    if one.handover_id is None:
        raise UsageError(f"no handover of {one.name} goes on", "n begins one")
    if one.cover_until is not None:
        raise UsageError(f"{one.name} is lent", "d gives it back")
    if one.ready:
        say_saved(screen, desk.transfer([one.id]))
        return
    who = "You may let it go all the same: why?" if desk.may_override() else "A manager is asked: why now?"
    question = f"{one.readiness} of 100, 80 is needed. {who}"
    verb = "transfer it" if desk.may_override() else "ask"
    ask(
        screen, f"Transfer {one.name}", question, lambda text: f"because {text.strip()}",
        lambda text: desk.transfer([one.id], text), ("Ana leaves on Friday",), verb=verb,
    )  # fmt: skip


def give_back(screen: "HandoverScreen") -> None:
    """End the cover, or call off what was begun."""
    one = here(screen)
    say_saved(screen, screen.desk.handing.give_back([one.id]))


def explain(screen: "HandoverScreen") -> None:
    """The account whole, in a box; an item says what meets it."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.handover_rows import account_lines  # noqa: PLC0415 -- the same

    one = here(screen)
    lines = partial(account_lines, one, glyphs=screen.cockpit.glyphs, today=screen.desk.now().date())
    screen.app.push_screen(Reading("Handover", lines))


def pack(screen: "HandoverScreen") -> None:
    """Ask where to, and write the pack of the group that the cursor stands in."""
    from repcockpit.services.reviews.pack_file import pack_name  # noqa: PLC0415 -- not needed before the first key
    from repcockpit.tui.dialogs.pack import PackDialog  # noqa: PLC0415 -- the same

    if is_writing(screen):
        return
    one = here(screen)
    some = screen.view.underway if one.handover_id is not None else screen.view.rest
    name = one.name if len(some) == 1 else (one.giver.name if one.giver else "") or "handover"

    def chosen(target: Path | None) -> None:
        if target is not None:
            screen.attempt_to(lambda: _write(screen, some, target))

    folder = screen.cockpit.kept_choice("pack_folder") or "~"
    file = pack_name(name, screen.desk.now().date().isoformat(), "html", "handover")
    screen.app.push_screen(PackDialog(name, f"{folder}/{file}"), chosen)


def _write(screen: "HandoverScreen", some: "tuple[AccountHandover, ...]", target: Path) -> None:
    write_beside(
        screen,
        target,
        partial(screen.desk.handing.write_pack, some, target),
        folder="pack_folder",
        busy="a pack written to",
        written=lambda size: f"Pack written to {place_of(target)}, {size:,} bytes",
        going=lambda count, total: f"Writing {count:,} of {total or len(some):,} accounts",
    )
