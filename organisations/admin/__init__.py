"""The admin of organisations, places, programmes, agreements, sources and accounts."""

from organisations.admin.indicators import IndicatorAdmin
from organisations.admin.organisations import OrganisationAdmin
from organisations.admin.places import PlaceAdmin
from organisations.admin.programmes import GrantAgreementAdmin, ProgrammeAdmin
from organisations.admin.sources import SourceAdmin
from organisations.admin.users import AccountAdmin

__all__ = [
    "AccountAdmin",
    "GrantAgreementAdmin",
    "IndicatorAdmin",
    "OrganisationAdmin",
    "PlaceAdmin",
    "ProgrammeAdmin",
    "SourceAdmin",
]
