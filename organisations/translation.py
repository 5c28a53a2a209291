"""Translated fields of `organisations`: French is required, English optional with a fallback."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from organisations.models import (
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Membership,
    Organisation,
    Place,
    Programme,
    ProgrammeClaim,
)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"fr": ("name",)}


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = {"fr": ("name",)}


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"fr": ("name",)}


@register(ProgrammeClaim)
class ProgrammeClaimTranslation(TranslationOptions):
    fields = ("value", "note")
    required_languages = {"fr": ("value",)}


@register(GrantAgreement)
class GrantAgreementTranslation(TranslationOptions):
    fields = ("title", "visibility_statement")
    required_languages = {}


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("label", "unit")
    required_languages = {"fr": ("label",)}


@register(IndicatorReading)
class IndicatorReadingTranslation(TranslationOptions):
    fields = ("note",)
    required_languages = {}


@register(Membership)
class MembershipTranslation(TranslationOptions):
    fields = ("note",)
    required_languages = {}


# Here rather than on the models: history copies a model's columns when it is registered,
# and the columns of each language exist only from this point on.
for model in (
    Organisation,
    Place,
    Programme,
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Membership,
):
    simple_history.register(model)
