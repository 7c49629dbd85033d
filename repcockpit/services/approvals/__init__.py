"""What the rules ask a manager for: leaving out a QBR, a tier that the rules propose, a handover that is not ready."""

from repcockpit.services.approvals.answering import approve, refuse
from repcockpit.services.approvals.asking import ask, ask_within, waiting_words
from repcockpit.services.approvals.listing import approvals_view, open_approvals
from repcockpit.services.approvals.people import manager_for, may_decide, viewer_of

__all__ = [
    "approvals_view", "approve", "ask", "ask_within", "manager_for", "may_decide", "open_approvals", "refuse",
    "viewer_of", "waiting_words",
]  # fmt: skip
