"""Conflicts made by hand, and a desk that answers with them; to look at: `python -m tests.tui.conflict_views PATH`."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from repcockpit.domain.views.conflicts import ConflictValue, ConflictView, FieldConflict, Form, Subject
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.conflict_values import Pick
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.conflicts import Conflicts

HOUSE = Subject("account", b"h" * 16, "Northglass")
OTHER = Subject("account", b"o" * 16, "Kan-code")
MARIA = Subject("contact", b"m" * 16, "Maria López")
MINE = datetime(2026, 11, 23, 18, 2, tzinfo=UTC)
THEIRS = datetime(2026, 11, 23, 19, 40, tzinfo=UTC)
LONG = "They asked for two suppliers by spring. " * 8


def value(n: int, text: str, *, by: str = "", was: str | None = None, origin: str = "") -> ConflictValue:
    """Side 1 is Ana's own, side 2 Tomás's, the others Li's."""
    names = {1: ("Ana", "laptop", MINE), 2: ("Tomás", "", THEIRS)}
    who, device, at = names.get(n, ("Li", "old PC", THEIRS))
    return ConflictValue(
        n=n,
        value=text,
        raw=text,
        plain=text,
        by=by or who,
        device=device,
        at=at,
        is_current=n == 2,
        is_own=n == 1,
        was=was,
        origin=origin,
        txn=bytes([n]) * 16,
    )


def line(
    label: str, *texts: str, was: str | None = None, origin: str = "", form: Form = "field"
) -> FieldConflict:
    """A line about Maria."""
    values = tuple(value(n, text, was=was, origin=origin) for n, text in enumerate(texts, 1))
    number = sum(label.encode()) % 256
    return FieldConflict(bytes([number]) * 16, form, MARIA, label, label, values, can_type=form == "field")


def view(
    number: int, form: Form, about: Subject, account: Subject | None, says: str, *lines: FieldConflict
) -> ConflictView:
    """A conflict of these lines."""
    return ConflictView(bytes([number]) * 16, form, about, account, lines, says)


def of_the_picture() -> ConflictView:
    """Three lines, with what they were."""
    says = "Both of you changed Maria López while apart. Pick a side for each line."
    lines = (
        line("phone", "+34 942 555 018", "+34 942 555 081", was="+34 942 555 010", origin="from the import of 2 Mar"),
        line("title", "Plant director", "Operations director", was="Plant manager", origin="since 2024"),
        line("reports to", "Elena Sanz", "", was=""),
    )  # fmt: skip
    same = ("e-mail", "role", "support", "birthday", "2 notes", "3 touches")
    return view(1, "field", MARIA, HOUSE, says, *lines)._replace(same_fields=same)


def several() -> tuple[ConflictView, ...]:
    """One of each form; the first is that of the picture."""
    gone = line("Maria López", "Keep her, with the new phone", "Delete her", form="deleted")
    hanging = line("Kan-code", "Bring it back", "Delete what hangs on it: 2 people, 1 task", form="parent")
    request = Subject("request", b"r" * 16, "broken pallet")
    notes = line("note", LONG + "Yours.", LONG + "Theirs, with 株式会社日本材料試験研究所 in it.")
    return (
        of_the_picture(),
        view(2, "field", HOUSE, HOUSE, "Three people changed Northglass.", line("city", "Köln", "Cologne", "Colonia")),
        view(3, "deleted", MARIA, HOUSE, "Tomás deleted Maria López, and you changed her.", gone),
        view(4, "parent", OTHER, OTHER, "Kan-code was deleted, and Pat Li still hangs on it.", hanging),
        view(5, "cycle", OTHER, OTHER, "Two were merged into each other.", line("merged", "Kan-code", "Kan", form="cycle")),
        view(6, "steps", request, OTHER, "It went on in two ways.", line("state", "solved", "waiting", form="steps")),
        view(7, "field", MARIA, None, "Both of you wrote the note.", notes)._replace(is_hidden=True),
    )  # fmt: skip


class HandMade(Conflicts):
    """Answers with views made by hand; what is settled leaves them."""

    given: tuple[ConflictView, ...] = ()
    settled: tuple[Mapping[bytes, Pick], ...] = ()

    def is_large(self) -> bool:
        """Few."""
        return False

    def views(self) -> tuple[ConflictView, ...]:
        """Those that were given."""
        return self.given

    def with_past(self, view: ConflictView) -> ConflictView:
        """As it was given."""
        return view

    def check(self, field: FieldConflict, text: str) -> str:
        """Whatever is typed."""
        del field
        return text

    def settle(self, view: ConflictView, picks: Mapping[bytes, Pick]) -> Saved | None:
        """Take the lines away."""
        self.settled = (*self.settled, dict(picks))
        fields = tuple(field for field in view.fields if field.id not in picks)
        kept = [one._replace(fields=fields) if one.id == view.id else one for one in self.given]
        self.given = tuple(one for one in kept if one.fields)
        for key in picks:
            self.picks.pop(key, None)
        self._wrote(b"s" * 16)
        return Saved(f"Settled {len(picks)} of {view.subject.title}", b"s" * 16)


def with_conflicts(desk: BookDesk, views: tuple[ConflictView, ...]) -> HandMade:
    """A desk that answers with these conflicts."""
    made = HandMade(desk.book, desk.wrote, desk.forms)
    made.given = views
    desk.__dict__["conflicts"] = made
    return made


if __name__ == "__main__":
    from repcockpit.tui.app import run
    from tests.tui.stage import book_desk

    with book_desk(Path(sys.argv[1])) as shown:
        with_conflicts(shown, several())
        raise SystemExit(run(shown))
