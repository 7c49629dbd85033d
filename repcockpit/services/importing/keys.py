"""How names and e-mails are compared while an import runs."""

from repcockpit.domain.duplicates import normal_email
from repcockpit.domain.names import fold


def name_key(name: str) -> str:
    """A name folded; one of nothing but invisible characters stands for itself."""
    return fold(name) or name


def mail_key(email: str) -> str:
    """An e-mail in the form in which e-mails are compared."""
    return normal_email(email) or email.casefold()


def bare(folded: str) -> str:
    """A folded name without spaces and signs: what two spellings of one name share."""
    return "".join(filter(str.isalnum, folded)) or folded


def as_file_holds(text: str) -> str:
    """A text as every form of file can hold it: one kind of line break, no NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
