"""The rows of the team's screen: reps A to Z, the team, where help is needed, reviews, silence. Which row is about what."""

from collections.abc import Iterable
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.domain.team import has_left
from repcockpit.domain.views.team import HelpLine, QbrLine, SilentAccount, TeamRow, TeamView
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject


class Note(NamedTuple):
    """A sentence about what is not here."""

    text: str


Item = TeamRow | HelpLine | QbrLine | SilentAccount | Note
REPS, ALL, HELP, QBRS = "reps", "all", "help", "qbrs"
LEAST, NEXT, NOTES = "least", "next", "notes"


class TeamLine(NamedTuple):
    """A row: in which section, and what it is."""

    section: str
    item: Item

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same row after a refill."""
        item = self.item
        if isinstance(item, TeamRow):
            return self.section, item.id
        if isinstance(item, HelpLine):
            return self.section, item.rep_id, item.kind, item.subject_id
        if isinstance(item, Note):
            return self.section, item.text
        return self.section, item.qbr_id if isinstance(item, QbrLine) else item.account_id

    @property
    def rep_id(self) -> bytes | None:
        """Whose row it is; None for the team."""
        item = self.item
        if isinstance(item, TeamRow):
            return item.id if self.section == REPS else None
        return None if isinstance(item, Note) else item.rep_id


def team_sheet(view: TeamView, text: str, *, is_airy: bool) -> Sheet[TeamLine]:
    """The table, then what waits; a filter keeps reps and accounts, and then the line of the team is left out."""
    words = fold(text).split()
    reps = [TeamLine(REPS, row) for row in view.rows if _fits(words, row.name, row.role)]
    groups = [Group(Heading("", ""), reps)]
    if not words:
        groups.append(Group(Heading("", ""), [TeamLine(ALL, view.total)]))
    parts: tuple[tuple[str, str, Iterable[Item], str], ...] = (
        ("WHERE HELP IS NEEDED", HELP, view.help, ""),
        ("QBRS IN SIGHT", QBRS, view.qbrs, ""),
        ("LEAST TOUCHED", LEAST, view.least_touched, "365 days"),
        ("A ACCOUNTS WITHOUT A NEXT STEP", NEXT, view.without_next_step, ""),
        ("GOOD TO KNOW", NOTES, () if words else notes_of(view), ""),
    )
    for title, section, items, note in parts:
        every = [*items]
        kept = [TeamLine(section, one) for one in every if _fits(words, *_searched(one))]
        tally = f"{len(kept):,}" if len(kept) == len(every) else f"{len(kept):,} of {len(every):,}"
        groups.append(Group(Heading(title, f"{tally}, {note}" if note else tally), kept))
    return Sheet(groups, is_airy=is_airy)


def notes_of(view: TeamView) -> tuple[Note, ...]:
    """What is not here and why, and how a team comes to be where there is one rep."""
    said = [*view.left_out]
    if view.total.figures.touches == 0:
        said.insert(0, "Nothing was logged in these days.")
    if len(view.rows) == 1:
        said.insert(0, "A row for each who sells with you: S syncs with the team.")
    if any(row.stale and not has_left(row.left_on, view.as_of.date()) for row in view.rows):
        said.append("A row long not synced says nothing of the days since.")
    said.append("Percentages are of what was due; – is too little to say.")
    return tuple(map(Note, said))


def _searched(item: Item) -> tuple[str, ...]:
    if isinstance(item, TeamRow):
        return (item.name,)
    if isinstance(item, Note):
        return (item.text,)
    if isinstance(item, HelpLine):
        return item.rep_name, item.state, item.text
    return item.account_name, item.rep_name, item.segment or ""


def _fits(words: list[str], *texts: str) -> bool:
    text = fold(" ".join(texts)) if words else ""
    return all(word in text for word in words)


def fits(text: str, item: Item) -> bool:
    """Whether a row holds each word of a filter."""
    return _fits(fold(text).split(), *_searched(item))


def line_subject(line: TeamLine) -> Subject | None:
    """The rep, the review, the account, what help is needed with; the team is nobody."""
    item = line.item
    if isinstance(item, TeamRow):
        return Subject("rep", item.id, name=item.name) if line.section == REPS else None
    if isinstance(item, QbrLine):
        return Subject("qbr", item.qbr_id, None, item.account_id, item.account_name)
    if isinstance(item, SilentAccount):
        return Subject("account", item.account_id, None, item.account_id, item.account_name)
    if isinstance(item, Note):
        return None
    kind, own = item.subject_kind, item.subject_id
    account = own if kind == "account" else None
    return Subject(kind, own, own if kind == "contact" else None, account, item.rep_name, title=item.text)


def line_copied(line: TeamLine) -> str:
    """The row as a sentence."""
    item = line.item
    if isinstance(item, Note):
        return item.text
    if isinstance(item, HelpLine):
        return ", ".join((item.rep_name, item.state, item.text))
    if isinstance(item, QbrLine):
        score = f"{item.readiness} of 80" if item.readiness is not None else ""
        return ", ".join(part for part in (item.account_name, item.words, item.rep_name, score) if part)
    if isinstance(item, SilentAccount):
        return f"{item.account_name}, {item.rep_name}, {item.touches_365} touches in 365 days"
    figures = item.figures
    over = f"{figures.overdue.all} of {figures.overdue_of} overdue" if figures.overdue is not None else ""
    touches = f"{figures.touches} touches" if figures.touches is not None else ""
    return ", ".join(part for part in (item.name or "team", touches, over) if part)
