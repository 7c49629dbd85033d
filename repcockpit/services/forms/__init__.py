"""Forms on a book: opening one, what is said while it is typed, saving it."""

from repcockpit.services.forms.checking import check_field, fits, settle
from repcockpit.services.forms.opening import edit_form, new_form
from repcockpit.services.forms.saving import FormSaved, problems, save_form
from repcockpit.services.forms.twins import twin_warning
from repcockpit.store.reads.forms import Fit

__all__ = [
    "Fit",
    "FormSaved",
    "check_field",
    "edit_form",
    "fits",
    "new_form",
    "problems",
    "save_form",
    "settle",
    "twin_warning",
]
