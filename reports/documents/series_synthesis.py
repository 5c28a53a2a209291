"""The synthesis of a series: what its events asked for together, for those who can decide.

The final report of a cycle of forums: recommendations by addressee and theme, how many events stand
behind each, what followed, and what is still to be held.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from publication.facts import Visibility
from publication.facts.visibility import visibility_of
from publication.models import PublishedPlace, PublishedSeries
from publication.questions.events import events_by_region, events_of_series
from publication.questions.persons import persons_of_series
from publication.questions.reading import facts_of_events
from publication.questions.series import SeriesProgress, progress_of
from publication.questions.totals import totals_of
from publication.totals import Totals
from reports.documents.attached_tables import attached_tables, table_of
from reports.documents.chapters import Chapter, fragments_of, report_fragment
from reports.documents.fact_tables import Row, absolute, row
from reports.documents.gathered import GatheredRecommendations, gathered_from
from reports.documents.gathered_rows import GATHERED, REPORT_FIGURES
from reports.documents.latest_change import latest_change
from reports.documents.period import money
from reports.documents.period.event_fragments import event_fragments_of
from reports.documents.period.figures import ReportFigure
from reports.documents.period.headings import Heading
from reports.documents.period.map import PrintedMap, printed_map
from reports.documents.period.notes import notes_of
from reports.documents.period.panels import Panel, organiser_panel
from reports.documents.period.sources import SourceLine, source_lines
from reports.documents.period.summary import persons_told, recommended
from reports.services.kinds import Content, figure_of
from reports.services.proof import Proof, code_for_content, register
from rss_registry.figures import Figure
from rss_registry.pdf import RunningHeaders, write_merged_document
from website.datasets.events import EVENTS

# What the rows of produced documents say: never renamed.
KIND = "series"
BACK = "reports/series/back.html"


@dataclass(frozen=True)
class SeriesSynthesis:
    """In one language. `progress` tells where the series stands, `recommendations` what it asks for."""

    series: PublishedSeries
    heading: Heading
    cover_line: str
    filename: str
    address: str
    """Its path, in its language."""
    language: str
    created_at: datetime
    progress: SeriesProgress
    totals: Totals
    key_figures: tuple[ReportFigure, ...]
    summary: tuple[str, ...]
    identity: tuple[Row, ...]
    recommendations: GatheredRecommendations
    map: PrintedMap
    organisers: Panel
    funders: tuple[money.FunderLine, ...]
    supporters: tuple[money.FunderLine, ...]
    visibility: Visibility
    sources: tuple[SourceLine, ...]
    notes: tuple[str, ...]
    events: object
    """The public events of the series, whatever became of them."""
    proof: Proof | None = None
    cover_filters: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_URL}{self.address}"

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return (
            Chapter("resume", _("Résumé"), "reports/series/_summary.html"),
            Chapter(
                "demandes",
                _("Ce qui est demandé, et à qui"),
                "reports/series/_asked.html",
                begins_fragment=self.recommendations.fills_a_page,
            ),
            Chapter("calendrier", _("Où en est la série"), "reports/series/_agenda.html"),
        )

    @property
    def running_reference(self) -> str:
        return self.cover_line

    @property
    def citation(self) -> str:
        return ". ".join((self.heading.title, _("Registre des ateliers sur la RSS au Mali"), self.url))


def build(series: PublishedSeries, *, now: datetime) -> SeriesSynthesis:
    """In the active language; of a series of which at least one event is public."""
    synthesis = _build(series, now)
    parameters = {"series": series.slug}
    proof = code_for_content(KIND, synthesis.language, parameters, synthesis_content(synthesis))
    return replace(synthesis, proof=proof)


def content_of(series: PublishedSeries, *, now: datetime) -> Content:
    """What can be verified of it, without making it."""
    return synthesis_content(_build(series, now))


def synthesis_content(synthesis: SeriesSynthesis) -> Content:
    events = list(synthesis.events.order_by("reference"))
    told = (
        synthesis.summary,
        synthesis.progress,
        synthesis.recommendations,
        synthesis.identity,
        synthesis.funders,
        synthesis.supporters,
        synthesis.visibility,
        synthesis.sources,
        synthesis.notes,
        [event.digest for event in events],
    )
    return Content(
        title=synthesis.heading.title,
        address=synthesis.address,
        figures=tuple(figure_of(item.code, item.label, item.figure) for item in synthesis.key_figures),
        as_of=synthesis.created_at,
        events={event.reference: event.protection for event in events},
        content=repr(told),
    )


def write(synthesis: SeriesSynthesis, *, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    back = report_fragment(BACK, {"report": synthesis}, _("Méthode et sources"), "methode")
    events = event_fragments_of(synthesis.events.held().oldest_first())
    content = write_merged_document(
        language=synthesis.language,
        title=synthesis.heading.title,
        created_at=synthesis.created_at,
        running_headers=RunningHeaders(
            head=synthesis.heading.title, foot=synthesis.url, number=_("Page {page} / {pages}")
        ),
        **fragments_of(synthesis, synthesis.heading.title, events, back),
        attachments=attached_tables(_tables(synthesis), synthesis.created_at),
        on_progress=on_progress,
    )
    register(synthesis.proof, content)
    return content


def _tables(synthesis):
    held = facts_of_events(synthesis.events.held().oldest_first())
    return [
        table_of(REPORT_FIGURES, synthesis.key_figures, synthesis.url, _("chiffres")),
        table_of(GATHERED, synthesis.recommendations.items, synthesis.url, _("recommandations")),
        table_of(EVENTS, held, synthesis.url, _("registre")),
    ]


def _build(series, now):
    events = events_of_series(series)
    held = events.held()
    (progress,) = progress_of([series])
    totals = totals_of(held)
    recommendations = gathered_from(held)
    read = list(facts_of_events(events.oldest_first()))
    paid = money.funding_by_event(read)
    persons = persons_of_series(series)
    title = _("%(series)s – synthèse") % {"series": series.title}
    return SeriesSynthesis(
        series=series,
        heading=Heading(_("Synthèse d’une série d’événements"), series.title, title),
        cover_line=_standing(progress),
        filename="-".join((series.slug, _("synthese"), get_language())) + ".pdf",
        address=reverse("reports:series_synthesis", args=[series.slug]),
        language=get_language(),
        created_at=latest_change(events, default=now),
        progress=progress,
        totals=totals,
        key_figures=tuple(_key_figures(progress, totals, recommendations)),
        summary=tuple(_summary(series, progress, totals, recommendations, persons)),
        identity=tuple(item for item in _identity(series, progress) if item.entries),
        recommendations=recommendations,
        map=printed_map(events_by_region(events)),
        organisers=organiser_panel(held),
        funders=money.funder_lines(paid),
        supporters=money.supporter_lines(paid),
        visibility=visibility_of(read),
        sources=source_lines(read),
        notes=tuple(
            notes_of(
                events,
                totals,
                [totals.participants, totals.women, totals.men],
                withholds_a_funder=money.withholds_a_funder(paid),
                persons=bool(persons),
            )
        ),
        events=events.oldest_first(),
    )


def _standing(progress):
    """« Au registre : 1 tenu sur 5 annoncés », or how many were held where no source announces a number."""
    if progress.planned is None:
        return ngettext("%(held)d tenu", "%(held)d tenus", progress.held) % {"held": progress.held}
    return ngettext(
        "Au registre : %(held)d tenu sur %(planned)d annoncés",
        "Au registre : %(held)d tenus sur %(planned)d annoncés",
        progress.held,
    ) % {"held": progress.held, "planned": progress.planned}


def _key_figures(progress, totals, recommendations) -> Iterator[ReportFigure]:
    held, planned = progress.held, progress.planned
    yield ReportFigure(
        "events_held",
        ngettext("événement tenu", "événements tenus", held),
        Figure(held),
        _("Événements publiés de la série qui ont eu lieu."),
    )
    yield ReportFigure(
        "events_announced",
        _("annoncés"),
        Figure(planned),
        _("Aucune source ne dit combien d’événements compte la série.")
        if planned is None
        else _("Événements que la série devait compter ; de ceux qui n’ont pas de fiche, rien n’est dit."),
    )
    yield ReportFigure(
        "participations",
        _("participations"),
        totals.participants,
        _("Somme des effectifs connus des événements tenus ; qui vient deux fois compte deux fois."),
    )
    number = len(recommendations.items)
    yield ReportFigure(
        "recommendations",
        ngettext("recommandation", "recommandations", number),
        Figure(number),
        _("Celles des événements tenus, chacune comptée une fois ; ni souhaits, ni engagements, ni avis."),
    )


def _summary(series, progress, totals, recommendations, persons):
    held = ngettext(
        "Un événement de la série a été tenu",
        "%(held)d événements de la série ont été tenus",
        progress.held,
    ) % {"held": progress.held}
    if not progress.held:
        held = _("Aucun événement de la série n’est publié comme tenu")
    if progress.planned:
        held += ", " + _("sur %(planned)d annoncés") % {"planned": progress.planned}
    yield f"{held}."
    yield _asked(recommendations)
    if progress.held and totals.participants.is_known:
        yield _("Effectif connu : %(number)s participations.") % {"number": totals.participants.short}
    yield from persons_told(persons)
    if series.final_output:
        yield _("Aboutissement prévu : %(text)s") % {"text": series.final_output}


def _asked(recommendations):
    number, made = len(recommendations.items), recommendations.stated
    if not number:
        return _(
            "Aucune recommandation n’est enregistrée : les sources lues n’en donnent pas le texte. "
            "Dès qu’une fiche en porte, elle figure ici."
        )
    text = recommended(recommendations)
    if made > number:
        text += " " + _("Elles ont été formulées %(made)d fois en tout.") % {"made": made}
    return text


def _identity(series, progress):
    yield row(_("Série"), series.title)
    yield row(_("Responsable"), series.organisation.full_name if series.organisation else "")
    yield row(_("Programme"), series.programme.name if series.programme else "")
    yield row(_("Nombre annoncé"), str(progress.planned) if progress.planned else _("non communiqué"))
    yield row(_("Lieux prévus"), ", ".join(_planned_places(series)))
    yield row(_("Fiche de la série"), absolute(series.get_absolute_url()))


def _planned_places(series):
    places = PublishedPlace.objects.in_bulk(series.planned_places)
    return (places[key].name for key in series.planned_places if key in places)
