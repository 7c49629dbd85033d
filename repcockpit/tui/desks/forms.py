"""The desk's part for forms: opening, checking as you type, saving."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.form_checks import Checked
    from repcockpit.domain.forms import Form
    from repcockpit.services.forms import Fit, FormSaved
    from repcockpit.tui.subject import Subject


class Said(NamedTuple):
    """What stands beside a field: its check, and a warning of somebody who is in the book already."""

    checked: "Checked"
    twin: str


class Forms(Part):
    """New and edit forms of every kind."""

    @guarded
    def new(self, kind: str, subject: "Subject | None" = None, owner_id: bytes | None = None) -> "Form":
        """A form for a new record that belongs to the subject, and to somebody of us."""
        from repcockpit.services.forms import new_form  # noqa: PLC0415 -- with the first form

        if subject is None:
            return new_form(self.book, kind, owner_id=owner_id)
        contact = subject.contact_id or (subject.id if subject.kind == "contact" else None)
        account = subject.account_id or (subject.id if subject.kind == "account" else None)
        return new_form(self.book, kind, contact_id=contact, account_id=account, owner_id=owner_id)

    @guarded
    def edit(self, kind: str, record_id: bytes) -> "Form":
        """A form with the record as it stands."""
        from repcockpit.services.forms import edit_form  # noqa: PLC0415 -- with the first form

        return edit_form(self.book, kind, record_id)

    @guarded
    def said(self, form: "Form", name: str) -> Said:
        """What is to be said about one field."""
        from repcockpit.services.forms import check_field, twin_warning  # noqa: PLC0415 -- with the first form

        return Said(check_field(self.book, form, name), twin_warning(self.book, form, name))

    @guarded
    def fits(self, form: "Form", name: str) -> "tuple[Fit, ...]":
        """What the text of a field could become."""
        from repcockpit.services.forms import fits  # noqa: PLC0415 -- with the first form

        return fits(self.book, form, name)

    @guarded
    def settle(self, form: "Form", name: str) -> "Form":
        """The form with a field written out."""
        from repcockpit.services.forms import settle  # noqa: PLC0415 -- with the first form

        return settle(self.book, form, name)

    @guarded
    def problems(self, form: "Form") -> dict[str, str]:
        """Why it cannot be saved, by field."""
        from repcockpit.services.forms import problems  # noqa: PLC0415 -- with the first form

        return problems(self.book, form)

    @guarded
    def save(self, form: "Form") -> "FormSaved":
        """Write it."""
        from repcockpit.services.forms import save_form  # noqa: PLC0415 -- the first write

        done = save_form(self.book, form)
        self.saved(done.text, done.txn)
        return done
