"""What the activities were about, and how they went."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from reports.documents.donor_report.blocks import Bullets, Column, Table
from reports.documents.donor_report.extracts import texts_of
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import AIMS, COURSE, Content, without
from rss_registry.text import fold


@donor_field(
    "themes",
    FieldGroup.ACTIVITIES,
    gettext_lazy("thèmes traités"),
    gettext_lazy("Les thèmes, avec le nombre d’activités."),
)
def themes(scope):
    count = Counter(theme.name for entry in scope.held for theme in entry.facts.themes)
    gaps = without(scope, _NO_THEME, lambda facts: facts.themes, AIMS)
    return Content(_counted(_("Thèmes traités"), _("Thème"), count), gaps)


@donor_field(
    "strategy",
    FieldGroup.ACTIVITIES,
    gettext_lazy("contribution à la stratégie nationale"),
    gettext_lazy("Les éléments de la SNRSS et de son plan d’actions, avec le nombre d’activités."),
)
def strategy(scope):
    """What the activities contribute to the national strategy and its action plan."""
    count = Counter(item for entry in scope.held for item in entry.facts.strategy)
    gaps = without(scope, _NO_STRATEGY, lambda facts: facts.strategy, AIMS)
    return Content(_counted(_("Contribution à la stratégie nationale"), _("Élément"), count), gaps)


@donor_field(
    "legal_references",
    FieldGroup.ACTIVITIES,
    gettext_lazy("textes de référence"),
    gettext_lazy("Lois, décrets et résolutions cités par les fiches."),
)
def legal_references(scope):
    names = dict.fromkeys(link.name for entry in scope.held for link in entry.facts.legal_references)
    return Content((Bullets(tuple(names)),) if names else ())


@donor_field(
    "context",
    FieldGroup.ACTIVITIES,
    gettext_lazy("contexte"),
    gettext_lazy("Le texte « contexte » de chaque fiche."),
)
def context(scope):
    return texts_of(scope, "context", _NO_CONTEXT, AIMS)


@donor_field(
    "methods",
    FieldGroup.ACTIVITIES,
    gettext_lazy("méthodes"),
    gettext_lazy("Le texte « méthodes » de chaque fiche."),
)
def methods(scope):
    return texts_of(scope, "methods", _NO_METHODS, COURSE)


def _counted(caption, heading, count):
    if not count:
        return ()
    rows = sorted(count.items(), key=lambda item: (-item[1], fold(item[0])))
    columns = (Column(heading), Column(_("Activités"), True))
    return (Table(caption, columns, tuple((name, str(number)) for name, number in rows), style="two"),)


_NO_THEME = ngettext_lazy("%(count)d événement sans thème", "%(count)d événements sans thème", "count")
_NO_STRATEGY = ngettext_lazy(
    "%(count)d événement sans lien avec la stratégie nationale",
    "%(count)d événements sans lien avec la stratégie nationale",
    "count",
)
_NO_METHODS = ngettext_lazy(
    "%(count)d événement sans méthode décrite", "%(count)d événements sans méthode décrite", "count"
)
_NO_CONTEXT = ngettext_lazy(
    "%(count)d événement sans contexte", "%(count)d événements sans contexte", "count"
)
