"""Lists that we wrote and that are no way back: computed figures, and records that more than one row makes."""

from typing import Final

from repcockpit.exchange.sources.record import Source
from repcockpit.exchange.sources.shared import refused, words

_LISTS: Final = words(
    "id|response_due_at|sla_resolution|reopen_count", "id|readiness|pack_made_on|account_id", "id|topic|given_on|contact_ids",
    "id|first_due_on|request_id|outcome", "id|account_id|order|line|promised_on|delivered_on", "id|age_days|product_revenue",
    "id|mapped|our_side|threads", "id|known_share|cadence|network", "id|uid|end_at|contact_ids",
)  # fmt: skip

SOURCES: Final = (
    Source(
        "repcockpit", "list", "list", _LISTS, {}, refused,
        refusal="a list that repcockpit wrote: `export all --format json` is what comes back",
    ),
)  # fmt: skip
