"""The names of all people in memory, so that each key of a name being typed finds its people within a frame.

Kept up to date from the log of what was touched; never read by what runs once.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

_CHANGED_AT_ONCE = 500
_LIVE = "_hidden = 0 and root_id is null"


class NameLines:
    """One line a person: the folded name between blanks, then the e-mail in small letters."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lines: list[str] = []
        self._rowids: list[int] = []
        self._txn_no = -1
        self._last: tuple[str, list[int]] = ("", [])

    def read_by(self, db: sqlite3.Connection) -> None:
        """Read the names through another connection: for a thread, while this one answers the screens."""
        own, self._db = self._db, db
        try:
            self.refresh()
        finally:
            self._db = own

    def refresh(self) -> None:
        """Read the names, or what was written since they were read."""
        txn_no = int(self._db.execute("select coalesce(max(no), 0) from txn").fetchone()[0])
        if txn_no == self._txn_no:
            return
        since = self._txn_no
        if since < 0 or not self._follow(since):
            self._read()
        self._txn_no = txn_no
        self._last = ("", [])

    def _read(self) -> None:
        # One value, put together by SQLite while other threads run; a row for each would hold them up.
        lines, rowids = self._db.execute(
            "select group_concat(' ' || folded || ' ' || char(31) || lower(coalesce(email, '')), char(30)),"
            f" group_concat(rowid, ' ') from contact indexed by contact_name where {_LIVE} and folded is not null"
        ).fetchone()
        self._rowids = [int(rowid) for rowid in (rowids or "").split(" ") if rowid]
        self._lines = lines.split("\x1e") if lines is not None else []
        if len(self._lines) != len(self._rowids):  # a separator inside an e-mail
            self._read_apart()

    def _read_apart(self) -> None:
        rows = self._db.execute(
            "select rowid, ' ' || folded || ' ' || char(31) || lower(coalesce(email, ''))"
            f" from contact indexed by contact_name where {_LIVE} and folded is not null"
        ).fetchall()
        self._rowids = [row[0] for row in rows]
        self._lines = [row[1] for row in rows]

    def _follow(self, since: int) -> bool:
        """Bring in what was touched; False where that is too much."""
        rows = self._db.execute(
            "select c.rowid, ' ' || c.folded || ' ' || char(31) || lower(coalesce(c.email, '')),"
            " c._hidden = 0 and c.root_id is null and c.folded is not null"
            " from (select distinct row_id from touched indexed by touched_txn where txn_no > ? limit ?) t"
            " left join contact c on c.id = t.row_id",
            (since, _CHANGED_AT_ONCE),
        ).fetchall()
        if len(rows) >= _CHANGED_AT_ONCE:  # of whatever kind: the people may be among those left out
            return False
        rows = [row for row in rows if row[0] is not None]
        places = {rowid: place for place, rowid in enumerate(self._rowids)} if rows else {}
        for rowid, line, is_there in rows:
            place = places.get(rowid)
            if place is not None:
                self._lines[place] = line if is_there else ""
            elif is_there:
                self._rowids.append(rowid)
                self._lines.append(line)
        return True

    def find(self, words: Sequence[str], near: Collection[int], most: int) -> list[int]:
        """At most `most` rowids whose line holds each word.

        Those of `near` come first, then by whole words, by beginnings of words, by any part.
        """
        hits = self._hits(words[0])
        for word in words[1:]:
            hits = [place for place in hits if word in self._lines[place]]
        if len(hits) <= most:
            return [self._rowids[place] for place in hits]
        return list(islice(_unique(self._in_order(words[0], hits, near)), most))

    def _hits(self, word: str) -> list[int]:
        """The places of the lines with `word`; a longer word looks only where the shorter one was."""
        before, hits = self._last
        if before and word.startswith(before):
            lines = self._lines
            hits = hits if word == before else [place for place in hits if word in lines[place]]
        else:
            hits = [place for place, line in enumerate(self._lines) if word in line]
        self._last = (word, hits)
        return hits

    def _in_order(self, word: str, hits: list[int], near: Collection[int]) -> Iterator[int]:
        lines, rowids = self._lines, self._rowids
        if near:
            yield from (rowids[place] for place in hits if rowids[place] in near)
        for wanted in (f" {word} ", f" {word}"):
            yield from (rowids[place] for place in hits if wanted in lines[place])
        yield from (rowids[place] for place in hits)


def _unique(rowids: Iterable[int]) -> Iterator[int]:
    known: set[int] = set()
    for rowid in rowids:
        if rowid not in known:
            known.add(rowid)
            yield rowid
