"""`scorecard`: its keys, whose it is, what a person reads, and the contact bar of a person."""

from tests.cli.conftest import Book

KEYS = {
    "subject", "parts", "index", "index_30d_ago", "known_share", "retention", "loyalty", "quadrant", "nps", "csat",
    "kept", "otif",
}  # fmt: skip
PART = {"activity", "value", "weight", "points", "known", "evidence_ids", "next_action", "gain"}
ACTIVITIES = ["cadence", "requests", "network", "qbr", "training", "information", "ideas"]


def test_the_scorecard_of_an_account(book: Book) -> None:
    book.run("log", "visit maria: wants a forecast +i bigger bags +n 9", "--yes")
    book.run("add", "fact", "account=Kan-code", "kind=maintenance", "value=yes", "on=2026-11-01")
    document = book.run("scorecard", "account", "Northglass", "A", "--json").document
    assert set(document) >= KEYS
    assert document["subject"]["kind"] == "account"
    assert document["subject"]["id"] == book.ids["Northglass A"]
    assert [one["activity"] for one in document["parts"]] == ACTIVITIES
    assert [one["weight"] for one in document["parts"]] == [20, 20, 20, 15, 10, 7.5, 7.5]
    assert all(set(one) >= PART for one in document["parts"])
    requests = document["parts"][1]
    assert (requests["value"], requests["points"], requests["known"], requests["gain"]) == (
        None,
        None,
        False,
        None,
    )
    assert document["index"] is None
    assert document["known_share"] < 0.5
    assert (document["nps"], document["nps_answers"]) == (None, [9])
    assert document["kept"] == {"kept": 0, "due": 0}
    assert {"in_full", "on_time", "lines"} <= set(document["otif"])
    assert set(document["retention"]) == {"value", "parts"}
    ideas = document["parts"][6]
    assert ideas["value"] is not None
    assert len(ideas["evidence_ids"]) == 1


def test_the_scorecard_of_a_rep_of_the_device_and_of_everybody(book: Book) -> None:
    named = book.run("scorecard", "rep", "Ana", "Ruiz", "--json").document
    assert (named["subject"]["kind"], named["subject"]["name"], named["customers"]) == ("rep", "Ana Ruiz", 2)
    asked = book.run("--rep", "ana", "scorecard", "--json").document
    assert asked["subject"] == named["subject"]
    team = book.run("--rep", "all", "scorecard", "--json").document
    assert (team["subject"]["kind"], team["subject"]["id"]) == ("team", None)


def test_as_text_and_refused(book: Book) -> None:
    said = book.run("scorecard", "account", "Kan-code")
    assert (said.code, said.stderr) == (0, "")
    assert "too little known" in said.stdout
    assert "Contact" in said.stdout
    assert "promises kept" in said.stdout
    for words in (("scorecard", "Kan-code"), ("scorecard", "account")):
        refused = book.run(*words, "--json")
        assert (refused.code, refused.document["error"]["code"]) == (2, "usage")
    missing = book.run("scorecard", "account", "Nobody", "--json")
    assert (missing.code, missing.document["error"]["code"]) == (2, "not_found")


def test_a_person_says_where_the_contact_bar_stands(book: Book) -> None:
    bar = book.run("show", "contact", "maria", "--json").document["contact_bar"]
    assert bar == {"count": 0, "low": 7, "high": 12, "verdict": "ok"}
