"""The head of a line: the unbroken run of recognised words from the start, each meaning at most once."""

from collections.abc import Sequence
from datetime import date, time

from repcockpit.domain.capture.accounts import AccountReading, read_account
from repcockpit.domain.capture.draft import Context, Person, Problem
from repcockpit.domain.capture.lexer import Token
from repcockpit.domain.capture.newcomer import NewReading, read_new
from repcockpit.domain.capture.people import Mode, People
from repcockpit.domain.capture.vocabulary import DIRECTIONS, NEW, OUTCOMES, TYPES, Vocabulary
from repcockpit.domain.dates import Direction, parse_date, parse_duration, parse_time


class Head:
    """Reads the tokens of one line; what it found stands in its attributes.

    `ahead` is the account that an `@` further on names, so that its people come first; `end` is the offset
    in the text where the rest begins. `pieces` has the place in the text of what was read, by field.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        vocabulary: Vocabulary,
        context: Context,
        ahead: AccountReading | None = None,
    ) -> None:
        self.text, self.tokens, self.vocabulary, self.context = text, tokens, vocabulary, context
        self.ahead = ahead
        self.end = 0
        self.type: str | None = None
        self.named: list[Person | NewReading] = []
        self.account: AccountReading | None = None
        self.outcome: str | None = None
        self.direction: str | None = None
        self.day_word: str | None = None
        self.at: time | None = None
        self.minutes: int | None = None
        self.problems: list[Problem] = []
        self.pieces: dict[str, tuple[int, int]] = {}
        self._position = 0
        self._has_name = False
        self._is_after_name = False
        self._people = People(text, tokens, vocabulary, context)

    def read(self) -> "Head":
        """Reads up to the first other word, a colon or the end; says so where a name is missing."""
        while (token := self._peek()) is not None:
            if token.kind == "colon":
                self._take(1)
                break
            if not (self._read_comma() if token.kind == "comma" else self._read_word(token)):
                break
        if self._mode() == "free":
            hint = "write who it was, or @ and the account"
            self.problems.append(Problem("not_found", "", hint))
        return self

    def day(self, direction: Direction) -> date | None:
        """The day of the head, read back (what happened) or forward (what is planned)."""
        return None if self.day_word is None else _parse_day(self.day_word, direction, self.context)

    def _peek(self, ahead: int = 0) -> Token | None:
        at = self._position + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def _take(self, count: int) -> bool:
        self._position += count
        self.end = self.tokens[self._position - 1].end
        self._is_after_name = False
        return True

    def _note_piece(self, field: str, count: int = 1) -> None:
        """Remember where a field stands; several names are one piece."""
        start = self.pieces.get(field, (self.tokens[self._position].start, 0))[0]
        self.pieces[field] = (start, self.tokens[self._position + count - 1].end)

    @property
    def is_open(self) -> bool:
        """Whether every token was read, and a further one would still be of the head."""
        is_closed = bool(self.tokens) and self.tokens[-1].kind == "colon"
        return self._position == len(self.tokens) and not is_closed

    def expects_name(self) -> Mode | None:
        """How a name would be read behind the last token; None where the head had ended before."""
        if not self.is_open:
            return None
        if self.tokens and self.tokens[-1].kind == "comma" and self._is_after_name:
            return "free"
        return self._mode()

    def _read_word(self, token: Token) -> bool:
        if token.kind == "account":
            return self._read_account()
        if self.type is None and token.folded in TYPES and self._read_keyword(token):
            return True  # nobody is looked up for the first word of most lines
        mode = self._mode()
        if mode is not None and self._read_name(mode):
            return True
        return self._read_keyword(token) or (mode == "free" and self._miss_name())

    def _mode(self) -> Mode | None:
        """How a name is read here; None once somebody was named."""
        if self._has_name:
            return None
        row = self.context.row_contact or self.context.row_account
        if row is None and self.account is None:
            return "free"
        before = self.tokens[self._position - 1] if self._position else None
        is_typed = before is not None and before.kind == "word" and before.folded in TYPES
        return "typed" if is_typed else "strict"

    def _read_account(self) -> bool:
        if self.account is not None:
            return False
        reading = self.ahead or read_account(
            self.text, self.tokens, self._position, self.vocabulary, self.context
        )
        self.account = reading
        if reading.problem is not None:
            self.problems.append(reading.problem)
        self._note_piece("account", reading.taken)
        return self._take(reading.taken)

    def _near_account(self) -> bytes | None:
        named = self.account or self.ahead
        account = (named.account if named else None) or self.context.row_account
        if account is not None:
            return account.id
        return self.context.row_contact.account_id if self.context.row_contact else None

    def _read_name(self, mode: Mode) -> bool:
        """One name, or one that cannot be told, if it stands here."""
        token = self.tokens[self._position]
        if token.kind == "word" and token.folded == NEW:
            new = read_new(self.text, self.tokens, self._position, self.vocabulary, mode)
            if new is not None:
                return self._took_name(new.taken, new, new.problem)
        reading = self._people.read(self._position, mode, self._near_account())
        return reading is not None and self._took_name(reading.taken, reading.person, reading.problem)

    def _took_name(self, count: int, who: Person | NewReading | None, problem: Problem | None) -> bool:
        if problem is not None:
            self.problems.append(problem)
        elif who is not None and who not in self.named:
            self.named.append(who)
        self._note_piece("who", count)
        self._take(count)
        self._has_name = self._is_after_name = True
        return True

    def _miss_name(self) -> bool:
        """A name must stand here, and nobody has it: the words up to a sign, else the one word."""
        count = 1
        while (token := self._peek(count)) is not None and token.kind == "word" and count < 4:
            count += 1
        if token is None or token.kind == "word":
            count = 1
        first, last = self.tokens[self._position], self.tokens[self._position + count - 1]
        hint = "write the full name, the e-mail, or new and the name"
        if self.vocabulary.is_keyword(first.folded):
            hint = "write two words of the name, or the name in quotes"
        candidates = self._people.suggestions(first)
        problem = Problem("not_found", self.text[first.start : last.end], hint, candidates, first.start)
        return self._took_name(count, None, problem)

    def _read_comma(self) -> bool:
        """A comma between names, or between other words of the head; it ends the head before other text."""
        if self._position == 0:
            return False
        was_name = self._is_after_name
        self._take(1)
        token = self._peek()
        if token is None or token.kind in ("comma", "colon", "account"):
            self._is_after_name = was_name
            return True
        if was_name:
            return self._read_name("free") or self._read_keyword(token) or self._miss_name()
        mode = self._mode()
        return (mode is not None and self._read_name(mode)) or self._read_keyword(token)

    def _read_keyword(self, token: Token) -> bool:
        if token.kind != "word":
            return False
        is_read = self._read_fixed(token.folded) or self._read_number(token)
        return is_read and self._take(1)

    def _read_fixed(self, word: str) -> bool:
        """A type, an outcome or a direction."""
        if word in TYPES:
            # After a name or an outcome it is often the note's verb: `na call back on Friday`.
            is_late = self._has_name or self.outcome not in (None, "planned")
            if self.type is not None or (is_late and not self._stands_apart()):
                return False
            self.type = TYPES[word]
            self._note_piece("type")
            return True
        if word in OUTCOMES and self.outcome is None:
            self.outcome = word
            self._note_piece("outcome")
            return True
        if word in DIRECTIONS and self.direction is None and self._stands_apart():
            self.direction = DIRECTIONS[word]
            self._note_piece("direction")
            return True
        return False

    def _read_number(self, token: Token) -> bool:
        """A day, a time or a duration."""
        if self.at is None and (at := parse_time(token.text, self.context.language)) is not None:
            self.at = at
            self._note_piece("at")
            return True
        if self.day_word is None and _parse_day(token.text, "back", self.context) is not None:
            if token.folded in self.vocabulary.weak_days and not self._stands_apart():
                return False
            self.day_word = token.text
            self._note_piece("day")
            return True
        if (
            self.minutes is None
            and (minutes := parse_duration(token.text, self.context.language)) is not None
        ):
            self.minutes = minutes
            self._note_piece("minutes")
            return True
        return False

    def _stands_apart(self) -> bool:
        """Whether a colon, another word of the head, a capture or the end follows the word here."""
        after = self._peek(1)
        if after is None or after.kind in ("colon", "account"):
            return True
        if is_head_word(after, self.context):
            return True
        mode = self._mode()
        if mode is None or after.kind == "comma":
            return False
        # The mode after this word: it is no type, so a row's name must be followed by a sign.
        mode = "free" if mode == "free" else "strict"
        return self._people.read(self._position + 1, mode, self._near_account()) is not None


def is_head_word(token: Token, context: Context) -> bool:
    """Whether a word means something to the head by itself: a type, an outcome, a direction, a day, a time."""
    if token.kind != "word":
        return False
    return (
        token.folded in TYPES
        or token.folded in OUTCOMES
        or token.folded in DIRECTIONS
        or _parse_day(token.text, "back", context) is not None
        or parse_time(token.text, context.language) is not None
        or parse_duration(token.text, context.language) is not None
    )


def _parse_day(word: str, direction: Direction, context: Context) -> date | None:
    return parse_date(
        word,
        context.now.date(),
        direction=direction,
        order=context.date_order,
        language=context.language,
    )
