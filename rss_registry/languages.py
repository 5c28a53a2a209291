"""How the columns of a translated field are called on screens and in files."""

from django.utils.translation import gettext as _


def localized_label(label: str, language: str) -> str:
    """« titre » in French, « titre (anglais) » for the English column (modeltranslation's setting)."""
    return str(label) if language == "fr" else _("%(label)s (anglais)") % {"label": label}
