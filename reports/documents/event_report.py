"""The activity report of one event: what a donor receives, made of its public facts alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Outcome
from publication.facts import Disagreement, EventFacts, Visibility
from publication.facts.visibility import visibility_of
from reports.documents.attached_tables import attached_tables, table_of
from reports.documents.event_proof import KIND, event_content
from reports.documents.fact_tables import Row, identity_rows, role_rows
from reports.documents.headcount_section import HeadcountSection, headcount_section
from reports.documents.logos import logo_assets, printed_logos
from reports.documents.method_notes import method_notes
from reports.documents.photos import PrintedPhoto, printed_photos
from reports.services.kinds import Content
from reports.services.proof import Proof, code_for_content, register
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.templatetags.typography import percent
from website.datasets.headcounts import HEADCOUNTS, rows_of

TEMPLATE = "reports/event_report.html"


@dataclass(frozen=True)
class KeyFigure:
    """A number large on the first page, or the words that stand for it."""

    value: str
    label: str
    is_number: bool = True


@dataclass(frozen=True)
class EventReport:
    facts: EventFacts
    kind: str
    filename: str
    created_at: datetime
    organisers: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    identity: tuple[Row, ...]
    roles: tuple[Row, ...]
    headcount: HeadcountSection
    disagreements: tuple[Disagreement, ...]
    photos: tuple[PrintedPhoto, ...]
    visibility: Visibility
    not_stated: tuple[str, ...]
    notes: tuple[str, ...]
    proof: Proof

    @property
    def has_narrative(self) -> bool:
        """Whether the event's course has anything to print, be it that nothing is known of it."""
        facts = self.facts
        texts = (narrative.is_told for narrative in facts.narratives)
        return any((*texts, facts.tests, facts.outputs, self.not_stated))


def build(facts: EventFacts) -> EventReport:
    """The report of a published event, in the language of its facts."""
    held = facts.outcome == Outcome.HELD
    content = event_content(facts)
    return EventReport(
        facts=facts,
        kind=_("Rapport d’activité") if held else _("Fiche d’un événement"),
        filename=f"{facts.reference}-{facts.language}.pdf",
        created_at=facts.updated_at,
        organisers=_organisers(facts),
        key_figures=tuple(_key_figures(facts)),
        identity=identity_rows(facts),
        roles=role_rows(facts),
        headcount=headcount_section(facts),
        disagreements=facts.disagreements,
        photos=printed_photos(facts.photos),
        visibility=visibility_of([facts]),
        not_stated=_not_stated(facts),
        notes=method_notes(facts),
        proof=code_for_content(KIND, facts.language, {"reference": facts.reference}, content),
    )


def content_of(facts: EventFacts) -> Content:
    """What can be verified of its report without making it."""
    return event_content(facts)


def write(report: EventReport) -> bytes:
    """The report as a PDF file, with its headcount inside as data; the register knows it before it leaves."""
    logos = printed_logos(report.visibility.bodies)
    photos = {photo.asset: photo.content for photo in report.photos if photo.asset}
    content = render_pdf(
        TEMPLATE,
        {"report": report, "facts": report.facts, "logos": logos},
        language=report.facts.language,
        title=report.facts.title,
        assets={**print_assets(), **photos, **logo_assets(logos)},
        created_at=report.created_at,
        attachments=attached_tables(
            [_figures(report.facts)] if report.headcount.rows else [], report.created_at
        ),
    )
    register(report.proof, content)
    return content


def _figures(facts):
    suffix = _("effectifs")
    return table_of(HEADCOUNTS, rows_of(facts), facts.address, f"{facts.reference}-{suffix}")


def _organisers(facts):
    return tuple(link.name for link in facts.organisers)


def _key_figures(facts):
    """Four numbers at most; of an event that was not held, only what is planned and known."""
    if facts.outcome != Outcome.HELD:
        if facts.headcount.planned.is_known:
            yield KeyFigure(facts.headcount.planned.short, _("participants prévus"))
        return
    yield _participants(facts)
    summary = facts.headcount
    share = summary.women_percent
    label = _("femmes, soit %(share)s") % {"share": percent(share)} if share is not None else _("femmes")
    yield KeyFigure(summary.women.short, label, summary.women.is_known)
    if not facts.is_coarse:
        yield _duration(facts)
    if facts.recommendations:
        number = len(facts.recommendations)
        yield KeyFigure(str(number), ngettext("recommandation", "recommandations", number))
    elif summary.organisations.is_known:
        yield KeyFigure(summary.organisations.short, _("organisations représentées"))


def _participants(facts):
    """The event's own number; failing that the one it shares with others."""
    summary = facts.headcount
    if summary.is_known:
        total = summary.total
        label = _("participants") if total.words == total.short else _("participants – %s") % total.words
        return KeyFigure(total.short, label)
    for shared in facts.shared_totals:
        label = _("participants, total commun : %(label)s") % {"label": shared.label}
        return KeyFigure(shared.summary.total.short, label)
    return KeyFigure(summary.total.short, _("participants"), is_number=False)


def _duration(facts):
    days = facts.dates.days or facts.dates.stated_days
    if not days:
        return KeyFigure(_("non communiqué"), _("durée"), is_number=False)
    return KeyFigure(str(days), ngettext("jour", "jours", days))


def _not_stated(facts):
    """The parts of a complete report of which no source says anything, once there is one to make."""
    if facts.outcome != Outcome.HELD:
        return ()
    lists = {
        "general_objective": {_("objectifs spécifiques"): facts.objectives},
        "results": {_("tests de connaissances"): facts.tests, _("productions"): facts.outputs},
    }
    parts = {}
    for narrative in facts.narratives:
        parts |= {narrative.label: narrative.text} | lists.get(narrative.code, {})
    parts[_("recommandations")] = facts.recommendations
    return tuple(label for label, content in parts.items() if not content)
