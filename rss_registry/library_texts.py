"""Texts of the libraries that staff read and whose own French is missing or clumsy.

`makemessages` reads our sources only: named here, they get into our catalogues, which Django asks
before those of the libraries. locale/fr then holds our French, locale/en the text as it is.
"""

from django.utils.translation import gettext_noop as _

LIBRARY_TEXTS = (
    # Django: « Administration de Organisations, lieux et financements »
    _("%(app)s administration"),
    # simple_history
    _("View history: %s"),
    _("Deleted %(type_name)s"),
)
