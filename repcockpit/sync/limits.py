"""How large what comes from a shared file may be (sync.md 7); every reader checks before it allocates."""

PLAIN_BYTES = 64 << 20
"""A plain body."""
PLAIN_RATIO = 200
"""A plain body, as a multiple of its stored bytes."""
SEALED_RATIO = 100
"""Sealing leaves compression off where it would shrink more than so many times."""
STORED_BYTES = PLAIN_BYTES + 1_024
"""Everything after a frame's header: body, nonce, tag, signature."""
FRAME_BYTES = 256 << 10
"""A frame or pack as sealed, unless one record is larger."""
DEPTH = 12
"""Arrays and maps inside each other, the body included."""
NAME_BYTES = 128
"""A name of a table, field or time zone."""
TEAM_NAME_BYTES = 1_024
TEXT_BYTES = 1 << 20
RECORD_BYTES = 4 << 20
FILE_HEADER_BYTES = 64 << 10
SLOTS = 256
FRAME_HEADER_BYTES = 4_096
"""A frame header of a later minor version may be longer than ours."""
ARGON_KIB = 256 << 10
ARGON_PASSES = 10
