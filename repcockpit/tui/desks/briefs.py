"""What the screens ask before a meeting."""

from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from pathlib import Path

    from repcockpit.domain.views.brief import BriefView
    from repcockpit.tui.subject import Subject


class Briefs(Part):
    """Reads only."""

    @guarded
    def brief(self, subject: "Subject") -> "BriefView":
        """The brief of a row: its appointment, its person, its account. Raises NotFoundError without an account."""
        from repcockpit.services.briefs.brief import account_of, brief_of  # noqa: PLC0415 -- after the first frame

        account = subject.account_id if subject.kind != "account" else subject.id
        contact = subject.id if subject.kind == "contact" else subject.contact_id
        if account is None and contact is not None:
            account = account_of(self.book, contact)
        meeting = subject.id if subject.kind == "interaction" else None
        return brief_of(self.book, account or subject.id, contact, meeting)

    @guarded
    def print_to(self, view: "BriefView", path: "Path") -> None:
        """Write the brief as Markdown. Raises OutputExistsError where the file is there already."""
        from repcockpit.services.briefs.paper import print_brief  # noqa: PLC0415 -- rare

        print_brief(view, path)
