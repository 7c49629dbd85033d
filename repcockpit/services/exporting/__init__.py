"""The book to open formats: what is written in which form, to a stream or to a file that is whole or not there."""

from repcockpit.services.exporting.document import WHATS, export_document
from repcockpit.services.exporting.order import ExportOrder, form_of

__all__ = ["WHATS", "ExportOrder", "export_document", "form_of"]
