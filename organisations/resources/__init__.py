"""What is imported and exported of `organisations`, one table a module."""

from organisations.resources.agreements import AgreementResource
from organisations.resources.beside import MembershipResource, ProgrammeClaimResource
from organisations.resources.indicators import IndicatorResource, ReadingResource
from organisations.resources.organisations import OrganisationResource
from organisations.resources.places import PlaceResource
from organisations.resources.programmes import ProgrammeResource
from organisations.resources.sources import SourceResource

__all__ = [
    "AgreementResource",
    "IndicatorResource",
    "MembershipResource",
    "OrganisationResource",
    "PlaceResource",
    "ProgrammeClaimResource",
    "ProgrammeResource",
    "ReadingResource",
    "SourceResource",
]
