"""How a report is headed: its title, what stands above it, and what is known of its subject."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.questions.programmes import read_programmes
from reports.documents.fact_tables import Entry, Row, absolute, row
from reports.documents.period.money import AgreementLine, agreement_line
from reports.documents.period.scope import ReportScope, SubjectKind
from rss_registry.dates import day_text, span_text


@dataclass(frozen=True)
class Heading:
    """`name` is large on the cover; `kind` above it says of what it is the report; `title` is the file's."""

    kind: str
    name: str
    title: str


def heading_of(scope: ReportScope) -> Heading:
    kind = scope.subject.kind
    if kind is SubjectKind.YEAR:
        title = _("Rapport annuel %(year)s") % {"year": scope.period.text}
        return Heading(_("Registre des ateliers sur la RSS au Mali"), title, title)
    names = {
        SubjectKind.PROGRAMME: _("Rapport d’activité du programme"),
        SubjectKind.FUNDER: _("Rapport d’activité par bailleur"),
        SubjectKind.ORGANISATION: _("Rapport d’activité d’une organisation"),
        SubjectKind.REGION: _("Rapport d’activité d’une région"),
        SubjectKind.REGISTER: _("Rapport d’activité"),
    }
    name = _name(scope.subject)
    period = scope.period.text
    title = _("%(name)s – rapport d’activité") % {"name": name}
    return Heading(names[kind], name, f"{title} {period}" if period else title)


def subject_rows(scope: ReportScope) -> tuple[Row, ...]:
    """What the public page of the subject says of it."""
    rows = {
        SubjectKind.PROGRAMME: _programme_rows,
        SubjectKind.FUNDER: _organisation_rows,
        SubjectKind.ORGANISATION: _organisation_rows,
        SubjectKind.REGION: _region_rows,
    }.get(scope.subject.kind)
    return tuple(item for item in rows(scope.subject.record) if item.entries) if rows else ()


def subject_description(scope: ReportScope) -> str:
    return getattr(scope.subject.record, "description", "") or ""


def agreement_lines(scope: ReportScope) -> tuple[AgreementLine, ...]:
    """The agreements that pay for the programme, where their funders may be named."""
    if scope.subject.kind is not SubjectKind.PROGRAMME:
        return ()
    agreements = scope.subject.record.agreements.select_related("funder", "intermediary")
    return tuple(agreement_line(item) for item in agreements)


def _name(subject):
    if subject.kind is SubjectKind.REGISTER:
        return _("Événements sur la réforme du secteur de la sécurité au Mali")
    record = subject.record
    return getattr(record, "full_name", "") or str(record)


def _programme_rows(programme):
    ((_programme, facts),) = read_programmes([programme])
    yield row(_("Programme"), programme.name, note=programme.acronym)
    yield Row(_("Période du programme"), tuple(_periods(programme, facts)))
    for role in dict.fromkeys(partner.role_label for partner in facts.partners):
        entries = (
            Entry(partner.organisation.name, absolute(partner.organisation.url))
            for partner in facts.partners
            if partner.role_label == role
        )
        yield Row(capfirst(role), tuple(entries))
    yield row(_("Autres noms"), *programme.aliases)
    yield row(
        _("Fiche du programme"),
        absolute(programme.get_absolute_url()),
    )


def _periods(programme, facts):
    """The period that the register follows, and those that another source gives."""
    text = span_text(programme.starts_on, programme.ends_on, programme.period_precision)
    claims = next((item.claims for item in facts.disagreements if item.code == "period"), ())
    followed = next((claim.source for claim in claims if claim.followed), "")
    if text:
        yield Entry(text, note=_("selon « %(source)s »") % {"source": followed} if followed else "")
    for claim in claims:
        if not claim.followed:
            yield Entry(claim.value, note=_("selon « %(source)s », non suivie") % {"source": claim.source})


def _organisation_rows(organisation):
    yield row(_("Organisation"), organisation.full_name)
    yield row(_("Type"), capfirst(organisation.get_kind_display()))
    yield row(_("Rattachée à"), organisation.parent.full_name if organisation.parent else "")
    yield row(_("Lieu"), organisation.place.name if organisation.place else "")
    if organisation.active_to:
        yield row(_("A pris fin le"), day_text(organisation.active_to))
    yield row(_("Site web"), organisation.website)
    yield row(_("Fiche de l’organisation"), absolute(organisation.get_absolute_url()))


def _region_rows(place):
    yield row(_("Région"), place.name, note=capfirst(place.get_kind_display()))
    yield row(_("Issue de la région de"), place.created_from.name if place.created_from else "")
    yield row(_("Fiche de la région"), absolute(place.get_absolute_url()))
