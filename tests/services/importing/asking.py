"""Short questions to the tables of a book, for the tests of the import."""

from typing import Any

from repcockpit.services.book import Book


def count(book: Book, table: str, where: str = "true") -> int:
    """The live rows of a table."""
    found = book.db.execute(f"select count(*) from {table} where _hidden = 0 and ({where})").fetchone()
    return int(found[0])


def value(book: Book, text: str) -> Any:
    """The first value of a query."""
    row = book.db.execute(text).fetchone()
    return None if row is None else row[0]


def column(book: Book, text: str) -> list[Any]:
    """The first column of a query."""
    return [row[0] for row in book.db.execute(text).fetchall()]


def everything(book: Book) -> dict[str, list[Any]]:
    """Every live row of the tables that an import writes, without dots."""
    tables = ("rep", "account", "contact", "contact_account", "contact_point", "deal", "task", "interaction",
              "participant", "custom_field", "custom_value", "tag", "tagging", "external_ref", "source")  # fmt: skip
    found: dict[str, list[Any]] = {}
    for table in tables:
        names = [row[1] for row in book.db.execute(f"pragma table_info({table})") if row[1] != "_dots"]
        found[table] = book.db.execute(
            f"select {', '.join(names)} from {table} where _hidden = 0 order by id"
        ).fetchall()
    return found
