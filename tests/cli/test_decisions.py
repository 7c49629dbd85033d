"""What a rep decides on rows of the screens, as commands."""

from tests.cli.conftest import Book, Run


def titles(run: Run, group: str = "") -> set[str]:
    items = run("--json", "today").document["items"]
    return {item["title"] for item in items if item["group"] == group or not group}


def test_every_decision_on_a_row_is_a_command(book: Book) -> None:
    run = book.run
    run("add", "task", "title=Send the certificate", "due_on=today")
    assert "Send the certificate" in titles(run)
    assert run("snooze", "task", "Send the certificate", "until=2w", "reason=waits").code == 0
    assert "Send the certificate" not in titles(run)
    run("undo")
    assert (
        run("--json", "set", "task", "Send the certificate", "due_on=fri").document["due_on"] == "2026-11-27"
    )
    assert "Send the certificate" in titles(run, "week")
    assert run("--json", "done", "Send the certificate").document["done_on"] == "2026-11-24"

    tier = run("--json", "set", "account", "Kan-code", "segment=A").document
    assert (tier["segment"], tier["segment_by"]) == ("A", "hand")
    visit = run(
        "--json", "add", "interaction", "account=Kan-code", "type=visit", "occurred_at=2026-11-25"
    ).document
    assert visit["status"] == "planned"
    held = run("--json", "set", "interaction", visit["id"], "status=completed", "occurred_on=today").document
    assert held["is_touch"]
    decider = run("--json", "set", "contact", "Jon Park", "role=decision_maker").document
    assert decider["role"] == "decision_maker"
    assert run("set", "setting", "cadence.segment.C", "value=60").code == 0


def test_a_question_says_how_it_is_answered(run: Run) -> None:
    run("add", "account", "name=Northglass")
    (asked,) = (item for item in run("--json", "today").document["items"] if item["group"] == "setup")
    hows = [reason["text"] for reason in asked["reasons"] if reason["part"] == "how"]
    assert hows == ["repcockpit set account NAME segment=A"]
