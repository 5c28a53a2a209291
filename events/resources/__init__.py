"""What is imported and exported of `events`, one table a module."""

from events.resources.bodies import AudienceResource, FigureResource, RoleResource
from events.resources.committees import CompositionResource, SeatsResource
from events.resources.costs import CostLineResource
from events.resources.events import EventResource
from events.resources.evidence import ClaimResource, EventSourceResource
from events.resources.headcounts import HeadcountResource
from events.resources.outcomes import (
    FollowUpResource,
    OutputResource,
    RecommendationResource,
    TestResource,
)
from events.resources.participants import ParticipantResource
from events.resources.series import SeriesResource, SharedTotalResource
from events.resources.sessions import SessionResource

__all__ = [
    "AudienceResource",
    "ClaimResource",
    "CompositionResource",
    "CostLineResource",
    "EventResource",
    "EventSourceResource",
    "FigureResource",
    "FollowUpResource",
    "HeadcountResource",
    "OutputResource",
    "ParticipantResource",
    "RecommendationResource",
    "RoleResource",
    "SeatsResource",
    "SeriesResource",
    "SessionResource",
    "SharedTotalResource",
    "TestResource",
]
