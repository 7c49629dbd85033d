"""`request`: every step as a command, its document, and its exit status."""

from tests.cli.conftest import Book


def test_the_life_of_a_request(book: Book) -> None:
    run = book.run
    asked = ("account=Northglass", "title=pumps stopped", "type=technical", "impact=high", "urgency=high")
    opened = run("--json", "request", "open", *asked, "at=08:30", "due_on=fri").document
    assert opened["txn"]
    assert (opened["priority"], opened["status"], opened["due_on"]) == ("P1", "new", "2026-11-27")
    assert opened["sla"] == {"response": "ok", "resolution": "ok"}
    request = opened["id"][:12]
    assert run("--json", "request", "ack", request, "note=on my way").document["status"] == "acknowledged"
    again = run("--json", "request", "ack", request)
    assert (again.code, again.document["txn"]) == (0, None)
    for step, status in (("wait", "waiting_customer"), ("resume", "in_progress")):
        assert run("--json", "request", step, "pumps stopped").document["status"] == status
    handed = run("--json", "request", "hand", request, "to=quality", "due_on=thu").document
    assert (handed["status"], handed["handed_to"], handed["handed_due_on"]) == (
        "waiting_internal", "quality", "2026-11-26",
    )  # fmt: skip
    needed = run("--json", "request", "executive", request, "who=Marta", "due_on=fri").document
    assert needed["executive"] == {"who": "Marta", "due_on": "2026-11-27", "done_on": None}
    assert run("--json", "request", "executive", request, "done=yes").document["executive"]["done_on"]
    refused = run("--json", "request", "close", request)
    assert (refused.code, refused.document["error"]["code"]) == (2, "refused")
    solved = run("--json", "request", "resolve", request).document
    assert (solved["status"], solved["callback_due_on"]) == ("callback_due", "2026-11-25")
    assert run("--json", "request", "cancel", request).code == 2
    closed = run("--json", "request", "callback", request, "outcome=works", now="2026-11-25").document
    assert (closed["status"], closed["callback_due_on"]) == ("closed", None)
    kinds = [event["kind"] for event in closed["events"]]
    assert kinds[0] == "opened"
    assert kinds[-1] == "closed"
    assert run("--json", "request", "close", request, now="2026-11-25").document["txn"] is None
    listed = run("--json", "requests", "--filter", "pumps", now="2026-11-25").document["requests"]
    assert [one["status"] for one in listed] == ["closed"]


def test_mistakes_write_nothing_and_say_what_would_do(book: Book) -> None:
    run = book.run
    for words, code in (
        (("open", "title=x"), "usage"),
        (("open", "account=Northglass", "title=x", "impact=huge"), "invalid_value"),
        (("open", "account=Nobody at all", "title=x"), "not_found"),
        (("open", "account=Northglass", "title=x", "colour=red"), "usage"),
        (("dance", "x"), "usage"),
        (("ack",), "usage"),
        (("ack", "no such"), "not_found"),
    ):
        found = run("--json", "request", *words)
        assert (found.code, found.document["error"]["code"]) == (2, code), words
    assert run("--json", "requests").document["total"] == 0
    text = run("request", "open", "account=Northglass", "title=x").stdout
    assert "response due at" in text
    assert run("--json", "request", "callback", "x", "outcome=works").code == 2


def test_the_list_holds_what_was_opened_by_then_on_days_of_the_rep(book: Book) -> None:
    for title, at in (("late", "2026-11-23T00:30"), ("soon", "2026-11-24T10:00")):
        book.run("request", "open", "account=Northglass", f"title={title}", now=at)

    def titles(*words: str, now: str = "2026-11-24T12:00") -> list[str]:
        found = book.run("requests", *words, "--json", now=now).document
        assert found["total"] == len(found["requests"])
        return [one["title"] for one in found["requests"]]

    assert titles() == ["soon", "late"]
    assert titles("--since", "2026-11-23", "--until", "2026-11-23") == ["late"]
    assert titles("--until", "2026-11-22") == []
    assert titles(now="2026-11-24T09:00") == ["late"]
    assert titles(now="2026-11-22") == []
