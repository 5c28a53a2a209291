"""Published rows in both languages: names fall back to French as the private record's do."""

from modeltranslation.translator import TranslationOptions, register

from publication.models import (
    PublishedComposition,
    PublishedEvent,
    PublishedMembership,
    PublishedName,
    PublishedOrganisation,
    PublishedPlace,
    PublishedProgramme,
    PublishedRecommendation,
    PublishedSeries,
    PublishedTheme,
    PublishedTotal,
)

_FIELDS = {
    PublishedComposition: ("content",),
    PublishedEvent: ("title", "item"),
    PublishedMembership: ("note",),
    PublishedName: ("full", "short"),
    PublishedOrganisation: ("name", "description"),
    PublishedPlace: ("name",),
    PublishedProgramme: ("name", "description", "content"),
    PublishedRecommendation: ("content",),
    PublishedSeries: ("title", "description", "final_output"),
    PublishedTheme: ("name",),
    PublishedTotal: ("content",),
}

for _model, _names in _FIELDS.items():
    register(_model)(
        type(
            f"{_model.__name__}Translation",
            (TranslationOptions,),
            {"fields": _names, "required_languages": {}},
        )
    )
