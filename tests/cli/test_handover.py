"""`handover` and `packs`: begun, ticked, transferred, lent, rehearsed; what is refused, and the files."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Book


def rep(book: Book, name: str, **more: str) -> str:
    words = [f"{field}={value}" for field, value in more.items()]
    found: str = book.run("add", "rep", f"name={name}", *words, "--json").document["id"]
    return found


@pytest.fixture
def team(book: Book) -> Book:
    """Ana's device with a colleague; Northglass A has a decision maker."""
    book.run("init", "--rep", "Ana Ruiz", "--timezone", "Europe/Madrid")
    rep(book, "Jon Etxea")
    return book


def test_the_shape_of_a_handover(team: Book) -> None:
    found = team.run("handover", "Northglass", "--to", "Jon", "--json")
    assert found.code == 0
    (one,) = found.document["accounts"]
    assert {"id", "name", "readiness", "items", "only_you", "open"} <= one.keys()
    assert one["id"] == team.ids["Northglass A"]
    assert [item["item"] for item in one["items"]] == [
        "plan_current", "org_chart", "open_work", "introductions", "only_you", "qbr_owner", "customer_told", "check_30"
    ]  # fmt: skip
    assert sum(item["weight"] for item in one["items"]) == 100
    assert one["readiness"] == sum(item["weight"] for item in one["items"] if item["met"])
    assert found.document["ready"] is False


def test_begun_twice_is_begun_once(team: Book) -> None:
    team.run("handover", "Northglass", "--to", "Jon")
    before = team.transactions()
    again = team.run("handover", "Northglass", "--to", "Jon")
    assert (again.code, team.transactions()) == (0, before)
    assert "nothing changed" in again.stderr


def test_without_an_account_it_is_all_of_the_rep(team: Book) -> None:
    found = team.run("handover", "--to", "Jon", "--json").document
    assert {one["name"] for one in found["accounts"]} == {"Northglass A", "Kan-code"}
    assert {one["name"] for one in team.run("handover", "--json").document["accounts"]} == {
        "Northglass A",
        "Kan-code",
    }


def test_ticks_by_words(team: Book) -> None:
    team.run("handover", "Northglass", "--to", "Jon")
    told = team.run("handover", "tick", "Northglass", "customer_told", "who=Petra Vogt", "--json")
    (one,) = told.document["accounts"]
    assert next(item["fact"] for item in one["items"] if item["item"] == "customer_told") == "by Petra Vogt"
    opened = team.run("handover", "tick", "Northglass A", "customer_told=open", "--json").document[
        "accounts"
    ][0]
    assert opened["readiness"] == one["readiness"] - 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("handover", "tick", "Northglass", "coffee"), "usage", "items: plan_current"),
        (("handover", "tick", "Northglass", "introductions"), "refused", "meet each key contact"),
        (("handover", "tick", "Northglass", "customer_told"), "invalid_value", "Petra Vogt"),
        (("handover", "tick", "Kan-code", "open_work"), "refused", "begins one"),
        (("handover", "tick", "Northglass"), "usage", "tick ACCOUNT ITEM"),
        (("handover", "Northglass", "--to", "Ana Ruiz"), "refused", "somebody else"),
        (("handover", "Northglass", "--to", "Nobody"), "not_found", "search"),
        (("handover", "Northglass", "--to", "Old Hand"), "refused", "reps"),
        (("handover", "Northglass", "--to", "Twin"), "ambiguous", "more of the name"),
        (("handover", "Theirs", "--to", "Petra"), "refused", "--rep 'Jon Etxea'"),
        (("handover", "Northglass", "--to", "Jon", "--transfer"), "refused", "--override"),
        (("handover", "Northglass", "--to", "Jon", "--cover"), "usage", "--until"),
        (("handover", "Northglass", "--to", "Jon", "--override", "x"), "usage", "--help"),
        (("handover", "Kan-code", "--back"), "refused", "lists what goes on"),
        (("handover", "--if-i-leave", "--rep", "all"), "usage", "--rep"),
        (("handover", "--if-i-leave", "--to", "Jon"), "usage", "leave it out"),
        (("packs", "rep", "Nobody", "--out", "x.md"), "not_found", "search"),
        (("packs", "account", "Northglass", "--out", "x.md"), "usage", "packs rep"),
        (("packs", "rep", "Ana", "--out", "x.pdf"), "usage", ".md or .html"),
        (("packs", "rep", "Ana", "--out", "x"), "usage", ".md or .html"),
        (("handover", "Northglass", "--to", "Jon", "--pack", "x.pdf"), "usage", ".md or .html"),
    ],
)
def test_what_is_refused_says_what_to_do(team: Book, words: tuple[str, ...], code: str, said: str) -> None:
    rep(team, "Petra Lang")
    rep(team, "Old Hand", left_on="2026-11-01")
    rep(team, "Twin One")
    rep(team, "Twin Two")
    team.run("add", "account", "name=Theirs", "owner=Jon Etxea")
    team.run("handover", "Northglass", "--to", "Jon")
    before = team.transactions()
    found = team.run(*words, "--json")
    error = found.document["error"]
    assert (found.code, error["code"]) == (2, code)
    assert said in error["hint"]
    assert team.transactions() == before
    if code == "ambiguous":
        assert len(error["candidates"]) == 2


