"""What the public may know, made once from the private record."""

from publication.models.bodies import (
    PublishedAgreement,
    PublishedComposition,
    PublishedMembership,
    PublishedName,
    PublishedOrganisation,
    PublishedPlace,
    PublishedProgramme,
    PublishedSeries,
    PublishedTheme,
)
from publication.models.events import (
    Correction,
    Facet,
    PublishedBatch,
    PublishedEvent,
    PublishedFacts,
    PublishedNumber,
    PublishedRecommendation,
    PublishedTotal,
    Withdrawal,
)
from publication.models.search import PublishedText, PublishedWords
from publication.models.state import (
    BatchMember,
    DisclosedComposition,
    DisclosedVersion,
    Fingerprint,
    FormerFacts,
    PublicationState,
    Waiting,
)

__all__ = [
    "BatchMember",
    "DisclosedComposition",
    "DisclosedVersion",
    "Correction",
    "Facet",
    "Fingerprint",
    "FormerFacts",
    "PublicationState",
    "PublishedAgreement",
    "PublishedBatch",
    "PublishedComposition",
    "PublishedEvent",
    "PublishedFacts",
    "PublishedMembership",
    "PublishedName",
    "PublishedNumber",
    "PublishedOrganisation",
    "PublishedPlace",
    "PublishedProgramme",
    "PublishedRecommendation",
    "PublishedSeries",
    "PublishedText",
    "PublishedTheme",
    "PublishedTotal",
    "PublishedWords",
    "Waiting",
    "Withdrawal",
]
