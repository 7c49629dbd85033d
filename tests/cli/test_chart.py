"""left: the object, the tasks, what is refused."""

from tests.cli.conftest import Book


def test_somebody_left_by_name(book: Book) -> None:
    done = book.run("left", "María", "López", "employer=Other", "Glass", "--json")
    assert done.code == 0, done.stderr
    assert done.document["status"] == "moved"
    assert (done.document["left_on"] or "2026-11-24", done.document["new_employer"]) == (
        "2026-11-24",
        "Other Glass",
    )
    assert len(done.document["txn"]) == 32
    titles = [one["title"] for one in book.run("tasks", "--json").document["tasks"]]
    assert any(title.startswith("Who follows María López") for title in titles)
    again = book.run("left", "María López", "--json")
    assert (again.code, again.document["txn"]) == (0, None)
    undone = book.run("undo", "--json")
    assert undone.code == 0
    assert book.run("show", "contact", "María López", "--json").document["status"] == "active"


def test_what_left_cannot_read(book: Book) -> None:
    assert book.run("left", "nobody at all", "--json").document["error"]["code"] == "not_found"
    refused = book.run("left", "María López", "company=X", "--json")
    assert (refused.code, refused.document["error"]["hint"]) == (2, "fields: employer")
