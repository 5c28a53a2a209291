"""What the public may know of one event, in the active language: the one source of page and PDF."""

from events.facts.build import (
    build_event_facts,
    event_dates_in_words,
    event_dates_text,
    event_places_text,
    recommendation_facts,
)
from events.facts.claims import disagreements
from events.facts.types import (
    ClaimFacts,
    Dates,
    Disagreement,
    EventFacts,
    FigureFacts,
    FollowUpFacts,
    Link,
    OutputFacts,
    RecommendationFacts,
    RoleGroup,
    SeriesFacts,
    SourceFacts,
    TestFacts,
)

__all__ = [
    "ClaimFacts",
    "Dates",
    "Disagreement",
    "EventFacts",
    "FigureFacts",
    "FollowUpFacts",
    "Link",
    "OutputFacts",
    "RecommendationFacts",
    "RoleGroup",
    "SeriesFacts",
    "SourceFacts",
    "TestFacts",
    "build_event_facts",
    "disagreements",
    "event_dates_in_words",
    "event_dates_text",
    "event_places_text",
    "recommendation_facts",
]
