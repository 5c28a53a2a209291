"""The page of statistics as tables: its key figures with what they count, and the rows of its charts.

Both are read from what the page itself shows (`Statistics`), so that no file can say more.
"""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.shares import Share
from website.datasets.columns import Column, Dataset, Kind, Table
from website.datasets.figures import figure_cells, figure_columns
from website.listings.statistics import KeyFigure, Statistics

_NO_FIGURE = (None, None, None)
_NO_SHARE = (None,) * 5


def _share_cells(share: Share) -> tuple:
    covered = (share.coverage.covered, share.coverage.masked)
    if not share.is_known:
        return None, None, None, *covered
    return share.key_percent, share.numerator.value, share.base.value, *covered


def _key_figure(figure: KeyFigure) -> tuple:
    return (
        figure.code,
        figure.label,
        figure.number,
        "percent" if figure.is_share else "count",
        str(figure.basis) if figure.is_stated else "",
        figure.out_of,
        figure.value,
        figure.definition,
    )


KEY_FIGURES = Dataset(
    "key_figures",
    gettext_lazy("Chiffres clés"),
    gettext_lazy("Les chiffres de la page de statistiques, chacun avec ce qu’il compte et sur combien."),
    (
        Column("figure", gettext_lazy("Chiffre (code)"), hxl="#indicator+code"),
        Column("label", gettext_lazy("Chiffre"), hxl="#indicator+name"),
        Column(
            "value",
            gettext_lazy("Valeur"),
            Kind.INTEGER,
            "#indicator+value+num",
            gettext_lazy("Vide : non communiqué ou sans objet."),
        ),
        Column("unit", gettext_lazy("Unité"), note=gettext_lazy("count : nombre ; percent : pour cent.")),
        Column(
            "basis",
            gettext_lazy("Fiabilité"),
            note=gettext_lazy("exact : exact ; approximate : environ ; at_least : au moins."),
        ),
        Column(
            "out_of",
            gettext_lazy("Sur combien"),
            Kind.INTEGER,
            "#indicator+denominator",
            gettext_lazy("Le nombre auquel la valeur se rapporte ; la définition dit de quoi."),
        ),
        Column("shown", gettext_lazy("Tel que la page l’écrit"), hxl="#indicator+value+text"),
        Column(
            "definition",
            gettext_lazy("Définition"),
            hxl="#description",
            note=gettext_lazy("Ce que le chiffre compte, et sur combien."),
        ),
    ),
    _key_figure,
)

BREAKDOWNS = Dataset(
    "breakdowns",
    gettext_lazy("Répartitions"),
    gettext_lazy(
        "Les graphiques de la page de statistiques, une barre par ligne : par année, région, type, thème, "
        "organisateur et catégorie. Un événement de deux régions ou de deux thèmes compte dans chacun."
    ),
    (
        Column(
            "breakdown",
            gettext_lazy("Répartition"),
            note=gettext_lazy(
                "year : année du premier jour ; region : région ; kind : type ; theme : thème ; "
                "organiser : organisateur ; category : catégorie de participants."
            ),
        ),
        Column("part", gettext_lazy("Part (code)"), hxl="#group+code"),
        Column("part_label", gettext_lazy("Part"), hxl="#group+name"),
        Column(
            "events",
            gettext_lazy("Événements tenus"),
            Kind.INTEGER,
            "#indicator+held",
            gettext_lazy("Vide pour les catégories, qui comptent des personnes."),
        ),
        Column(
            "events_year_inferred",
            gettext_lazy("Événements dont l’année est déduite"),
            Kind.INTEGER,
            "#indicator+inferred",
            gettext_lazy("Par année seulement : aucune source ne donne celle de ces événements."),
        ),
        *figure_columns("participants", gettext_lazy("Participations"), "#reached"),
        Column(
            "women_percent",
            gettext_lazy("Part des femmes (%)"),
            Kind.INTEGER,
            "#reached+f+pct",
            gettext_lazy(
                "Là où femmes et total sont connus, au moins pour la moitié des participations ; "
                "par année seulement."
            ),
        ),
        Column("share_women", gettext_lazy("Part des femmes – femmes"), Kind.INTEGER, "#reached+f"),
        Column(
            "share_out_of",
            gettext_lazy("Part des femmes – sur combien"),
            Kind.INTEGER,
            "#reached+denominator",
            gettext_lazy("Participations des événements dont les femmes et le total sont publiés."),
        ),
        Column(
            "events_covered",
            gettext_lazy("Événements qui donnent la répartition"),
            Kind.INTEGER,
            "#indicator+covered",
            gettext_lazy("Sur combien d’événements porte la part des femmes, ou la somme d’une catégorie."),
        ),
        Column(
            "events_masked",
            gettext_lazy("Événements dont la répartition est masquée"),
            Kind.INTEGER,
            "#indicator+masked",
            gettext_lazy("Laissés de côté pour protéger des personnes."),
        ),
    ),
    tuple,
)


def _years(statistics):
    for row in statistics.years:
        totals = row.totals
        figure = figure_cells(totals.participants)
        share = _share_cells(totals.women_share)
        yield "year", str(row.year), str(row.year), totals.events, row.inferred, *figure, *share


def _counts(code: str, attribute: str):
    def rows(statistics):
        for row in getattr(statistics, attribute):
            yield code, row.value, row.label, row.count, None, *_NO_FIGURE, *_NO_SHARE

    return rows


def _categories(statistics):
    for row in statistics.categories:
        coverage = row.figure.coverage
        share = (None, None, None, coverage.covered, coverage.masked)
        yield "category", row.code, row.label, None, None, *figure_cells(row.figure), *share


# The charts in the order of the page, by the code that their files are named after.
CHARTS: dict[str, Callable[[Statistics], Iterator[tuple]]] = {
    "year": _years,
    "region": _counts("region", "regions"),
    "category": _categories,
    "kind": _counts("kind", "kinds"),
    "theme": _counts("theme", "themes"),
    "organiser": _counts("organiser", "organisers"),
}


def key_figures_table(query: QueryDict) -> Table:
    statistics = _asked(query)
    rows = [_key_figure(figure) for figure in statistics.key_figures]
    return _table(KEY_FIGURES, statistics, rows, _("chiffres-cles"))


def breakdowns_table(query: QueryDict) -> Table:
    """Every chart of the page, one after the other."""
    statistics = _asked(query)
    rows = [row for rows_of in CHARTS.values() for row in rows_of(statistics)]
    return _table(BREAKDOWNS, statistics, rows, _("repartitions"))


def chart_table(code: str) -> Callable[[QueryDict], Table]:
    """The table of one chart."""

    def make(query):
        statistics = _asked(query)
        return _table(BREAKDOWNS, statistics, list(CHARTS[code](statistics)), f"{_('repartitions')}-{code}")

    return make


def _asked(query):
    return Statistics(reverse("website:statistics"), query)


def _table(dataset, statistics, rows, name):
    return Table(dataset, rows, len(rows), f"{settings.PUBLIC_URL}{statistics.address}", name)