def test_a_hint_can_be_pasted_into_a_shell(team: Book) -> None:
    rep(team, "Pat O'Hara; $(id)")
    team.run("add", "account", "name=O'Neil & Sons", "owner=Pat O'Hara; $(id)")
    team.run("add", "account", "name=Kim's")
    team.run("set", "account", "Kim's", "owner=")
    for account, words in (
        ("O'Neil & Sons", ["say", "--rep", "Pat O'Hara; $(id)", "to"]),
        ("Kim's", ["repcockpit", "set", "account", "Kim's", "owner=NAME"]),
    ):
        hint = team.run("handover", account, "--to", "Jon", "--json").document["error"]["hint"]
        assert shlex.split(hint.replace("`", ""))[: len(words)] == words
    hint = team.run("handover", "tick", "O'Neil & Sons", "open_work", "--json").document["error"]["hint"]
    assert shlex.split(hint.replace("`", ""))[:4] == ["handover", "O'Neil & Sons", "--to", "REP"]


def test_transfer_moves_and_one_undo_brings_back(team: Book) -> None:
    team.run("add", "task", "title=audit", "kind=promise", "account=Northglass A", "owner=Ana Ruiz")
    moved = team.run(
        "handover", "Northglass", "--to", "Jon", "--transfer", "--override", "she leaves", "--json"
    )
    assert moved.document["accounts"][0]["done_on"] == "2026-11-24"
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Jon Etxea"
    assert team.run("show", "task", "audit", "--json").document["owner"]["name"] == "Jon Etxea"
    team.run("undo")
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Ana Ruiz"
    assert team.run("show", "task", "audit", "--json").document["owner"]["name"] == "Ana Ruiz"


def test_where_somebody_leads_an_override_is_asked_for(team: Book) -> None:
    rep(team, "Petra Lang", role="manager")
    asked = team.run(
        "handover", "Northglass", "--to", "Jon", "--transfer", "--override", "she leaves", "--json"
    )
    assert asked.document["accounts"][0]["is_asked"] is True
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Ana Ruiz"
    team.run("init", "--rep", "Petra Lang")
    assert team.run("approve", "Northglass").code == 0
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Jon Etxea"


def test_cover_until_a_day_and_back(team: Book) -> None:
    lent = team.run("handover", "Northglass", "--to", "Jon", "--cover", "--until", "2w", "--json")
    assert lent.document["accounts"][0]["cover_until"] == "2026-12-08"
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Jon Etxea"
    assert team.run("handover", "Northglass", "--back").code == 0
    assert team.run("show", "account", "Northglass", "--json").document["owner"]["name"] == "Ana Ruiz"


def test_a_rehearsal_writes_nothing_and_a_reader_needs_no_account(team: Book) -> None:
    team.run("log", "visit maria lopez @northglass yesterday: all well", "--yes")
    before = team.transactions()
    found = team.run("handover", "--if-i-leave", "--rep", "Ana Ruiz", "--json").document
    assert found["accounts"][0]["name"] == "Northglass A"
    assert [one["name"] for one in found["accounts"][0]["only_you"]] == ["María López"]
    said = team.run("handover", "--if-i-leave").stdout
    assert "2 accounts" in said
    assert "1 person only Ana Ruiz knows" in said
    assert "1 people" not in said
    assert "only Ana Ruiz knows  María López" in said
    assert team.transactions() == before


@pytest.mark.parametrize("end", ["md", "html"])
def test_the_pack_is_the_same_twice_and_replaces_nothing(team: Book, tmp_path: Path, end: str) -> None:
    first, second = tmp_path / f"a.{end}", tmp_path / f"b.{end}"
    words = ("handover", "Northglass", "--to", "Jon", "--pack")
    assert team.run(*words, str(first)).code == 0
    assert team.run(*words, str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert "María López" in first.read_text()
    again = team.run(*words, str(first), "--json")
    assert (again.code, again.document["error"]["code"]) == (2, "exists")
    assert team.run(*words, str(first), "--force").code == 0


def test_a_pack_of_one_of_us(team: Book, tmp_path: Path) -> None:
    team.run("log", "visit maria lopez @northglass yesterday: all well", "--yes")
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    made = team.run("packs", "rep", "Ana", "--out", str(first), "--json")
    assert made.code == 0
    assert (made.document["since"], made.document["until"]) == ("2026-10-28", "2026-11-24")
    assert [part["activity"] for part in made.document["parts"]][:2] == ["cadence", "requests"]
    team.run("packs", "rep", "Ana", "--out", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert "visit: all well" in first.read_text()
    said = team.run("packs", "rep", "Ana", "--week", "2026-W47").stdout
    assert said.startswith("# 1:1: Ana Ruiz")
    assert "Mon 16 Nov 2026 to Sun 22 Nov 2026" in said


def test_a_pack_of_a_colleague_is_for_who_leads(team: Book) -> None:
    rep(team, "Petra Lang", role="manager")
    refused = team.run("packs", "rep", "Jon", "--json", "--out", "never.md")
    assert refused.document["error"]["code"] == "refused"
    assert team.run("packs", "rep", "Ana").code == 0
    team.run("init", "--rep", "Petra Lang")
    assert team.run("packs", "rep", "Jon").code == 0
