"""Lines in pieces: all of them, in order, counted."""

import io

import pytest

from repcockpit.exchange.writers.pieces import write_lines


class _Counted(io.BytesIO):
    writes = 0

    def write(self, some: object) -> int:
        self.writes += 1
        return super().write(some)  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "writes"), [(0, 0), (1, 1), (500, 1), (501, 2), (1_200, 3)])
def test_every_line_is_written_and_counted(count: int, writes: int) -> None:
    out = _Counted()
    assert write_lines((f"é{number}" for number in range(count)), out) == count
    assert out.getvalue().decode() == "".join(f"é{number}\n" for number in range(count))
    assert out.writes == writes
