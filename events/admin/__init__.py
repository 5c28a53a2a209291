"""The admin of events, of their parts that have a page of their own, and of the attendance lists."""

from events.admin.category_terms import CategoryTermAdmin
from events.admin.committees import CommitteeCompositionAdmin
from events.admin.costs import CostLineAdmin
from events.admin.events import EventAdmin
from events.admin.lists import KnowledgeTestAdmin, ParticipantAdmin, SessionAdmin
from events.admin.recommendations import RecommendationAdmin
from events.admin.series import HeadcountGroupAdmin, SeriesAdmin
from events.admin.vocabulary import (
    LanguageAdmin,
    LegalReferenceAdmin,
    PersonAdmin,
    StrategyElementAdmin,
    ThemeAdmin,
)

__all__ = [
    "CategoryTermAdmin",
    "CommitteeCompositionAdmin",
    "CostLineAdmin",
    "EventAdmin",
    "HeadcountGroupAdmin",
    "KnowledgeTestAdmin",
    "LanguageAdmin",
    "LegalReferenceAdmin",
    "ParticipantAdmin",
    "PersonAdmin",
    "RecommendationAdmin",
    "SeriesAdmin",
    "SessionAdmin",
    "StrategyElementAdmin",
    "ThemeAdmin",
]
