import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.duplicates import (
    Pair,
    Party,
    candidate_pairs,
    company,
    duplicate_pairs,
    is_same_phone,
    normal_domain,
    normal_email,
    normal_phone,
    person,
    score_accounts,
    score_pair,
    similarity,
    verdict,
)

HOME, AWAY = b"home", b"away"


def somebody(name: str, mail: str = "", phone: str = "", place: bytes = HOME, key: bytes = b"") -> Party:
    return person(key or name.encode(), name, [mail], [phone], [place] if place else [])


@pytest.mark.parametrize(
    ("a", "b", "score"),
    [
        (somebody("Maria López", "m@x.com"), somebody("Lopez, Maria", "M+crm@X.com "), 110),
        (somebody("Maria López", "m@x.com", place=AWAY), somebody("Maria Lopez", "m@x.com"), 90),
        (somebody("Maria López"), somebody("Maria Lopez"), 50),
        (somebody("Maria López", place=AWAY), somebody("Maria Lopez"), 0),
        (somebody("", "m@x.com", place=b""), somebody("Maria Lopez", "m@x.com"), 60),
        (somebody("Bob Lopez", "m@x.com"), somebody("Robert Lopez", "m@x.com"), 80),
        (somebody("John Smith", "j@x.com"), somebody("John Smyth", "j@x.com", place=AWAY), 60),
        (somebody("Ana Gil", "info@x.com"), somebody("Jon Park", "info@x.com"), 0),
        (somebody("Ana Gil", phone="+34 942 555 018"), somebody("Anna Gil", phone="942 555 018"), 85),
        (somebody("Ana Gil", phone="+34 942 555 018"), somebody("Jon Park", phone="942 555 018"), 0),
        (somebody("Ana Gil"), somebody("Jon Park"), 0),
    ],
)
def test_the_score_of_two_people(a: Party, b: Party, score: float) -> None:
    assert score_pair(a, b)[0] == score_pair(b, a)[0] == score


def test_the_parts_are_named() -> None:
    a, b = somebody("Ana Gil", "a@x.com", "942555018"), somebody("Ana Gil", "a@x.com", "942555018")
    assert score_pair(a, b) == (145, ("same e-mail", "same phone", "similar name", "same account"))
    assert [verdict(score) for score in (145, 80, 79, 50, 49)] == ["probable", "probable", "ask", "ask", None]


def test_a_box_of_many_makes_no_duplicates() -> None:
    crowd = [somebody(f"John {name}", "crm@x.com") for name in ("Smith", "Bond", "Adams", "Rossi")]
    assert duplicate_pairs(crowd) == ()
    twin = somebody("John Bond", "crm@x.com", key=b"twin")
    assert duplicate_pairs([*crowd, twin]) == (
        Pair(b"John Bond", b"twin", 110, ("same e-mail", "similar name", "same account")),
    )


def test_a_big_block_finds_its_twins() -> None:
    crowd = [somebody(f"Name{n} Last{n}", "crm@x.com", place=b"") for n in range(133)]
    twins = [somebody("Name7 Last7", "crm@x.com", place=b"", key=key) for key in (b"x", b"y")]
    assert [(pair.a, pair.b) for pair in duplicate_pairs([*crowd, *twins])] == [
        (b"Name7 Last7", b"x"),
        (b"Name7 Last7", b"y"),
        (b"x", b"y"),
    ]
    johns = [somebody(f"John L{n}", "crm@x.com", place=b"", key=str(n).encode()) for n in range(60)]
    assert len(list(candidate_pairs(johns))) == 0
    assert [(pair.a, pair.b) for pair in duplicate_pairs([*johns, somebody("John L5", "crm@x.com")])] == [
        (b"5", b"John L5")
    ]


def test_somebody_without_a_name_is_found_by_mail() -> None:
    nameless = person(b"n", " ", ["a@x.com"], [], [HOME])
    assert duplicate_pairs([nameless, somebody("Ana Gil", "a@x.com")]) == (
        Pair(b"Ana Gil", b"n", 80, ("same e-mail", "same account")),
    )


def test_two_accounts() -> None:
    a = company(b"a", "Acme GmbH", "https://www.acme.com/de", "+49 30 1234567", "Köln")
    b = company(b"b", "ACME, Inc.", "acme.com", None, "Koln")
    assert score_accounts(a, b) == (110, ("same website", "similar name", "same city"))
    assert score_accounts(company(b"a", "Acme"), company(b"b", "Acme")) == (0, ())
    assert company(b"a", "The Co").name_words == ("the", "co")
    assert duplicate_pairs([a, b], are_accounts=True)[0].score == 110


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        (" Ana.Gil+x@X.Com", "ana.gil@x.com"),
        ("ana", ""),
        ("@x.com", ""),
        ("+x@x.com", ""),
        ("a@", ""),
        ("", ""),
    ],
)
def test_an_email_is_made_plain(text: str, mail: str) -> None:
    assert normal_email(text) == mail


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+44 (0)20 7946 0018 ext. 12", "+442079460018"),
        ("0034 942 555 018", "+34942555018"),
        ("(942) 555-018 x9", "942555018"),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_phone_is_made_plain(text: str, phone: str) -> None:
    assert normal_phone(text) == phone


def test_web_addresses_are_made_plain() -> None:
    assert normal_domain("http://WWW.Acme.com:80/x") == "acme.com"
    assert normal_domain("acme") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+34942555018", "+34942555018", True),
        ("+34942555018", "942555018", True),
        ("+442079460018", "02079460018", True),
        ("02079460018", "2079460018", True),
        ("942555018", "942555019", False),
        ("+34942555018", "+33942555018", False),
        ("+34942555018", "2555018", False),
        ("+34942555018", "942555019", False),
    ],
)
def test_one_number_in_two_spellings(one: str, other: str, same: bool) -> None:
    assert is_same_phone(one, other) == is_same_phone(other, one) == same


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("martha", "marhta", 0.961),
        ("dwayne", "duane", 0.84),
        ("dixon", "dicksonx", 0.813),
        ("abc", "xyz", 0),
        ("", "", 0),
    ],
)
def test_published_similarities(one: str, other: str, value: float) -> None:
    assert similarity([one], [other]) == pytest.approx(value, abs=0.001)


@pytest.mark.parametrize(
    ("one", "other", "is_similar"),
    [
        ("Hannah Anderson", "Ava Anderson", False),
        ("Michael Williams", "Michael Willson", False),
        ("Christopher Miller", "Christopher Smith", False),
        ("Ana Gil", "Anna Gil", True),
        ("Anne Marie Zott", "Annemarie Zott", True),
        ("López, Maria", "Maria Lopez", True),
    ],
)
def test_every_word_of_a_name_must_be_alike(one: str, other: str, is_similar: bool) -> None:
    found = similarity(somebody(one).name_words, somebody(other).name_words)
    assert (found >= 0.92) == is_similar


@given(st.text(max_size=12), st.text(max_size=12))
def test_similarity_is_a_share(one: str, other: str) -> None:
    assert 0 <= similarity([one], [other]) <= 1
    assert similarity([one], [one]) == (1 if one else 0)
