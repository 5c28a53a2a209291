"""The figures of a report: each with its code, its definition, and how far it can be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.questions.recommendations import Responses
from publication.totals import Totals
from rss_registry.figures import PERCENT, Figure, text_of


class Unit(Enum):
    COUNT = "count"
    PERCENT = "percent"


@dataclass(frozen=True)
class ReportFigure:
    """`code` never changes; `label` stands under the number; `definition` says what it counts."""

    code: str
    label: str
    figure: Figure
    definition: str
    unit: Unit = Unit.COUNT
    text: str = ""
    """What stands instead of a number that would not hold for the whole."""

    @property
    def is_number(self) -> bool:
        return self.figure.is_known

    @property
    def shown(self) -> str:
        return self.text or text_of(self.figure, PERCENT if self.unit is Unit.PERCENT else "")


@dataclass(frozen=True)
class Reach:
    """Counts over the events held that are not counts of participants."""

    regions: Figure
    organisers: int
    responses: Responses


def key_figures(totals: Totals, reach: Reach) -> Iterator[ReportFigure]:
    """The figures of the cover, in the order in which a donor reads them."""
    yield ReportFigure(
        "events_held",
        ngettext("événement tenu", "événements tenus", totals.events),
        Figure(totals.events),
        _("Fiches publiées d’événements qui ont eu lieu, dont au moins un jour tombe dans la période."),
    )
    yield ReportFigure("participations", _("participations"), totals.participants, _attendance(totals))
    yield _women(totals)
    yield ReportFigure(
        "regions",
        ngettext("région touchée", "régions touchées", reach.regions.agreement),
        reach.regions,
        _("Parmi les 19 régions du Mali et le District de Bamako ; au moins un événement tenu."),
    )
    yield ReportFigure(
        "organisers",
        ngettext("organisateur", "organisateurs", reach.organisers),
        Figure(reach.organisers),
        _("Organisations nommées comme organisateur ou co-organisateur d’un événement tenu."),
    )
    yield _recommendations(reach.responses)


def _attendance(totals):
    counted = totals.events - totals.events_without_total
    text = ngettext(
        "Somme des effectifs, connus pour %(known)d événement sur %(all)d ; "
        "qui vient à deux événements compte deux fois.",
        "Somme des effectifs, connus pour %(known)d événements sur %(all)d ; "
        "qui vient à deux événements compte deux fois.",
        counted,
    ) % {"known": counted, "all": totals.events}
    if totals.shared:
        text += " " + _("Un total commun à plusieurs événements est compté une seule fois.")
    return text


def _women(totals):
    share = totals.women_share
    definition = share.base_words or _(
        "Femmes et total ne sont connus ensemble pour aucun de ces événements."
    )
    if share.is_known and not share.is_key_figure:
        label = share.coverage_words or _("femmes")
        return ReportFigure("women_percent", label, share.figure, definition, Unit.PERCENT, share.counts)
    label = _("de femmes : %(base)s") % {"base": share.base_words} if share.is_known else _("part des femmes")
    return ReportFigure("women_percent", label, share.figure, definition, Unit.PERCENT)


def _recommendations(asked):
    if asked.percent is None:
        definition = _("Souhaits, engagements et avis non compris. Aucune recommandation n’est enregistrée.")
    else:
        definition = _(
            "Souhaits, engagements et avis non compris. Une suite est connue pour %(answered)d sur %(total)d."
        ) % {
            "answered": asked.answered,
            "total": asked.total,
        }
    return ReportFigure(
        "recommendations",
        ngettext("recommandation", "recommandations", asked.total),
        Figure(asked.total),
        definition,
    )
