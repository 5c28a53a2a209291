"""Splits as small charts for paper: a table whose rows carry a bar, so that it reads without the drawing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import DateInference
from organisations.enums import DatePrecision
from publication.questions import breakdowns
from publication.questions.events import RegionCount
from publication.totals import Totals
from reports.documents.headcount_section import LegendEntry
from rss_registry.charts import BarPart, horizontal_bar, stacked_bar
from rss_registry.figures import Figure

# Beyond them half a page is too narrow for the names, or loses what does not fit below.
LONGEST_NARROW_LABEL = 60
MOST_NARROW_ROWS = 8


@dataclass(frozen=True)
class PanelRow:
    """One bar: what it stands for, its figure, and the drawing that repeats it."""

    code: str
    label: str
    figure: Figure
    bar: SafeString


@dataclass(frozen=True)
class Panel:
    """One split. `measure` says what its numbers count; `note` why they may not add up to the whole."""

    code: str
    caption: str
    heading: str
    measure: str
    rows: tuple[PanelRow, ...]
    note: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether the panel needs the width of the page."""
        longest = max((len(row.label) for row in self.rows), default=0)
        return len(self.rows) > MOST_NARROW_ROWS or longest > LONGEST_NARROW_LABEL


@dataclass(frozen=True)
class YearLine:
    """One calendar year of the period; an event belongs to the year of its first day."""

    year: int
    totals: Totals
    bar: SafeString
    inferred: int
    """How many of its events lie in it because their year was inferred."""

    @property
    def women(self) -> str:
        return self.totals.women_share.short


@dataclass(frozen=True)
class WomenAndMen:
    """The one stacked bar of a report, its legend, and of how many events nothing is known."""

    bar: SafeString
    legend: tuple[LegendEntry, ...]
    without: int


def year_lines(held: QuerySet) -> tuple[YearLine, ...]:
    """Nothing where there is one year only: it would repeat the key figures."""
    rows = breakdowns.by_year(held)
    most = max((row.totals.events for row in rows), default=0)
    lines = (
        YearLine(row.year, row.totals, horizontal_bar(row.totals.events, most), row.inferred) for row in rows
    )
    return tuple(lines) if len(rows) > 1 else ()


def month_panel(events, year: int) -> Panel:
    """The twelve months of one year; of an event known to its year only, no month can be told."""
    dated = events.filter(first_day__year=year).exclude(precision=DatePrecision.YEAR)
    counts = dict(
        dated.order_by().annotate(month=ExtractMonth("first_day")).values_list("month").annotate(Count("pk"))
    )
    rows = _rows(
        (f"{year}-{month:02}", capfirst(date_format(date(year, month, 1), "F")), Figure(counts.get(month, 0)))
        for month in range(1, 13)
    )
    inferred = dated.having("inferred", DateInference.YEAR, DateInference.START, DateInference.ALL).count()
    note = _("Mois du premier jour.")
    if inferred:
        note += " " + ngettext(
            "Pour %(number)d événement, ce jour est déduit.",
            "Pour %(number)d événements, ce jour est déduit.",
            inferred,
        ) % {"number": inferred}
    return Panel("month", _("Événements par mois"), _("Mois"), "events", rows, note)


def region_panel(regions: Iterable[RegionCount]) -> Panel:
    reached = sorted((item for item in regions if item.held), key=lambda item: -item.held)
    return Panel(
        "region",
        _("Événements par région"),
        _("Région"),
        "events",
        _rows((item.place.slug, item.place.name, Figure(item.held)) for item in reached),
        _("Un événement qui a lieu dans deux régions compte dans chacune."),
    )


def split_panels(held: QuerySet) -> Iterator[Panel]:
    """The other splits that hold something, in the order of a report."""
    panels = (
        _counts(
            "kind",
            _("Événements par type"),
            _("Type"),
            breakdowns.by_kind(held),
            _("Un événement de deux natures compte dans les deux."),
        ),
        _counts(
            "theme",
            _("Événements par thème"),
            _("Thème"),
            breakdowns.by_theme(held),
            _("Un événement peut avoir plusieurs thèmes."),
        ),
        _categories(held),
    )
    return (panel for panel in panels if panel.rows)


def organiser_panel(held: QuerySet) -> Panel:
    return _counts(
        "organiser",
        _("Événements par organisateur"),
        _("Organisateur ou co-organisateur"),
        breakdowns.by_organiser(held),
        _("Un événement qui a deux organisateurs compte pour chacun ; les dix premiers."),
    )


def women_and_men(totals: Totals) -> WomenAndMen | None:
    """None where the share of women is no key figure."""
    share = totals.women_share
    if not share.is_key_figure:
        return None
    others = Figure(max(0, share.base.value - share.numerator.value), share.figure.basis)
    legend = (
        LegendEntry("accent", _("Femmes : %(share)s") % {"share": share.words}),
        LegendEntry("brand", _("Hommes, ou sexe non communiqué : %(number)s") % {"number": others.short}),
    )
    parts = [BarPart(share.numerator.value, "accent"), BarPart(others.value, "brand")]
    bar = stacked_bar(parts, title=", ".join(entry.text for entry in legend))
    return WomenAndMen(bar, legend, totals.events_without_sex)


def _counts(code, caption, heading, rows, note=""):
    figures = ((row.value, capfirst(row.label), Figure(row.count)) for row in rows)
    return Panel(code, caption, heading, "events", _rows(figures), note)


def _categories(held):
    rows = breakdowns.by_category(held)
    return Panel(
        "category",
        _("Participations par catégorie"),
        _("Catégorie"),
        "participations",
        _rows((row.code, capfirst(row.label), row.figure) for row in rows),
        _("Là où la source la donne : la somme n’est pas le total des participations."),
    )


def _rows(figures) -> tuple[PanelRow, ...]:
    figures = list(figures)
    longest = max((figure.drawn or 0 for _code, _label, figure in figures), default=0)
    return tuple(
        PanelRow(code, label, figure, horizontal_bar(figure.drawn, longest))
        for code, label, figure in figures
    )
