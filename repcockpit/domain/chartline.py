"""The line that adds somebody to an org chart: `Name, Title <manager`, or `?, quality` for an empty seat."""

from typing import NamedTuple

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.names import fold
from repcockpit.domain.words import BUYING_ROLES, spoken

_ROLES = {spoken(role): role for role in BUYING_ROLES}
_SHORT = {
    "exec sponsor": "executive_sponsor",
    "sponsor": "executive_sponsor",
    "technical": "technical_evaluator",
    "evaluator": "technical_evaluator",
    "decider": "decision_maker",
    "budget": "budget_holder",
    "buyer": "procurement",
    "user": "end_user",
    "legal": "legal_compliance",
}
_NOBODY = frozenset(("?", "(unknown)", "unknown", "(?)", "nobody", "vacant"))
_TOP = frozenset(("-", "top", "nobody", "none"))


class ChartLine(NamedTuple):
    """What a line means.

    `manager` is the text after `<`: None where none was said, blank for the top. `roles` are those of the
    parts after the first comma that are a buying role's own words.
    """

    name: str
    title: str
    roles: tuple[str, ...]
    manager: str | None

    @property
    def is_seat(self) -> bool:
        """Whether it is a seat that nobody is known for."""
        return not self.name


def role_word(text: str) -> str | None:
    """The buying role that a text names in its own words, or None."""
    wanted = fold(text.replace("_", " ")).strip()
    return _ROLES.get(wanted)


def role_meant(text: str) -> str | None:
    """The same, short words (`budget`, `sponsor`) and unique beginnings included."""
    wanted = fold(text.replace("_", " ")).strip()
    if not wanted:
        return None
    found = role_word(wanted) or _SHORT.get(wanted)
    if found is None:
        starts = [role for said, role in _ROLES.items() if said.startswith(wanted)]
        found = starts[0] if len(starts) == 1 else None
    return found


def read_line(text: str) -> ChartLine | None:
    """The meaning of a line; None where nothing is typed yet. Raises InvalidValueError for a seat without a word."""
    body, said, boss = text.rpartition("<")
    if not said:
        body, boss = text, ""
    parts = [part.strip() for part in body.split(",")]
    name, rest = " ".join(parts[0].split()), [part for part in parts[1:] if part]
    if not name and not rest and not boss.strip():
        return None
    roles = tuple(dict.fromkeys(role for part in rest if (role := role_word(part))))
    title = ", ".join(part for part in rest if not role_word(part))
    manager = _manager(boss) if said else None
    if fold(name) in _NOBODY:
        if not title and not roles:
            raise InvalidValueError("what is the seat for?", "?, quality   or   ?, finance, budget holder")
        return ChartLine("", title, roles, manager)
    if not name:
        raise InvalidValueError("who is it?", "Name, Title <manager   or   ?, quality for an empty seat")
    return ChartLine(name, title, roles, manager)


def _manager(text: str) -> str:
    said = " ".join(text.replace(">", " ").split())
    return "" if fold(said) in _TOP else said
