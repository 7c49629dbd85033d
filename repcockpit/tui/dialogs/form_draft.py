"""What was typed into a form and not saved, as one line of text: it outlives the terminal."""

import json
from typing import Any

from repcockpit.domain.forms import OWN_FIELD, Entry, Form, with_own_field
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.subject import Subject

FILE = "forms.json"


def form_drafts() -> Drafts:
    """The drafts of forms, apart from those of the log line."""
    return Drafts(name=FILE)


def form_key(form: Form, subject: Subject | None = None) -> str:
    """Under which name the draft of a form is kept: the record's, or what a new one was begun on."""
    about = form.record_id or (subject.id if subject is not None else b"")
    return f"{form.kind}:{'edit' if form.record_id else 'new'}:{about.hex()}"


def draft_line(form: Form) -> str:
    """What was typed so far; blank where nothing was."""
    typed = [(field.name, entry) for field, entry in form.changed()]
    if form.entry(OWN_FIELD).text.strip():
        typed.append((OWN_FIELD, form.entry(OWN_FIELD)))
    if not typed:
        return ""
    before = {field.name: entry.text for field, entry in zip(form.fields, form.first, strict=True)}
    lines = {
        name: [entry.text, [[said, key.hex()] for said, key in entry.picked], before.get(name, "")]
        for name, entry in typed
    }
    return json.dumps(lines, ensure_ascii=True)


def changed_since(form: Form, line: str) -> dict[str, str]:
    """What stands now in the fields of a draft that were changed since it was typed, by field."""
    try:
        lines: Any = json.loads(line) if line else {}
        before = {str(name): str(said[2]) for name, said in lines.items()}
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return {}
    now = {field.name: entry.text for field, entry in zip(form.fields, form.first, strict=True)}
    return {name: now[name] for name, text in before.items() if name in now and now[name] != text}


def with_draft(form: Form, line: str) -> Form:
    """The form with what was typed before; what does not fit the form any more is left out."""
    try:
        lines: Any = json.loads(line) if line else {}
        typed = {str(name): _entry(said) for name, said in lines.items()}
    except (ValueError, TypeError, AttributeError):
        return form
    known = {field.name for field in form.fields}
    for name, entry in typed.items():
        if name in known:
            form = form.put(name, entry)
        elif name.startswith("custom.") and OWN_FIELD in known:
            kept = form.entry(OWN_FIELD)
            form = with_own_field(form.put(OWN_FIELD, Entry(f"{name.removeprefix('custom.')}: {entry.text}")))
            form = form.put(OWN_FIELD, kept)
    return form


def _entry(said: Any) -> Entry:
    text, picked = said[:2]
    return Entry(str(text), tuple((str(name), bytes.fromhex(key)) for name, key in picked))
