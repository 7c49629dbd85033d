"""The capture line: one line of typed text becomes a draft of everything that will be saved."""

from repcockpit.domain.capture.draft import (
    AccountRef,
    Capture,
    Context,
    Directory,
    Draft,
    EchoLine,
    Effect,
    Mark,
    NextStep,
    Participant,
    Person,
    Problem,
)
from repcockpit.domain.capture.echo import counts_as_touch, echo_lines
from repcockpit.domain.capture.memory import RememberedDirectory
from repcockpit.domain.capture.parser import acknowledges_requests, parse
from repcockpit.domain.capture.request import RequestLine, parse_request

__all__ = [
    "AccountRef",
    "Capture",
    "Context",
    "Directory",
    "Draft",
    "EchoLine",
    "Effect",
    "Mark",
    "NextStep",
    "Participant",
    "Person",
    "Problem",
    "RememberedDirectory",
    "RequestLine",
    "acknowledges_requests",
    "counts_as_touch",
    "echo_lines",
    "parse",
    "parse_request",
]
