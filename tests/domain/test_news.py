from datetime import date

from repcockpit.domain.news import Item, fits_sector, is_for_role, unsent


def item(no: int, kind: str | None = None, *sectors: str, **more: object) -> Item:
    return Item(bytes([no]) * 16, f"item {no}", kind, sectors, **more)  # type: ignore[arg-type]


def test_an_item_without_sectors_is_for_all() -> None:
    assert fits_sector((), ())
    assert fits_sector((" ",), ())
    assert not fits_sector(("Glass",), ("foundry",))
    assert fits_sector(("Glass", "Céramics"), ("ceramics",))


def test_who_a_kind_is_for() -> None:
    assert is_for_role("trend", ["decision_maker"])
    assert not is_for_role("trend", ["end_user"])
    assert not is_for_role(None, ["end_user"])


def test_nothing_is_proposed_twice_and_the_sector_goes_before_the_role_before_the_newest() -> None:
    items = [
        item(1, "trend"),
        item(2, "product_use"),
        item(3, "trend", "glass"),
        item(4, None, "foundry"),
        item(5),
    ]
    left = unsent(items, {items[4].id}, ["Glass"], ["end_user"])
    assert [one.title for one in left] == ["item 3", "item 2", "item 1"]
    assert unsent(items, {one.id for one in items}, ["glass"]) == []


def test_what_is_still_to_be_written_is_not_proposed() -> None:
    planned = item(1, writer_id=b"w" * 16)
    assert planned.is_to_write
    assert item(2, due_on=date(2026, 12, 1)).is_to_write
    assert item(3, due_on=date(2026, 12, 1), note="what to say").is_to_write
    assert not item(3, due_on=date(2026, 12, 1), url="https://x.org").is_to_write
    assert not item(3, writer_id=b"w" * 16, note="the text itself").is_to_write
    assert not item(4).is_to_write
    assert unsent([planned], set(), []) == []
