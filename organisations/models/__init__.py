"""Who, where, with whose money."""

from organisations.models.account_links import AccountLink
from organisations.models.agreements import GrantAgreement
from organisations.models.indicators import Indicator, IndicatorReading
from organisations.models.kept_lists import ChosenColumns, KeptList
from organisations.models.merges import DifferentRecords, Merge
from organisations.models.organisations import Membership, Organisation, OrganisationAlias
from organisations.models.places import Place, PlaceAlias
from organisations.models.programmes import (
    Programme,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
    ProgrammePhase,
)
from organisations.models.search import RecordSearch, RecordWords
from organisations.models.second_factors import AuthenticatorApp, RecoveryCode
from organisations.models.sent_forms import SentForm
from organisations.models.sign_ins import AttemptCounter, KnownNetwork, SignIn
from organisations.models.sources import Claim, Source
from organisations.models.users import User

__all__ = [
    "AccountLink",
    "AttemptCounter",
    "AuthenticatorApp",
    "ChosenColumns",
    "Claim",
    "DifferentRecords",
    "GrantAgreement",
    "Indicator",
    "IndicatorReading",
    "KeptList",
    "KnownNetwork",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationAlias",
    "Place",
    "PlaceAlias",
    "Programme",
    "ProgrammeAlias",
    "ProgrammeClaim",
    "ProgrammePartner",
    "ProgrammePhase",
    "RecordSearch",
    "RecordWords",
    "RecoveryCode",
    "SentForm",
    "SignIn",
    "Source",
    "User",
]
