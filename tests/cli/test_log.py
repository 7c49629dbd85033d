"""`log`: what it saves, shows, asks and refuses."""

import os
import pty
import select
import subprocess
import sys

import pytest

from tests.cli.conftest import Book

LINE = (
    "call maria, jon @northglass 25m: late sand twice, wants a forecast +r emergency pallet by fri"
    " +p certificate by tue +i bigger bags +n 8 > fri check the pallet arrived"
)


def test_everything_captured_is_saved_as_the_real_thing(book: Book) -> None:
    result = book.run("log", LINE, "--json")
    assert result.code == 0, result.stdout
    found = result.document
    assert found["interaction"]["minutes"] == 25
    assert [one["name"] for one in found["interaction"]["contacts"]] == ["María López", "Jon Etxea"]
    assert found["interaction"]["account"]["name"] == "Northglass A"
    (request,), (promise,), (idea,), (score,) = (
        found[key] for key in ("requests", "promises", "ideas", "feedback")
    )
    assert (request["title"], request["due_on"], request["priority"]) == (
        "emergency pallet",
        "2026-11-27",
        "P3",
    )
    assert (promise["title"], promise["due_on"], promise["kind"]) == ("certificate", "2026-12-01", "promise")
    assert (idea["title"], score["kind"], score["score"]) == ("bigger bags", "nps", 8)
    assert found["next"]["due_on"] == "2026-11-27"
    assert found["next"]["by"] == "said"
    assert found["tasks"][0]["id"] == found["next"]["id"]
    assert found["counts_as_touch"] is True
    assert found["why"]
    assert len(found["txn"]) == 32
    assert book.run("requests", "--json").document["requests"] == [request]
    assert book.run("promises", "--json").document["promises"] == [promise]


def test_an_attempt_says_why_it_does_not_count(book: Book) -> None:
    found = book.run("log", "call jon park na", "--json").document
    assert found["counts_as_touch"] is False
    assert found["interaction"]["outcome"] == "no_answer"
    assert found["why"]


def test_lines_from_standard_input_are_all_or_nothing(book: Book) -> None:
    good = book.run("log", "-", "--json", input="call maria: one\n\nvisit jon park: two\r\n")
    assert len(good.document["logged"]) == 2
    assert len(good.document["txn"]) == 32
    before = book.transactions()
    bad = book.run("log", "-", "--json", input="call maria: three\ncall @nowhere: four\n")
    assert bad.code == 2
    assert "4" in bad.document["error"]["message"] or "nowhere" in bad.document["error"]["message"]
    assert book.transactions() == before


def test_a_dry_run_shows_the_same_and_saves_nothing(book: Book) -> None:
    before = book.transactions()
    found = book.run("log", LINE, "--dry-run", "--json").document
    assert found["txn"] is None
    assert found["interaction"]["id"] is None
    assert [one["title"] for one in found["requests"]] == ["emergency pallet"]
    shown = book.run("log", LINE, "--dry-run").stdout
    assert "emergency pallet" in shown
    assert "counts as a contact" in shown
    both = book.run("log", "-", "--dry-run", "--json", input="call maria: one\ncall jon park na\n").document
    assert [one["counts_as_touch"] for one in both["logged"]] == [True, False]
    assert book.transactions() == before


def test_a_dry_run_has_every_key_of_the_saved_thing(book: Book) -> None:
    line = LINE.replace(" > fri", " +t new pump +b study of glass > fri")
    dry, saved = (book.run("log", line, *more, "--json").document for more in (["--dry-run"], []))
    assert dry.keys() == saved.keys()
    for key, value in saved.items():
        for mine, real in (
            zip(dry[key], value, strict=True) if isinstance(value, list) else [(dry[key], value)]
        ):
            if isinstance(real, dict):
                assert mine.keys() == real.keys()
    assert (dry["why"], dry["counts_as_touch"]) == (saved["why"], saved["counts_as_touch"])
    assert dry["promises"][0]["contact"] == saved["promises"][0]["contact"]
    dry, saved = (book.run("log", "visit maria", *more, "--json").document for more in (["--dry-run"], []))
    assert dry["next"] == saved["next"]


def test_a_request_is_its_accounts_owners_and_begins_with_its_opening(book: Book) -> None:
    book.run("init", "--rep", "Jo Lind")
    (request,) = book.run("log", "call maria +r pallets", "--json").document["requests"]
    assert request["owner"]["name"] == "Ana Ruiz"
    for _ in range(4):
        (request,) = book.run("log", "call maria +r pallets", "--json").document["requests"]
        assert [one["kind"] for one in request["events"]] == ["opened", "acknowledged"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["call jon"], "ambiguous"),
        (["call @nowhere: hello"], "not_found"),
        (["visit"], None),
        ([" "], "usage"),
        (["call maria +n 11"], "invalid_value"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_saved(book: Book, words: list[str], code: str | None) -> None:
    before = book.transactions()
    result = book.run("log", *words, "--json")
    assert result.code == 2
    assert code is None or result.document["error"]["code"] == code
    assert book.transactions() == before


def test_standard_input_with_nothing_or_with_rubbish(book: Book) -> None:
    assert book.run("log", "-", input="\n \n").code == 2


def _talk(book: Book, answer: str) -> str:
    """Run `log` on a terminal, wait for its question, answer it."""
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "repcockpit", "--db", str(book.path), "log", "call maria: on a terminal"],
        stdin=far, stdout=far, stderr=far, env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    os.close(far)
    shown = b""
    while b"[Y/n]" not in shown and select.select([near], [], [], 20)[0]:
        shown += os.read(near, 4096)
    os.write(near, answer.encode() + b"\n")
    process.wait(timeout=20)
    shown += os.read(near, 4096)
    os.close(near)
    return shown.decode()


def test_on_a_terminal_it_shows_the_echo_and_asks(book: Book) -> None:
    before = book.transactions()
    shown = _talk(book, "n")
    assert "counts as a contact" in shown
    assert "not saved" in shown
    assert book.transactions() == before
    assert "Logged call with María López" in _talk(book, "")
    assert book.transactions() == before + 1
