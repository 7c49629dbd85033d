"""A directory that remembers its answers while one line is typed: most keys change the note, not the name."""

from collections.abc import Sequence

from repcockpit.domain.capture.draft import AccountRef, Directory, Person


class RememberedDirectory:
    """Asks `directory` once for each word. Made anew with each dialog, so that nothing is stale."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._people: dict[tuple[str, ...], Sequence[Person]] = {}
        self._accounts: dict[str, Sequence[AccountRef]] = {}
        self._homes: dict[bytes, Sequence[Person]] = {}

    def people_like(self, words: tuple[str, ...], /) -> Sequence[Person]:
        """As `Directory.people_like`."""
        if words not in self._people:
            self._people[words] = self._directory.people_like(words)
        return self._people[words]

    def accounts_like(self, word: str, /) -> Sequence[AccountRef]:
        """As `Directory.accounts_like`."""
        if word not in self._accounts:
            self._accounts[word] = self._directory.accounts_like(word)
        return self._accounts[word]

    def people_of(self, account_id: bytes, /) -> Sequence[Person]:
        """As `Directory.people_of`."""
        if account_id not in self._homes:
            self._homes[account_id] = self._directory.people_of(account_id)
        return self._homes[account_id]
