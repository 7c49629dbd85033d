"""A request opened: its clocks, its steps so far, and the possible ones, each by a letter."""

from collections.abc import Callable
from typing import NamedTuple

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.request_steps import CALLBACKS, StepRule, possible_steps
from repcockpit.domain.views.requests import Case
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.request_pane import clock_lines, step_lines
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

_EXECUTIVE = StepRule("executive", "v", "needs an executive's voice", "")
_SPOKEN = StepRule("spoken", "v", "the executive spoke", "")
_ASKS = {"hand": "to whom, by when: ", "executive": "who, by when: "}
_CALLBACK_WORDS = {rule.name for rule in CALLBACKS}


class Taken(NamedTuple):
    """The step that was chosen, as the write that takes it."""

    write: Callable[[], Saved | None]


class StepsDialog(Dialog[Taken]):
    """Answers the chosen step; None where it was left. A step is asked for a note, which may stay empty."""

    def __init__(self, desk: Desk, case: Case) -> None:
        super().__init__()
        self.box_title = f"{case.view.priority or 'P3'} {visible(case.view.title or 'request')}"
        self._desk, self._case = desk, case
        self._chosen: StepRule | None = None
        self._problem = ""
        self.field = Field()

    def steps(self) -> tuple[StepRule, ...]:
        """What can be done with it now."""
        possible = possible_steps(self._case.life)
        one = self._case.view.executive
        if one is not None and one.done_on is None:
            return (*possible, _SPOKEN)
        return (*possible, _EXECUTIVE) if possible else ()

    def content(self, width: int) -> list[Line]:
        """Clocks, events, and the steps or the line that is asked for."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        today = self._desk.now().date()
        lines = [
            *clock_lines(self._case, today, width, glyphs),
            [],
            *step_lines(self._case, width, glyphs)[:8],
            [],
        ]
        lines.append([(glyphs.hairline * width, "rule")])
        if self._chosen is not None:
            ask = _ASKS.get(self._chosen.name, "note, if any: ")
            lines.append([(f"{self._chosen.verb}   ", "text!")])
            lines.append([(ask, "muted"), *tail_line(self.field, width - len(ask))])
            return lines + ([[(visible(self._problem), "late")]] if self._problem else [])
        if not self.steps():
            return [*lines, [("It is closed; r opens a new one.", "muted")]]
        return lines + [[(f"{rule.letter}  ", "accent!"), (rule.verb, "text")] for rule in self.steps()]

    def keys(self) -> tuple[KeyHint, ...]:
        """Save and leave, or only leave."""
        if self._chosen is not None:
            return KeyHint("enter", "save", "enter"), KeyHint("esc", "back", "escape")
        return (KeyHint("esc", "close", "escape"),)

    def take_key(self, event: Key) -> None:
        """A letter chooses; then the field takes the keys."""
        if self._chosen is not None:
            self._field_key(event)
            return
        if event.key in {"escape", "q", "enter"}:
            self.dismiss(None)
            return
        rule = next((one for one in self.steps() if one.letter == event.character), None)
        if rule is not None and rule.name == "spoken":
            self.dismiss(Taken(lambda: self._desk.requests.executive(self._case.view.id, "", is_done=True)))
        elif rule is not None:
            self._chosen, self.field = rule, Field()
            self.redraw()

    def clicked(self, y: int) -> None:
        """A click on a step chooses it."""
        steps = self.steps()
        at = y - (len(self.content(60)) - len(steps))
        if self._chosen is None and 0 <= at < len(steps):
            self.take_key(Key(steps[at].letter, steps[at].letter))

    def _field_key(self, event: Key) -> None:
        match event.key:
            case "escape":
                self._chosen, self._problem = None, ""
            case "enter" | "ctrl+s":
                self._save()
                return
            case _:
                self.field = self.field.pressed(event.key, event.character) or self.field
        self.redraw()

    def take_paste(self, text: str) -> None:
        """Into the field."""
        if self._chosen is not None:
            self.field = self.field.typed(text)
            self.redraw()

    def _save(self) -> None:
        rule, text = self._chosen, self.field.text.strip()
        assert rule is not None  # noqa: S101 -- the field stands only below a step
        requests, record = self._desk.requests, self._case.view.id
        try:
            who, due_on = requests.promise(text) if rule.name in _ASKS else ("", None)
        except CockpitError as problem:
            self._problem = problem.said
            self.redraw()
            return
        if rule.name in _ASKS and not who:
            self._problem = "write a name, and by when: QA by fri"
            self.redraw()
        elif rule.name == "executive":
            self.dismiss(Taken(lambda: requests.executive(record, who, due_on)))
        elif rule.name in _CALLBACK_WORDS:
            from repcockpit.tui.request_paint import case_subject  # noqa: PLC0415 -- only for a call-back

            self.dismiss(Taken(lambda: requests.call_back(case_subject(self._case), rule.name, text)))
        else:
            note = "" if rule.name == "hand" else text
            self.dismiss(Taken(lambda: requests.step(record, rule.name, note, who, due_on)))
