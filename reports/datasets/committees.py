"""The make-up of the security committees: one row per college, protected as on their pages."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.selectors import named_organisations
from publication.committees import College, Composition, composition_of
from reports.datasets.columns import Column, Dataset, Kind
from reports.datasets.figures import figure_cells, figure_columns

CollegeOf = tuple[Organisation, Composition, College]


def latest_compositions() -> Iterator[CollegeOf]:
    """Every college of the latest composition of each public committee, by name."""
    known = named_organisations().filter(kind=OrganisationKind.CCS, compositions__isnull=False)
    for committee in known.distinct().order_by("name", "pk"):
        composition = composition_of(committee)
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
