"""What the screens ask to name whom a row, a draft or a search is about."""

from repcockpit.tui.desks.part import Part, guarded
from repcockpit.tui.subject import Subject


class Subjects(Part):
    """Accounts and people by id and by name: reads only."""

    @guarded
    def named(self, kind: str, record_id: bytes) -> Subject | None:
        """The contact or account of that id as a subject; None where it is gone or of another kind."""
        from repcockpit.services.subjects import subject_view  # noqa: PLC0415 -- after the first frame

        found = subject_view(self.book, kind, record_id)
        return Subject(*found) if found is not None else None

    @guarded
    def find(self, text: str, most: int) -> list[Subject]:
        """Accounts and people whose names hold each word of folded `text`, best first, at most `most`."""
        from repcockpit.services.subjects import find_subjects  # noqa: PLC0415 -- after the first frame

        return [Subject(*found) for found in find_subjects(self.book, text, most)]

    @guarded
    def reach(self, subject: Subject) -> str:
        """The phone of a person or account, its e-mail where no phone is known, or nothing."""
        from repcockpit.services.subjects import reach_of  # noqa: PLC0415 -- after the first frame

        return reach_of(self.book, subject.contact_id, subject.account_id)
