"""The headcount on paper: what is known, how far it can be trusted, and its bars."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.enums import Basis
from publication.facts import EventFacts
from publication.headcounts import Cell, HeadcountSummary
from reports.documents.fact_tables import Entry, Row, row
from rss_registry.charts import BarPart, horizontal_bar, stacked_bar
from rss_registry.figures import Figure
from rss_registry.signs import semicolons
from rss_registry.templatetags.typography import percent


@dataclass(frozen=True)
class BarRow:
    label: str
    text: str
    bar: SafeString


@dataclass(frozen=True)
class Split:
    """One way of cutting the total, as a table with bars."""

    caption: str
    heading: str
    rows: tuple[BarRow, ...]


@dataclass(frozen=True)
class LegendEntry:
    tone: str
    text: str


@dataclass(frozen=True)
class HeadcountSection:
    rows: tuple[Row, ...]
    share: SafeString
    legend: tuple[LegendEntry, ...]
    splits: tuple[Split, ...]


def headcount_section(facts: EventFacts) -> HeadcountSection:
    summary = facts.headcount
    legend = _legend(summary)
    return HeadcountSection(
        rows=tuple(_rows(facts)),
        share=_share(summary, legend),
        legend=legend,
        splits=tuple(
            split
            for split in (
                _split(_("Participants par catégorie"), _("Catégorie"), summary.categories),
                _split(_("Participants par tranche d’âge"), _("Tranche d’âge"), summary.age_bands),
            )
            if split.rows
        ),
    )


def trust(figure: Figure) -> str:
    """How far the number can be trusted, in words a donor understands."""
    if not figure.is_shown:
        return ""
    return {
        Basis.APPROXIMATE: _("ordre de grandeur donné par la source"),
        Basis.AT_LEAST: _("minimum : la source dit « au moins » ou « plus de »"),
    }.get(figure.basis, _("nombre exact"))


def _rows(facts):
    summary = facts.headcount
    if not facts.is_held:
        # Who came is no question yet, or none any more.
        if summary.planned.is_known:
            yield _figure_row(_("Participants prévus"), summary.planned)
        return
    yield _figure_row(_("Participants"), summary.total, note=trust(summary.total))
    for shared in facts.shared_totals:
        yield _shared_row(shared)
    yield _figure_row(_("Femmes"), summary.women)
    yield _figure_row(_("Hommes"), summary.men)
    yield _figure_row(_("Organisations représentées"), summary.organisations)
    if facts.audiences:
        yield row(_("Publics présents"), *(capfirst(audience) for audience in facts.audiences))
    if facts.other_categories:
        words = (capfirst(text) for text in facts.other_categories)
        yield row(_("Autres catégories, dans les mots de la source"), *words)
    if facts.origins or facts.origin_note:
        origins = ", ".join(place.name for place in facts.origins)
        yield row(
            _("Provenance des participants"), origins or facts.origin_note, note=origins and facts.origin_note
        )
    if summary.planned.is_known:
        yield _figure_row(_("Participants prévus"), summary.planned, note=_("nombre prévu, non constaté"))
    if summary.is_known:
        yield row(_("Source des effectifs"), *facts.headcount_sources)


def _figure_row(label, figure, note=None):
    """A number with its note; without one, its trust is told where it is less than exact."""
    if not figure.is_known:
        return Row(label)
    if note is None:
        note = "" if figure.is_exact else trust(figure)
    return row(label, _in_words(figure), note=note)


def _in_words(figure):
    """« ≈ 40, une quarantaine »: the sign for who compares, the words for who reads."""
    return figure.short if figure.short == figure.words else f"{figure.short}, {figure.words}"


def _shared_row(shared):
    others = ", ".join(event.name for event in shared.events)
    parts = [
        _("pour %(label)s, ensemble") % {"label": shared.label},
        _("avec : %(events)s") % {"events": others} if others else "",
        _("ne se partage pas et n’est compté qu’une fois"),
    ]
    note = semicolons(parts)
    return Row(_("Total commun"), (Entry(_in_words(shared.summary.total), note=note),))


def _legend(summary: HeadcountSummary) -> tuple[LegendEntry, ...]:
    """The parts of the bar of women and men; none where it cannot be drawn."""
    share = summary.women_percent
    if share is None or not summary.men.is_shown:
        return ()
    women, men = _("Femmes"), _("Hommes")
    base = summary.women_share.base.value
    entries = [
        LegendEntry("accent", f"{women} {summary.women.short} ({percent(share)})"),
        LegendEntry(
            "brand",
            f"{men} {summary.men.short} ({percent(100 * summary.men.value / base)})",
        ),
    ]
    if summary.sex_not_stated.value:
        not_stated = _("Sexe non communiqué")
        entries.append(LegendEntry("line", f"{not_stated} {summary.sex_not_stated.short}"))
    return tuple(entries)


def _share(summary, legend):
    values = (summary.women.value, summary.men.value, summary.sex_not_stated.value)
    parts = [BarPart(value, entry.tone) for entry, value in zip(legend, values, strict=False)]
    return stacked_bar(parts, title=", ".join(entry.text for entry in legend))


def _split(caption: str, heading: str, cells: tuple[Cell, ...]) -> Split:
    longest = max((cell.figure.drawn or 0 for cell in cells), default=0)
    rows = (
        BarRow(cell.label, cell.figure.short, horizontal_bar(cell.figure.drawn, longest)) for cell in cells
    )
    return Split(caption, heading, tuple(rows))
