import pytest

from repcockpit.domain.listquery import Query, Term, parse_query

CASES: tuple[tuple[str, Query], ...] = (
    ("", Query()),
    ("  María   LÓPEZ ", Query(("maria", "lopez"))),
    ("maria maria", Query(("maria",))),
    ("tier:a", Query((), (Term("tier", ("a",)),))),
    ("tier:AB", Query((), (Term("tier", ("a", "b")),))),
    ("tier:a,c", Query((), (Term("tier", ("a", "c")),))),
    ("tier:0", Query((), (Term("tier", ("none",)),))),
    ("tier:none", Query((), (Term("tier", ("none",)),))),
    ("tier:x", Query(("tier:x",))),
    ("tier:", Query()),
    ("owner:Ana", Query((), (Term("owner", ("ana",)),))),
    ('owner:"Ana Ruiz"', Query((), (Term("owner", ("ana ruiz",)),))),
    ('owner:"Ana R', Query((), (Term("owner", ("ana r",)),))),
    ("owner:none", Query((), (Term("owner", ("none",)),))),
    ("status:prospect", Query((), (Term("status", ("prospect",)),))),
    ("city:Gijón,León", Query((), (Term("city", ("gijon", "leon")),))),
    ("tag:key sand", Query(("sand",), (Term("tag", ("key",)),))),
    ("silent>60", Query((), (Term("silent", least=61),))),
    ("silent>=60d", Query((), (Term("silent", least=60),))),
    ("silent<7", Query((), (Term("silent", most=6),))),
    ("silent<=7", Query((), (Term("silent", most=7),))),
    ("due=0", Query((), (Term("due", least=0, most=0),))),
    ("due<-3", Query((), (Term("due", most=-4),))),
    ("silent>", Query()),
    ("silent", Query(("silent",))),
    ("due<soon", Query(("due<soon",))),
    ("is:overdue", Query((), (Term("is", ("overdue",)),))),
    ("is:n", Query((), (Term("is", ("never",)),))),
    ("is:un", Query((), (Term("is", ("unplanned",)),))),
    ("is:", Query()),
    ("is:odd", Query(("is:odd",))),
    ("is:key", Query(("is:key",))),
    ("role:champion", Query(("role:champion",))),
    ("a:b", Query(("a:b",))),
    (":", Query((":",))),
    ('"two words" one', Query(("two words", "one"))),
    ('"', Query()),
    ('3" pipe', Query(("3", "pipe"))),
    ("tier:a tier:a", Query((), (Term("tier", ("a",)),))),
)


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_words_and_terms_of_accounts(text: str, wanted: Query) -> None:
    assert parse_query(text, "account") == wanted


def test_people_have_roles_titles_accounts_and_keys() -> None:
    found = parse_query("role:decision_maker title:buyer account:north is:key", "contact")
    assert found == Query(
        (),
        (
            Term("role", ("decision maker",)),
            Term("title", ("buyer",)),
            Term("account", ("north",)),
            Term("is", ("key",)),
        ),
    )


@pytest.mark.parametrize(
    ("former", "now", "does"),
    [
        ("m", "ma", True),
        ("ma", "m", False),
        ("ma lo", "maria lopez", True),
        ("tier:a", "tier:a ma", True),
        ("tier:a", "tier:b", False),
        ("", "anything tier:a", True),
        ("ma", "tier:a", False),
    ],
)
def test_a_letter_more_narrows(former: str, now: str, does: bool) -> None:
    assert parse_query(now, "account").narrows(parse_query(former, "account")) is does


def test_an_empty_query_is_false() -> None:
    assert not parse_query(" tier: ", "account")
    assert parse_query("x", "account")
