"""How many persons came, and came again, as a table: what pages of organisations and programmes say."""

from django.utils.translation import gettext_lazy as _

from publication.questions.persons import PersonsLine
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.figures import figure_cells, figure_columns


def _line(line: PersonsLine) -> tuple:
    told = line.told
    return (
        line.organisation.slug,
        line.organisation.name,
        line.programme.slug if line.programme else "",
        line.programme.name if line.programme else "",
        line.series.slug if line.series else "",
        line.series.title if line.series else "",
        *figure_cells(told.participations),
        *figure_cells(told.persons),
        *figure_cells(told.once),
        *figure_cells(told.returned),
        told.lists,
        line.events,
        line.sentence,
    )


PERSONS = Dataset(
    "persons",
    _("Personnes"),
    _(
        "Combien de personnes sont venues aux événements d’une organisation, et combien sont revenues, "
        "comptées sans leurs noms sur les listes de présence qu’elle tient ; à la dizaine, sur cinq listes "
        "au moins."
    ),
    (
        Column("organisation", _("Organisation (identifiant)"), hxl="#org+code"),
        Column("organisation_name", _("Organisation"), hxl="#org+name"),
        Column(
            "programme",
            _("Programme (identifiant)"),
            hxl="#activity+programme+code",
            note=_("Vide : de tous les programmes."),
        ),
        Column("programme_name", _("Programme"), hxl="#activity+programme+name"),
        Column(
            "series",
            _("Série (identifiant)"),
            hxl="#activity+series+code",
            note=_("Vide : de toutes les séries."),
        ),
        Column("series_title", _("Série"), hxl="#activity+series+name"),
        *figure_columns("participations", _("Participations sur ces listes"), "#reached+participations"),
        *figure_columns("persons", _("Personnes"), "#reached+persons"),
        *figure_columns("persons_once", _("Venues une seule fois"), "#reached+persons+once"),
        *figure_columns("persons_returned", _("Revenues"), "#reached+persons+returned"),
        Column("lists", _("Listes comptées"), Kind.INTEGER, "#indicator+covered"),
        Column(
            "events",
            _("Événements tenus"),
            Kind.INTEGER,
            "#indicator+held",
            _("De l’organisation, avec ou sans liste comptée ; dans ce programme ou cette série."),
        ),
        Column("shown", _("Tel que la page l’écrit"), hxl="#indicator+value+text"),
    ),
    _line,
)
