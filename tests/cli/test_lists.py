"""The lists: what is in them, in which order, and how they are narrowed."""

import pytest

from tests.cli.conftest import Book, Run

NAMES = (
    "accounts", "contacts", "interactions", "requests", "promises", "ideas", "tasks", "deals", "trainings", "infos",
    "reps",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_list_is_a_document_and_a_sentence(run: Run, name: str) -> None:
    found = run(name, "--json")
    assert (found.code, found.stderr) == (0, "")
    document = found.document
    assert (document[name], document["total"], document["schema_version"]) == ([], 0, 1)
    assert document["as_of"] == "2026-11-24T09:00:00+01:00"
    plain = run(name)
    assert (plain.stdout, plain.stderr, plain.code) == ("", f"no {name}\n", 0)


def test_limit_cuts_and_total_does_not(book: Book) -> None:
    document = book.run("contacts", "--limit", "1", "--json").document
    assert (len(document["contacts"]), document["total"]) == (1, 3)
    cut = book.run("contacts", "--limit", "1")
    assert cut.stderr == "1 of 3 contacts\n"
    assert len(cut.stdout.splitlines()) == 2
    assert book.run("contacts", "--limit", "0", "--json").document["contacts"] == []


def test_filter_ignores_accents_and_looks_at_the_account(book: Book) -> None:
    def names(text: str) -> list[str]:
        return [one["name"] for one in book.run("contacts", "--filter", text, "--json").document["contacts"]]

    assert names("lopez") == ["María López"]
    assert names("northglass jon") == ["Jon Etxea"]
    assert names("") == ["Jon Etxea", "Jon Park", "María López"]
    assert names("%") == []


def test_since_and_until_include_their_day(book: Book) -> None:
    for day in ("2026-11-20", "2026-11-23", "2026-11-24"):
        book.run("add", "interaction", "account=Kan-code", f"occurred_on={day}", f"note=on {day}")

    def days(*words: str) -> list[str]:
        rows = book.run("interactions", *words, "--json").document["interactions"]
        return [row["occurred_on"] for row in rows]

    assert days() == ["2026-11-24", "2026-11-23", "2026-11-20"]
    assert days("--since", "mon") == ["2026-11-24", "2026-11-23"]
    assert days("--since", "4d", "--until", "yesterday") == ["2026-11-23", "2026-11-20"]


def test_rep_narrows_only_when_given(book: Book) -> None:
    book.run("add", "account", "name=Nobody's")
    assert book.run("accounts", "--json").document["total"] == 3
    assert book.run("--rep", "ana", "accounts", "--json").document["total"] == 2
    assert book.run("--rep", "all", "accounts", "--json").document["total"] == 3


def test_promises_are_tasks_of_their_kind(book: Book) -> None:
    book.run("add", "task", "title=Ring back")
    book.run("add", "promise", "title=Samples")
    assert book.run("tasks", "--json").document["total"] == 2
    assert [one["title"] for one in book.run("promises", "--json").document["promises"]] == ["Samples"]


def test_json_may_stand_on_either_side(book: Book) -> None:
    assert book.run("--json", "accounts").stdout == book.run("accounts", "--json").stdout
