"""What happened."""

from events.models.attendance import Participant, Presence
from events.models.committees import CommitteeComposition, CommitteeSeats
from events.models.costs import CostLine
from events.models.event_places import EventPlace
from events.models.events import Event
from events.models.evidence import Document, EventClaim, EventSource, Photo
from events.models.headcounts import Audience, Headcount, HeadcountGroup, words_said
from events.models.justifications import Justification
from events.models.likeness import DifferentEvents, ProposedFacts
from events.models.links import EventLink
from events.models.list_imports import ListHeading, ListImport
from events.models.objectives import Objective
from events.models.persons import CountingStopped, MarkedList, PersonMark, PersonVerdict
from events.models.proposals import ProposedCorrection
from events.models.quotations import Quotation
from events.models.results import FollowUp, KnowledgeTest, Output, Recommendation, TestScore
from events.models.roles import EventFigure, EventRole, Person, PersonAlias, check_alive_at
from events.models.same_people import DifferentPeople, ListMerge
from events.models.search import EventSearchIndex, EventSearchText
from events.models.section_states import SectionState
from events.models.series import Series
from events.models.sessions import Session
from events.models.vocabulary import CategoryTerm, Language, LegalReference, StrategyElement, Theme
from events.models.workbooks import WorkbookImport
from events.models.workflow import ReferenceCounter, StatusChange

__all__ = [
    "Audience",
    "CategoryTerm",
    "CommitteeComposition",
    "CommitteeSeats",
    "CostLine",
    "CountingStopped",
    "DifferentEvents",
    "DifferentPeople",
    "Document",
    "Event",
    "EventClaim",
    "EventFigure",
    "EventLink",
    "EventPlace",
    "EventRole",
    "EventSearchIndex",
    "EventSearchText",
    "EventSource",
    "FollowUp",
    "Headcount",
    "HeadcountGroup",
    "Justification",
    "KnowledgeTest",
    "Language",
    "LegalReference",
    "ListHeading",
    "ListImport",
    "ListMerge",
    "MarkedList",
    "Objective",
    "Output",
    "Participant",
    "Person",
    "PersonAlias",
    "PersonMark",
    "PersonVerdict",
    "Photo",
    "Presence",
    "ProposedCorrection",
    "ProposedFacts",
    "Quotation",
    "Recommendation",
    "ReferenceCounter",
    "SectionState",
    "Series",
    "Session",
    "StatusChange",
    "StrategyElement",
    "TestScore",
    "Theme",
    "check_alive_at",
    "words_said",
    "WorkbookImport",
]
