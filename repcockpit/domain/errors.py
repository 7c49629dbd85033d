"""Errors as objects: what happened, what to do. A user's mistake is never a traceback."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """One of several records that a word could have meant."""

    id: bytes
    name: str
    account: str | None = None


class CockpitError(Exception):
    """A mistake or a failure that a person can act on.

    `code` is a word of the command line's contract (it decides the exit status); `message` says what
    happened; `hint` says what to do; `candidates` lists what an ambiguous word could mean.
    """

    code = "internal"

    def __init__(self, message: str, hint: str = "", candidates: tuple[Candidate, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = candidates

    @property
    def said(self) -> str:
        """What happened and what to do, in one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(CockpitError):
    """The command's words are off."""

    code = "usage"


class NotFoundError(CockpitError):
    """Nothing has that name or id."""

    code = "not_found"


class AmbiguousError(CockpitError):
    """Several records fit; `candidates` names them."""

    code = "ambiguous"


class InvalidValueError(CockpitError):
    """A value is outside what the field can hold."""

    code = "invalid_value"


class BadFileError(CockpitError):
    """A file given by the user cannot be read as what it should be."""

    code = "bad_file"


class RefusedError(CockpitError):
    """The step is not allowed now."""

    code = "refused"


class PassphraseNeededError(RefusedError):
    """The team's file is encrypted, and its key is not on this device."""

    needs_passphrase = True


class NothingToUndoError(CockpitError):
    """There is no transaction to take back."""

    code = "nothing_to_undo"


class ExistsError(CockpitError):
    """The output path exists."""

    code = "exists"


class LockedError(CockpitError):
    """Another process holds the database; trying again later helps."""

    code = "locked"


class StoppedError(CockpitError):
    """A person let go of the work."""

    code = "interrupted"


class UnreachableError(CockpitError):
    """A path cannot be reached now."""

    code = "unreachable"


class CorruptError(CockpitError):
    """The database is damaged."""

    code = "corrupt"


class NewerVersionError(CockpitError):
    """The database was written by a newer repcockpit."""

    code = "newer_version"


class ForeignError(CockpitError):
    """The file is a database, but not one of ours."""

    code = "foreign"


class ReadOnlyError(CockpitError):
    """The database or its folder cannot be written."""

    code = "read_only"


class DiskFullError(CockpitError):
    """No space is left."""

    code = "disk_full"
