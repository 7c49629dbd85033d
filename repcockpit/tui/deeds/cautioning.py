"""What a person should know of this machine: said once when the cockpit opens."""

from typing import TYPE_CHECKING

from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.cockpit import Cockpit

_TOLD = "cloud-folder"


def caution(cockpit: "Cockpit") -> None:
    """Warn, once for each folder, where a cloud client copies the book away while it is written."""
    from repcockpit.services.cloud_folders import cloud_folder  # noqa: PLC0415 -- after the first frame

    database = cockpit.desk.database
    found = cloud_folder(database) if database is not None and not cockpit.is_demo else None
    if found is None or cockpit.kept_choice(_TOLD) == found.folder:
        return
    cockpit.keep_choice(_TOLD, found.folder)
    said = f"{visible(found.client)} copies this book's folder: it may break. `repcockpit doctor` says more"
    cockpit.base.show_toast(Toast("refused", said, "esc closes", "late", stays=True))
