"""Rows, fields and values that people choose by chance."""

from typing import TYPE_CHECKING, Final

from tests.sync.histories.devices import Device

if TYPE_CHECKING:
    from tests.sync.histories.world import World

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "account": ("phone", "phone", "note", "address", "turnover"),
    "task": ("title", "title", "note", "due_on", "future"),
    "contact": ("phone", "email", "note", "title", "department"),
}
_PERSONAL: Final = frozenset(("phone", "email", "note", "title"))
_CITIES = ("Vigo", "León", "Gijón", "Łódź", "東京", "A\u0301vila", "")


class Some:
    """Draws from the history's dice."""

    def __init__(self, world: "World") -> None:
        self.world, self.dice = world, world.dice

    def row(self, device: Device, *, shown: bool | None = True) -> tuple[str, bytes] | None:
        """Some row."""
        table = self.dice.choice(("account", "account", "task", "task", "contact"))
        ids = device.ids(table, shown=shown)
        return (table, self.dice.choice(ids)) if ids else None

    def field(self, device: Device, table: str) -> str:
        """Some field that this device's version has."""
        field = self.dice.choice(FIELDS[table])
        return "title" if field == "future" and not device.is_newer else field

    def values(self, table: str, field: str) -> dict[str, object]:
        """A value that nobody has written before; of a composite all its columns."""
        number = self.world.next_number()
        if table == "contact" and field in _PERSONAL:
            return {field: self.world.truth.secret(f"pii-{number:05}@x")}
        if field == "address" and self.dice.random() < 0.15:
            return dict.fromkeys(("street", "city", "postal_code", "region", "country"))
        if field == "address":
            parts = self.dice.sample(("street", "city", "postal_code", "region"), self.dice.randrange(1, 4))
            return {name: f"{self.dice.choice(_CITIES)}{number}" for name in parts}
        if field == "turnover":
            return {"revenue": number + 0.1, "currency": self.dice.choice(("EUR", "SEK"))}
        if field == "due_on":
            return {"due_on": f"{2026 + number // 300:04}-{number % 300 // 28 + 1:02}-{number % 28 + 1:02}"}
        if self.dice.random() < 0.05:
            return {field: None}
        return {field: f"{self.dice.choice(_CITIES)} v{number}"}
