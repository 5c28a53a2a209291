"""The dataset of headcounts: one row per published number, so that splits can be summed and checked."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from publication.facts import EventFacts
from publication.headcounts import HeadcountSummary
from website.datasets.columns import Column, Dataset
from website.datasets.figures import figure_cells, figure_columns

COLUMNS = (
    Column("reference", _("Référence"), hxl="#activity+id"),
    Column("scope", _("Portée"), note=_("event : cet événement ; shared : total commun à plusieurs.")),
    Column(
        "group",
        _("Total commun (groupe)"),
        hxl="#meta+group",
        note=_("À ne compter qu’une fois par groupe."),
    ),
    Column(
        "split",
        _("Répartition"),
        note=_(
            "total ; sex : par sexe ; category : par catégorie ; age_band : par âge ; "
            "organisations ; planned : prévus."
        ),
    ),
    Column("part", _("Part (code)"), hxl="#group+code"),
    Column("part_label", _("Part"), hxl="#group+name"),
    *figure_columns("number", _("Nombre"), "#reached"),
)


def rows_of(facts: EventFacts) -> Iterator[tuple]:
    """Every number that the event's page can show, protected as there."""
    yield from _rows(facts.reference, "event", "", facts.headcount)
    for shared in facts.shared_totals:
        yield from _rows(facts.reference, "shared", f"G{shared.key}", shared.summary)


def _rows(reference, scope, group, summary: HeadcountSummary):
    for split, part, label, figure in _parts(summary):
        yield (reference, scope, group, split, part, str(label), *figure_cells(figure))


def _parts(summary):
    yield "total", "", "", summary.total
    yield "sex", "women", _("femmes"), summary.women
    yield "sex", "men", _("hommes"), summary.men
    for cell in summary.categories:
        yield "category", cell.key, cell.label, cell.figure
    for cell in summary.age_bands:
        yield "age_band", cell.key, cell.label, cell.figure
    yield "organisations", "", "", summary.organisations
    yield "planned", "", "", summary.planned


HEADCOUNTS = Dataset(
    "headcounts",
    _("Effectifs"),
    _("Un nombre publié par ligne : par sexe, catégorie et tranche d’âge, petits nombres protégés."),
    COLUMNS,
    tuple,
)
