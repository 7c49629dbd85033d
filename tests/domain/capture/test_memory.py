"""Typing on asks nothing again."""

from repcockpit.domain.capture import RememberedDirectory, parse
from tests.domain.capture import book as b


def test_a_line_typed_key_by_key_asks_once_for_each_word() -> None:
    book = b.Book()
    directory = RememberedDirectory(book)
    line = "call luis @konex: late sand twice"
    drafts = [parse(line[:end], b.context()._replace(directory=directory)) for end in range(len(line) + 1)]
    assert drafts[-1] == parse(line, b.context())
    assert len(book.asked) == len(set(book.asked))
    asked = len(book.asked)
    parse(line + ", again", b.context()._replace(directory=directory))
    assert len(book.asked) == asked
