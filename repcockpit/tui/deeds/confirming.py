"""Saying of an account's people what role they have and where they stand: choose whom, then what."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repcockpit.domain.words import spoken
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.views.coverage import AccountCoverage, PersonCoverage
    from repcockpit.tui.dialogs.support import Said

NOBODY = Toast("hole", "Nobody is known there yet; n adds a person", ink="muted")


def choose_role(screen: Any) -> None:
    """Whose role, then which; confirmed as of today."""
    _choose(screen, "Whose role?", lambda person: ask_role(screen, person))


def choose_support(screen: Any) -> None:
    """Whose support, then which, with the evidence."""
    _choose(screen, "Whose support?", lambda person: ask_support(screen, person))


def _choose(screen: Any, question: str, then: "Callable[[PersonCoverage], None]") -> None:
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- needed only here

    row: AccountCoverage | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    people = [one for one in row.people if one.is_active]
    if not people:
        screen.show_toast(NOBODY)
        return
    options = [Option(one.contact_id.hex(), one.name, _about(one)) for one in people]
    by_id = {one.contact_id.hex(): one for one in people}

    def chosen(word: str | None) -> None:
        if word is not None:
            then(by_id[word])

    screen.app.push_screen(Choosing(visible(row.name), question, options), chosen)


def _about(one: "PersonCoverage") -> str:
    roles = ", ".join(spoken(role) for role in one.roles if role != "unknown")
    return ", ".join(part for part in (one.title or "", roles or "no role known") if part)


def ask_role(screen: Any, person: "PersonCoverage") -> None:
    """Which roles this person has."""
    from repcockpit.tui.dialogs.roles import RolesDialog  # noqa: PLC0415 -- needed only here

    def answered(roles: tuple[str, ...] | None) -> None:
        if roles is None:
            return
        screen.attempt_to(lambda: say_saved(screen, screen.desk.coverage.confirm(person.contact_id, roles)))

    screen.app.push_screen(RolesDialog(person.name, person.roles), answered)


def ask_support(screen: Any, person: "PersonCoverage") -> None:
    """Where this person stands towards us."""
    from repcockpit.tui.dialogs.support import SupportDialog  # noqa: PLC0415 -- needed only here

    def answered(said: "Said | None") -> None:
        if said is None:
            return
        screen.attempt_to(
            lambda: say_saved(screen, screen.desk.coverage.stand(person.contact_id, said.support, said.note))
        )

    screen.app.push_screen(SupportDialog(person.name), answered)
