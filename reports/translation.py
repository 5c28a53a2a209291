"""Translated fields of `reports`: French is required where the field is, English optional."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from reports.models import DonorReport, DonorSection, DonorTemplate, DonorText


@register(DonorTemplate)
class DonorTemplateTranslation(TranslationOptions):
    fields = ("name", "audience", "origin")
    required_languages = {"fr": ("name",)}


@register(DonorSection)
class DonorSectionTranslation(TranslationOptions):
    fields = ("title", "instruction", "fixed_text")
    required_languages = {"fr": ("title",)}


@register(DonorText)
class DonorTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = {}


# Here rather than on the models: history copies a model's columns when it is registered, and
# the columns of each language exist only from this point on.
for _tracked in (DonorTemplate, DonorSection, DonorReport, DonorText):
    simple_history.register(_tracked)
