"""The make-up of the security committees: one row per college, protected as on their pages."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publication.committees import College, Composition
from publication.facts.stored import facts_of
from publication.models import PublishedComposition, PublishedOrganisation
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.figures import figure_cells, figure_columns

CollegeOf = tuple[PublishedOrganisation, Composition, College]


def latest_compositions() -> Iterator[CollegeOf]:
    """Every college of the latest composition of each public committee, by name."""
    known = PublishedComposition.objects.select_related("committee").order_by("committee__name", "pk")
    for row in known:
        committee, composition = row.committee, facts_of(Composition, row.content, {})
        for college in composition.colleges:
            yield committee, composition, college


def _cells(row: CollegeOf) -> tuple:
    committee, composition, college = row
    return (
        committee.slug,
        committee.full_name,
        composition.as_of,
        college.key,
        college.label,
        *figure_cells(college.seats),
        *figure_cells(college.women),
        composition.source,
        f"{settings.PUBLIC_URL}{committee.get_absolute_url()}",
    )


COMMITTEE_COMPOSITIONS = Dataset(
    "committee_compositions",
    _("Composition des CCS"),
    _("Les sièges de chaque collège et combien de femmes y siègent, petits nombres protégés ; aucun nom."),
    (
        Column("committee", _("CCS (identifiant)"), hxl="#org+code"),
        Column("committee_name", _("CCS"), hxl="#org+name"),
        Column("as_of", _("État au"), Kind.DATE, "#date+reported"),
        Column("college", _("Collège (code)"), hxl="#group+code"),
        Column("college_label", _("Collège"), hxl="#group+name"),
        *figure_columns("seats", _("Sièges"), "#capacity+seats"),
        *figure_columns("women", _("Dont femmes"), "#population+f"),
        Column("source", _("Source"), hxl="#meta+source"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _cells,
)
