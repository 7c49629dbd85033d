"""Accounts: mine, shared, prospects, former."""

from repcockpit.tui.screens.catalog import CatalogScreen
from repcockpit.tui.text import Line


class AccountsScreen(CatalogScreen):
    """Every account, one's own first."""

    place = "accounts"
    kind = "account"
    number = "2"
    name_of_list = "Accounts"
    empty: tuple[Line, ...] = (
        [("Your customers stand here, yours first, then shared ones and prospects.", "text!")],
        [],
        [("n", "accent!"), ("  makes one: a name is enough", "text")],
        [("i", "accent!"), ("  brings the export of your former system", "text")],
        [("   The people who work there are on 3.", "muted")],
    )
