"""`approvals`, `approve`, `refuse`; targets and rates by hand; accounts given by command."""

import pytest

from tests.cli.conftest import Book

KEYS = {"id", "kind", "subject", "asked_by", "reason", "state", "by"}


def led(book: Book) -> None:
    """Ana's device in a team that Petra leads."""
    book.run("init", "--rep", "Ana Ruiz")
    book.run("add", "rep", "name=Petra Lang", "role=manager")


def test_a_skip_asks_and_the_manager_answers(book: Book) -> None:
    led(book)
    book.run("qbr", "skip", "Northglass A", "reason=strike", "approver=petra")
    listed = book.run("approvals", "--json").document
    (asked,) = listed["approvals"]
    assert asked.keys() >= KEYS
    assert listed["total"] == 1
    assert (asked["kind"], asked["state"], asked["by"], asked["reason"]) == (
        "qbr_skip",
        "open",
        None,
        "strike",
    )
    assert (asked["asked_by"]["name"], asked["subject"]["kind"]) == ("Ana Ruiz", "qbr")
    own = book.run("approve", asked["id"][:12], "--json")
    assert (own.code, own.document["error"]["code"]) == (2, "refused")
    book.run("init", "--rep", "Petra Lang")
    refused = book.run("refuse", "northglass", "note=they expect us", "--json").document
    assert (refused["state"], refused["by"]["name"], refused["note"]) == (
        "refused",
        "Petra Lang",
        "they expect us",
    )
    assert refused["txn"]
    assert "refused by Petra Lang" in book.run("tasks").stdout
    again = book.run("approve", asked["id"], "--json")
    assert (again.code, again.document["error"]["message"]) == (2, "that is refused already by Petra Lang")
    assert "refused" in book.run("approvals").stdout
    book.run("undo")
    assert book.run("approvals", "--json").document["approvals"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("approve", "nobody"), "not_found"),
        (("approve", "northglass", "reason=x"), "usage"),
        (("add", "approval", "kind=qbr_skip"), "usage"),
        (("set", "approval", "x", "state=approved"), "usage"),
        (("remove", "approval", "x"), "usage"),
    ],
)
def test_what_cannot_be_answered_is_said(book: Book, words: tuple[str, ...], code: str) -> None:
    result = book.run(*words, "--json")
    assert (result.code, result.document["error"]["code"]) == (2, code)


def test_targets_and_rates_are_kept_shown_and_taken_back(book: Book) -> None:
    target = ("rep=Ana", "account=Kan-code", "since=2026-11-01", "until=2026-11-30", "planned=12.5")
    made = book.run("add", "target", *target, "--json").document
    assert {key: made[key] for key in ("since", "until", "planned")} == {
        "since": "2026-11-01", "until": "2026-11-30", "planned": 12.5,
    }  # fmt: skip
    assert (made["rep"]["name"], made["account"]["name"]) == ("Ana Ruiz", "Kan-code")
    assert (
        book.run("set", "target", "Ana Ruiz", "planned=20", "account=", "--json").document["account"] is None
    )
    rate = book.run("add", "rate", "currency=usd", "per=1.08", "--json").document
    assert {key: rate[key] for key in ("currency", "per", "on")} == {
        "currency": "USD",
        "per": 1.08,
        "on": "2026-11-24",
    }
    assert book.run("show", "rate", "usd", "--json").document["id"] == rate["id"]
    assert book.run("remove", "rate", rate["id"]).code == 0
    assert "rate" in book.run("bin").stdout
    assert book.run("bin", "restore", rate["id"]).code == 0
    assert book.run("show", "rate", rate["id"]).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("target", "rep=Ana", "since=2026-11-30", "until=2026-11-01", "planned=3"),
        ("target", "rep=Ana", "since=2026-11-01", "until=2026-11-30", "planned=-1"),
        ("target", "rep=Ana", "since=2026-11-01", "until=2026-11-30"),
        ("target", "rep=Nobody", "since=2026-11-01", "until=2026-11-30", "planned=3"),
        ("rate", "currency=dollars", "per=1"),
        ("rate", "currency=USD", "per=0"),
        ("rate", "currency=USD", "per=-2"),
        ("rate", "currency=USD", "per=nan"),
        ("rate", "per=1"),
        ("leave", "rep=Ana", "since=2026-11-01", "until=2026-11-30", "cover=Ana"),
    ],
)
def test_what_a_target_a_rate_or_a_leave_cannot_be_is_refused(book: Book, words: tuple[str, ...]) -> None:
    before = book.transactions()
    assert book.run("add", *words).code == 2
    assert book.transactions() == before


def test_all_of_it_is_exported_and_comes_in_again(book: Book) -> None:
    led(book)
    book.run("add", "target", "rep=Ana", "since=2026-11-01", "until=2026-11-30", "planned=12.5")
    book.run("add", "rate", "currency=usd", "per=1.08")
    book.run("qbr", "skip", "Northglass A", "reason=strike", "approver=petra")
    folder = book.path.parent
    out = folder / "all.json"
    book.run("export", "all", "--format", "json", "--out", str(out))
    fresh = folder / "fresh.db"
    assert book.run("--db", str(fresh), "import", str(out)).code == 0
    again = folder / "again.json"
    book.run("--db", str(fresh), "export", "all", "--format", "json", "--out", str(again))
    assert out.read_bytes() == again.read_bytes()
    for kind in ('"target"', '"rate"', '"approval"'):
        assert kind in out.read_text("utf-8")


def test_two_accounts_by_their_ids_change_hands_at_once(book: Book) -> None:
    book.run("add", "rep", "name=Jon Weber")
    ids = [book.ids["Northglass A"], book.ids["Kan-code"]]
    given = book.run("set", "account", *ids, "owner=Jon Weber", "--json").document
    assert [one["owner"]["name"] for one in given["accounts"]] == ["Jon Weber", "Jon Weber"]
    assert given["txn"]
    book.run("undo")
    owners = {one["owner"]["name"] for one in book.run("accounts", "--json").document["accounts"]}
    assert owners == {"Ana Ruiz"}
