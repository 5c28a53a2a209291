"""What is imported and exported of `events`, one table a module."""

from events.resources.costs import CostLineResource
from events.resources.events import EventResource
from events.resources.headcounts import HeadcountResource
from events.resources.participants import ParticipantResource

__all__ = ["CostLineResource", "EventResource", "HeadcountResource", "ParticipantResource"]
