"""Saying of an account's people what role they have and where they stand: choose whom, then what."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repcockpit.domain.words import spoken
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.views.coverage import AccountCoverage, PersonCoverage
    from repcockpit.tui.dialogs.onward import Onward
    from repcockpit.tui.dialogs.support import Said

NOBODY = Toast("hole", "Nobody is known there yet; n adds a person", ink="muted")


def choose_role(screen: Any) -> None:
    """Whose role, then which; confirmed as of today."""
    _choose(screen, "Whose role", _role_of)


def choose_support(screen: Any) -> None:
    """Whose support, then which, with the evidence."""
    _choose(screen, "Whose support", _support_of)


def _choose(screen: Any, question: str, ask: "Callable[[Any, PersonCoverage], Onward]") -> None:
    from repcockpit.tui.dialogs.choosing import Option  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.onward import ChoosingOnward  # noqa: PLC0415 -- the same

    row: AccountCoverage | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    people = {one.contact_id.hex(): one for one in row.people if one.is_active}
    if not people:
        screen.show_toast(NOBODY)
        return
    options = [Option(key, one.name, _about(one)) for key, one in people.items()]
    screen.app.push_screen(ChoosingOnward(question, options, lambda key: ask(screen, people[key])))


def _about(one: "PersonCoverage") -> str:
    roles = ", ".join(spoken(role) for role in one.roles if role != "unknown")
    return ", ".join(part for part in (one.title or "", roles or "no role known") if part)


def _role_of(screen: Any, person: "PersonCoverage") -> "Onward":
    from repcockpit.tui.dialogs.onward import Onward  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.roles import RolesDialog  # noqa: PLC0415 -- the same

    def confirmed(roles: tuple[str, ...]) -> None:
        screen.attempt_to(lambda: say_saved(screen, screen.desk.coverage.confirm(person.contact_id, roles)))

    return Onward(RolesDialog(person.name, person.roles), confirmed)


def _support_of(screen: Any, person: "PersonCoverage") -> "Onward":
    from repcockpit.tui.dialogs.onward import Onward  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.support import SupportDialog  # noqa: PLC0415 -- the same

    def noted(said: "Said") -> None:
        screen.attempt_to(
            lambda: say_saved(screen, screen.desk.coverage.stand(person.contact_id, said.support, said.note))
        )

    return Onward(SupportDialog(person.name), noted)
