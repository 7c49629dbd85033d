"""Contacts: mine, shared, those who left or moved."""

from repcockpit.tui.screens.catalog import CatalogScreen
from repcockpit.tui.text import Line


class ContactsScreen(CatalogScreen):
    """Everybody known, those one keeps first."""

    place = "contacts"
    kind = "contact"
    number = "3"
    name_of_list = "Contacts"
    empty: tuple[Line, ...] = (
        [("The people you know stand here, with how long they have been silent.", "text!")],
        [],
        [("n", "accent!"), ("  makes one: a name is enough", "text")],
        [("i", "accent!"), ("  brings an export, or the cards of an address book", "text")],
        [("   Their accounts are on 2.", "muted")],
    )
