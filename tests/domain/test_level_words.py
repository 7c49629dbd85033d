"""The level that a job title proposes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.level_words import level_of
from repcockpit.domain.relationship import SENIORITY


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Managing Director", "exec"),
        ("C.E.O.", "exec"),
        ("Chief Procurement Officer", "exec"),
        ("Co-Founder", "exec"),
        ("Geschäftsführerin", "exec"),
        ("Directora general", "exec"),
        ("Directeur général", "exec"),
        ("PDG", "exec"),
        ("plant director", "director"),
        ("V.P. Sales", "director"),
        ("Vice-President", "director"),
        ("head of purchasing", "director"),
        ("Werksleiter", "director"),
        ("Director de compras", "director"),
        ("Directrice des achats", "director"),
        ("production manager", "manager"),
        ("Prod. Mgr.", "manager"),
        ("Leiter Einkauf", "manager"),
        ("Fertigungsleiter", "manager"),
        ("Jefa de compras", "manager"),
        ("Responsable achats", "manager"),
        ("Sr. Engineer", "specialist"),
        ("buyer", "specialist"),
        ("Einkäufer", "specialist"),
        ("Técnico de laboratorio", "specialist"),
        ("Ingénieur procédés", "specialist"),
        ("product owner", "specialist"),
        ("Assistant to the CEO", "clerical"),
        ("Chefsekretärin", "clerical"),
        ("Secretaria de dirección", "clerical"),
        ("assistante de direction", "clerical"),
        ("office manager", "clerical"),
        ("Dr.", None),
        ("zzz", None),
        ("", None),
        (None, None),
    ],
)
def test_a_title_proposes_a_level_or_leaves_it_unknown(title: str | None, level: str | None) -> None:
    assert level_of(title) == level


@given(st.text())
def test_any_title_gives_a_level_or_nothing(title: str) -> None:
    assert level_of(title) in {*SENIORITY, None}
