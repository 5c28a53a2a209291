"""The shapes of public facts: frozen, in one language, ready for a page or a document."""

from publication.facts.evidence import ClaimFacts, Disagreement, DocumentFacts, PhotoFacts, SourceFacts
from publication.facts.names import (
    WITHHELD,
    Body,
    Funding,
    Link,
    LinkedEvent,
    Visibility,
    VisibleAgreement,
)
from publication.facts.results import FollowUpFacts, OutputFacts, RecommendationFacts, TestFacts
from publication.facts.types import (
    Dates,
    EventFacts,
    FigureFacts,
    NarrativeFacts,
    RoleGroup,
    SeriesFacts,
    SessionFacts,
    SharedTotal,
)

__all__ = [
    "Body",
    "ClaimFacts",
    "Dates",
    "Disagreement",
    "DocumentFacts",
    "EventFacts",
    "FigureFacts",
    "FollowUpFacts",
    "Funding",
    "Link",
    "LinkedEvent",
    "NarrativeFacts",
    "OutputFacts",
    "PhotoFacts",
    "RecommendationFacts",
    "RoleGroup",
    "SeriesFacts",
    "SessionFacts",
    "SharedTotal",
    "SourceFacts",
    "TestFacts",
    "Visibility",
    "VisibleAgreement",
    "WITHHELD",
]
