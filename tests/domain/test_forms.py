import pytest

from repcockpit.domain.forms import (
    OWN_FIELD,
    Entry,
    Form,
    assigned,
    blank_own_field,
    choice_of,
    fitting_choices,
    form_fields,
    form_kinds,
    needed_groups,
    opened,
    own_field,
    pieces,
    read_own_field,
    rebased,
    settled,
    table_kind,
    takes_own_fields,
    with_own_field,
)
from repcockpit.domain.records import CUSTOM, FIELDS

MARIA, JON = b"m" * 16, b"j" * 16


def blank(kind: str = "contact") -> Form:
    fields = form_fields(kind)
    if takes_own_fields(kind):
        fields = (*fields, blank_own_field(kind))
    return opened(kind, "New", fields, {})


@pytest.mark.parametrize("kind", form_kinds())
def test_every_form_asks_for_known_fields_in_plain_words(kind: str) -> None:
    known = {one.name for one in FIELDS[table_kind(kind)]}
    fields = form_fields(kind)
    assert {one.name for one in fields} <= known
    assert len({one.label for one in fields}) == len(fields)
    assert not any("_" in one.label for one in fields)
    assert any(one.is_needed for one in fields)


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind != "qbr"])
def test_every_kind_that_can_be_written_has_a_form_with_all_its_fields(kind: str) -> None:
    shown = {one.name for one in form_fields(kind)} | {CUSTOM}
    doubles = {
        "contact": {"first_name", "last_name", "role", "email", "phone", "account"},
        "interaction": {"occurred_at", "request", "qbr"},
        "task": {"request", "qbr", "idea"},
        "idea": {"owner"},
        "rep": {"team"},
        "request": {"via"},
        "info": {"path", "url", "note", "sectors", "writer", "due_on"},
    }
    assert {one.name for one in FIELDS[kind]} - shown == doubles.get(kind, set())


def test_controls_follow_the_type_of_the_value() -> None:
    controls = {one.name: one.control for one in form_fields("contact")}
    assert controls["name"] == "text"
    assert controls["accounts"] == "links"
    assert controls["reports_to"] == "link"
    assert controls["roles"] == "list"
    assert controls["do_not_contact"] == "choice"
    assert controls["note"] == "long"
    assert controls["interval_days"] == "number"
    assert {one.name: one.control for one in form_fields("interaction")}["contacts"] == "links"


def test_what_was_typed_is_changed_and_what_was_typed_back_is_not() -> None:
    form = blank()
    assert not form.is_dirty
    typed = form.put("name", Entry("Ana"))
    assert [field.name for field, _ in typed.changed()] == ["name"]
    assert typed.is_dirty
    assert not typed.put("name", Entry("  ")).is_dirty
    assert form.put(OWN_FIELD, Entry("Ra")).is_dirty
    with pytest.raises(KeyError):
        form.put("nothing", Entry())


def test_another_record_of_the_same_name_is_a_change() -> None:
    held = Entry("Maria", (("Maria", MARIA),))
    form = opened("task", "x", form_fields("task"), {"contact": held})
    assert not form.is_dirty
    assert form.put("contact", Entry("Maria", (("Maria", JON),))).is_dirty


def test_one_of_a_group_is_enough() -> None:
    assert [field.name for field in blank().missing()] == ["name"]
    assert blank().put("emails", Entry("a@x.com")).missing() == ()
    assert [field.name for field in blank("training").missing()] == ["topic", "account"]
    assert [field.name for field in blank("training").put("contacts", Entry("Ana")).missing()] == ["topic"]
    assert needed_groups("request") == (("title",),)


@pytest.mark.parametrize(
    ("text", "picked", "found"),
    [
        ("", (), []),
        ("Maria López, Jon", (("Maria López", MARIA),), [MARIA, "Jon"]),
        ("López, Maria, Jon", (("López, Maria", MARIA), ("Jon", JON)), [MARIA, JON]),
        ("Jon Park", (("Jon", JON),), ["Jon Park"]),
        ("a,, b ,", (), ["a", "b"]),
    ],
)
def test_names_are_taken_apart(
    text: str, picked: tuple[tuple[str, bytes], ...], found: list[str | bytes]
) -> None:
    assert pieces(Entry(text, picked)) == found


def test_chosen_records_are_written_by_their_ids() -> None:
    fields = {one.name: one for one in form_fields("interaction")}
    both = Entry("López, Maria, Jon", (("López, Maria", MARIA),))
    assert assigned(fields["contacts"], both).text == f"{MARIA.hex()},Jon"
    assert assigned(fields["account"], Entry("A, B", (("A, B", JON),))).text == JON.hex()
    assert assigned(fields["subject"], Entry(" x ")).text == "x"
    own = assigned(own_field("contact", "Rank"), Entry("7"))
    assert (own.custom, own.text) == ("Rank", "7")


def test_a_begun_choice_is_the_choice() -> None:
    choices = ("decision maker", "budget holder", "economic buyer", "end user")
    assert choice_of(choices, "dec") == "decision maker"
    assert choice_of(choices, "Decision_Maker") == "decision maker"
    assert choice_of(choices, "buyer") == "economic buyer"
    assert choice_of(choices, "e") is None
    assert fitting_choices(choices, "e") == ("economic buyer", "end user")
    assert choice_of(("A", "B"), "a") == "A"


def test_choices_are_written_out() -> None:
    fields = {one.name: one for one in form_fields("contact")}
    assert settled(fields["roles"], Entry("dec, champ, odd")).text == "decision maker, champion, odd"
    assert settled(fields["do_not_mail"], Entry("y")).text == "yes"
    assert settled(fields["name"], Entry("dec")) == Entry("dec")
    assert settled(fields["support"], Entry("zzz")) == Entry("zzz")


def test_a_field_of_ones_own() -> None:
    assert read_own_field("Rank: 7:8") == ("Rank", "7:8")
    assert read_own_field("Rank 7") is None
    assert read_own_field("Rank:") is None
    form = with_own_field(blank().put(OWN_FIELD, Entry("Rank: 7")))
    assert form.entry("custom.Rank").text == "7"
    assert form.entry(OWN_FIELD) == Entry()
    again = with_own_field(form.put(OWN_FIELD, Entry("rank: 8")))
    assert again.entry("custom.Rank").text == "8"
    assert with_own_field(blank("task")) == blank("task")


def test_own_changes_survive_those_of_others() -> None:
    form = blank().put("name", Entry("Ana")).put("title", Entry("Buyer"))
    form = with_own_field(form.put(OWN_FIELD, Entry("Rank: 7")))
    fields = (*form_fields("contact"), blank_own_field("contact"))
    fresh = opened("contact", "New", fields, {"name": Entry("Anna"), "department": Entry("QA")})
    now = rebased(form, fresh)
    assert (now.entry("name").text, now.entry("title").text) == ("Ana", "Buyer")
    assert now.entry("department").text == "QA"
    assert now.entry("custom.Rank").text == "7"
    assert {field.name for field, _ in now.changed()} == {"name", "title", "custom.Rank"}
