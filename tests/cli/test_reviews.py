"""`qbr` and `qbrs`: a quarterly business review from the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Book

KEYS = (
    "id account status due_on scheduled_at readiness ready items actions contacts decisions minutes_sent_on pack_sent_at"
    " approver txn"
)


def test_a_review_from_the_proposal_to_the_end(book: Book) -> None:
    run = book.run
    proposed = run("qbr", "propose", "account=Northglass A", "due_on=2026-12-20", "--json").document
    assert set(KEYS.split()) <= proposed.keys()
    assert (proposed["status"], proposed["due_on"], proposed["scheduled_at"]) == (
        "proposed",
        "2026-12-20",
        None,
    )
    words = ("account=Northglass A", "at=2026-12-09 10:00", "contacts=maría, Jon Etxea")
    scheduled = run("qbr", "schedule", *words, "--json").document
    assert (scheduled["id"], scheduled["status"]) == (proposed["id"], "scheduled")
    assert scheduled["scheduled_at"].startswith("2026-12-09T10:00:00+")
    assert [one["name"] for one in scheduled["contacts"]] == ["María López", "Jon Etxea"]
    digits = scheduled["id"][:8]
    accepted = run("qbr", "accept", digits, "contact=maria", "--json").document
    assert [one["accepted"] for one in accepted["contacts"]] == [True, False]
    prepared = run(
        "qbr", "prepare", "Northglass A", "logistics=done", "our_executive=done", "--json"
    ).document
    met = {one["item"]: one["met"] for one in prepared["items"]}
    assert (met["logistics"], met["our_executive"], met["customer_accepted"]) == (True, True, True)
    assert prepared["items"][0].keys() == {"item", "weight", "met", "must", "evidence_ids"}
    assert prepared["readiness"] == accepted["readiness"] + 8
    written = run("set", "qbr", "Northglass A", "decisions=extend to 2028", "--json").document
    assert (written["decisions"], written["readiness"]) == ("extend to 2028", prepared["readiness"] + 6)
    held = run("qbr", "hold", digits, "at=2026-12-09", "note=fine", "--json", now="2026-12-09T12:00").document
    assert (held["status"], held["held_on"]) == ("held", "2026-12-09")
    action = ("action=send the plan", "owner=Ana Ruiz", "due_on=2026-12-20")
    followed = run("qbr", "follow-up", digits, *action, "--json", now="2026-12-10").document
    assert [(one["kind"], one["title"], one["due_on"]) for one in followed["actions"]] == [
        ("qbr_action", "send the plan", "2026-12-20")
    ]
    minutes = run("qbr", "minutes", digits, "--json", now="2026-12-10").document
    assert (minutes["status"], minutes["minutes_sent_on"]) == ("followed_up", "2026-12-10")
    listed = run("qbrs", "--json", now="2026-12-10").document
    assert (listed["total"], [one["status"] for one in listed["qbrs"]]) == (1, ["followed_up"])
    assert "followed_up" in run("qbrs", now="2026-12-10").stdout


def test_what_follows_a_review_goes_to_the_one_held_last(book: Book) -> None:
    held = book.run("qbr", "hold", "Kan-code", "--json").document
    action = ("action=send the plan", "owner=Ana Ruiz", "due_on=2026-12-20")
    followed = book.run("qbr", "follow-up", "Kan-code", *action, "--json").document
    assert (followed["id"], len(followed["actions"])) == (held["id"], 1)
    minutes = book.run("qbr", "minutes", "Kan-code", "--json").document
    assert (minutes["id"], minutes["status"]) == (held["id"], "followed_up")
    assert book.run("show", "qbr", "Kan-code", "--json").document["status"] == "not_due"


def test_an_industry_item_is_chosen_by_name(book: Book) -> None:
    book.run("add", "info", "title=Energy prices", "kind=trend")
    chosen = book.run("set", "qbr", "Northglass A", "infos+=Energy prices", "--json").document
    met = {one["item"]: one["met"] for one in chosen["items"]}
    assert ([one["name"] for one in chosen["infos"]], met["industry_item"]) == (["Energy prices"], True)
    left = book.run("set", "qbr", "Northglass A", "infos=", "--json").document
    assert (left["infos"], left["readiness"]) == ([], chosen["readiness"] - 5)


def test_what_cannot_be_is_refused_and_nothing_written(book: Book) -> None:
    book.run("qbr", "schedule", "account=Kan-code", "at=2026-12-09 10:00")
    before = book.transactions()
    cases = [
        (("qbr", "prepare", "Kan-code", "satisfaction=done"), "refused"),
        (("qbr", "prepare", "Kan-code", "logistics=maybe"), "invalid_value"),
        (("qbr", "prepare", "Kan-code", "weather=done"), "usage"),
        (("qbr", "minutes", "Kan-code"), "refused"),
        (("qbr", "propose", "account=Kan-code"), "refused"),
        (("qbr", "skip", "Kan-code", "reason=merger"), "usage"),
        (("qbr", "follow-up", "Kan-code", "action=x"), "usage"),
        (("qbr", "schedule", "account=Kan-code", "at=2020-01-01"), "invalid_value"),
        (("qbr", "hold", "Nobody"), "not_found"),
        (("qbr", "dance", "Kan-code"), "usage"),
        (("qbr", "cancel"), "usage"),
        (("qbr", "cancel", "Kan-code", "at=now"), "usage"),
        (("add", "qbr", "account=Kan-code"), "usage"),
    ]
    for words, code in cases:
        done = book.run(*words, "--json")
        assert (done.code, done.document["error"]["code"]) == (2, code), words
    hint = book.run("qbr", "prepare", "Kan-code", "satisfaction=done").stderr
    assert "ask for an NPS" in hint
    assert book.transactions() == before


def test_skip_cancel_and_undo(book: Book) -> None:
    run = book.run
    run("qbr", "schedule", "account=Kan-code", "at=2026-12-09 10:00")
    cancelled = run("qbr", "cancel", "Kan-code", "--json").document
    assert (cancelled["status"], cancelled["scheduled_at"]) == ("not_due", None)
    run("undo")
    assert run("show", "qbr", "Kan-code", "--json").document["status"] == "scheduled"
    words = ("reason=merger", "approver=Eva Boss")
    skipped = run("qbr", "skip", "Kan-code", *words, "--json").document
    assert (skipped["status"], skipped["approver"], skipped["readiness"]) == ("skipped", "Eva Boss", None)


def test_the_pack_goes_to_a_file_and_is_noted(book: Book, tmp_path: Path) -> None:
    book.run("qbr", "schedule", "account=Kan-code", "at=2026-12-09 10:00")
    out = tmp_path / "pack.md"
    made = book.run("qbr", "pack", "Kan-code", "--format", "md", "--out", str(out), "--json").document
    assert made["pack_made_on"] == "2026-11-24"
    assert {one["item"] for one in made["items"] if one["met"]} >= {"requests_listed", "scorecard_built"}
    assert "Kan-code" in out.read_text(encoding="utf-8")
    again = book.run("qbr", "pack", "Kan-code", "--format", "md", "--out", str(out), "--json")
    assert (again.code, json.loads(again.stdout)["error"]["code"]) == (2, "exists")
    assert "Kan-code" in book.run("qbr", "pack", "Kan-code", "--format", "md").stdout
    for name, form in (("x.pdf", ()), ("x", ()), ("x.pdf", ("--format", "html"))):
        refused = book.run("qbr", "pack", "Kan-code", *form, "--out", str(tmp_path / name), "--json")
        error = json.loads(refused.stdout)["error"]
        assert (refused.code, error["code"], error["hint"]) == (2, "usage", "end the name in .md or .html")
    assert [one.name for one in tmp_path.glob("x*")] == []
    bare = tmp_path / "x"
    book.run("qbr", "pack", "Kan-code", "--format", "md", "--out", str(bare))
    assert bare.read_text("utf-8").startswith("#")
