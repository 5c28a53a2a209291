"""Which action, whose money, who answers for it, when and where."""

from collections import Counter

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from organisations.enums import ProgrammeRole
from reports.documents.donor_report.blocks import Column, Facts, Prose, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import WHERE, Content, Gap, record_link, without
from reports.documents.donor_report.visibility import union_sentence_of
from reports.documents.fact_tables import Row, row
from reports.enums import DonorVersion
from rss_registry.dates import span_text
from rss_registry.figures import add
from rss_registry.text import fold


@donor_field(
    "action_title",
    FieldGroup.IDENTITY,
    gettext_lazy("intitulé de l’action"),
    gettext_lazy("Le nom du programme, l’intitulé de la convention ou le nom de l’organisation."),
)
def action_title(scope):
    report = scope.report
    if report.subject:
        return _facts(row(_("Organisation"), report.subject.full_name))
    rows = [row(_("Programme"), scope.programme.name)] if scope.programme else []
    if report.agreement and scope.names_agreement:
        rows.append(row(_("Intitulé de la convention"), report.agreement.title))
        if not report.agreement.title and not scope.programme:
            return Content(gaps=(Gap(_("Convention sans intitulé"), (record_link(report.agreement),)),))
    return _facts(*rows)


@donor_field(
    "agreement_reference",
    FieldGroup.IDENTITY,
    gettext_lazy("référence de la convention"),
    gettext_lazy("Le numéro du contrat de subvention."),
)
def agreement_reference(scope):
    known = [funder for funder in scope.funders if funder.organisation]
    rows = [row(_("Référence"), item.agreement.reference) for item in known if item.agreement.reference]
    bare = tuple(record_link(item.agreement) for item in known if not item.agreement.reference)
    gaps = [Gap(_("Convention sans référence"), bare)] if bare else []
    if not known:
        gaps.append(Gap(_("Aucune convention que vous puissiez citer"), _programme_link(scope)))
    return Content((Facts(tuple(rows)),) if rows else (), tuple(gaps))


@donor_field(
    "action_period",
    FieldGroup.IDENTITY,
    gettext_lazy("durée de l’action"),
    gettext_lazy("Début et fin de la convention ; à défaut, du programme."),
)
def action_period(scope):
    """The dates of the agreement; failing that, of the programme."""
    thing = scope.report.agreement or scope.report.programme
    if thing is None:
        return Content()
    text = span_text(thing.starts_on, thing.ends_on, getattr(thing, "period_precision", "day"))
    if not text and scope.programme:
        programme = scope.programme
        text = span_text(programme.starts_on, programme.ends_on, programme.period_precision)
    if not text:
        return Content(gaps=(Gap(_("Dates de l’action non communiquées"), (record_link(thing),)),))
    return _facts(row(_("Durée de l’action"), text))


@donor_field(
    "agreement_amount",
    FieldGroup.IDENTITY,
    gettext_lazy("montant de la convention"),
    gettext_lazy("Le montant et sa monnaie, pour les deux parties seulement."),
)
def agreement_amount(scope):
    """For the two parties alone."""
    if scope.version == DonorVersion.PUBLIC:
        return Content((Prose((_("Non repris dans la version à diffuser."),)),))
    own = [funder.agreement for funder in scope.funders if funder.is_own]
    rows = [row(_("Montant"), _amount(item), note=item.reference) for item in own if item.amount is not None]
    bare = tuple(record_link(item) for item in own if item.amount is None)
    gaps = (Gap(_("Convention sans montant"), bare),) if bare else ()
    return Content((Facts(tuple(rows)),) if rows else (), gaps)


@donor_field(
    "funders",
    FieldGroup.IDENTITY,
    gettext_lazy("bailleurs"),
    gettext_lazy("Qui paie, et la nature de l’appui ; un bailleur protégé reste non divulgué."),
)
def funders(scope):
    rows = tuple(row(_("Bailleur"), funder.name, note=_support(funder)) for funder in _once(scope.funders))
    if rows:
        return Content((Facts(rows),))
    return Content(
        gaps=(Gap(_("Aucun bailleur : ajoutez une convention au programme"), _programme_link(scope)),)
    )


@donor_field(
    "eu_acknowledgement",
    FieldGroup.IDENTITY,
    gettext_lazy("mention de l’Union européenne"),
    gettext_lazy("La phrase que l’Union demande, là où elle paie et peut être nommée."),
)
def eu_acknowledgement(scope):
    """What the European Union asks every beneficiary to say, where it may be named."""
    sentence = union_sentence_of(scope)
    return Content((Prose((sentence,)),) if sentence else ())


@donor_field(
    "coordinator",
    FieldGroup.IDENTITY,
    gettext_lazy("titulaire ou chef de file"),
    gettext_lazy("L’organisation qui a signé la convention ; à défaut, le chef de file."),
)
def coordinator(scope):
    """Who signed the agreement; failing that, who leads the programme."""
    agreement = scope.report.agreement
    if agreement and agreement.recipient:
        return _facts(row(_("Titulaire"), agreement.recipient.full_name))
    leads = _partners(scope, ProgrammeRole.LEAD)
    if leads:
        return _facts(row(_("Chef de file"), *leads))
    links = (record_link(agreement),) if agreement else _programme_link(scope)
    return Content(gaps=(Gap(_("Ni titulaire ni chef de file"), links),))


@donor_field(
    "partners",
    FieldGroup.IDENTITY,
    gettext_lazy("partenaires de l’action"),
    gettext_lazy("Les organisations de la fiche du programme."),
)
def partners(scope):
    names = (*_partners(scope, ProgrammeRole.PARTNER), *_partners(scope, ProgrammeRole.BENEFICIARY))
    if names:
        return _facts(row(_("Partenaires"), *names))
    return Content(
        gaps=(Gap(_("Aucune organisation partenaire dans la fiche du programme"), _programme_link(scope)),)
    )


@donor_field(
    "reporting_organisation",
    FieldGroup.IDENTITY,
    gettext_lazy("organisation qui rend compte"),
    gettext_lazy("Nom, type, siège et site de l’organisation qui prépare le rapport."),
)
def reporting_organisation(scope):
    organisation = scope.report.organisation
    if organisation is None:
        return Content(
            gaps=(
                Gap(_("Rapport sans organisation : dites laquelle le prépare"), (record_link(scope.report),)),
            )
        )
    rows = [
        row(_("Organisation"), organisation.full_name),
        row(_("Type"), capfirst(organisation.get_kind_display())),
        row(_("Siège"), str(organisation.place) if organisation.place else ""),
        row(_("Site web"), organisation.website),
    ]
    gaps = (
        ()
        if organisation.place
        else (Gap(_("Organisation sans lieu de siège"), (record_link(organisation),)),)
    )
    return Content((Facts(tuple(item for item in rows if item.entries)),), gaps)


@donor_field(
    "reporting_period",
    FieldGroup.IDENTITY,
    gettext_lazy("période du rapport"),
    gettext_lazy("Du premier au dernier jour du rapport."),
)
def reporting_period(scope):
    return _facts(row(_("Période du rapport"), span_text(scope.report.starts_on, scope.report.ends_on)))


@donor_field(
    "regions",
    FieldGroup.IDENTITY,
    gettext_lazy("régions"),
    gettext_lazy("Événements et participations par région."),
)
def regions(scope):
    """Events and participants by region; a total shared by several events belongs to none of them."""
    events, people = Counter(), {}
    for entry in scope.held:
        for name in dict.fromkeys(place.note or place.name for place in entry.facts.places):
            events[name] += 1
            people.setdefault(name, []).append(entry.facts.headcount.total)
    gaps = without(scope, _NO_PLACE, lambda facts: facts.places, WHERE)
    if not events:
        return Content(gaps=gaps)
    lines = sorted(events, key=fold)
    table = Table(
        _("Régions des activités"),
        (Column(_("Région")), Column(_("Événements"), True), Column(_("Participations connues"), True)),
        tuple(
            (name, str(events[name]), add(figure for figure in people[name] if figure.is_shown).short)
            for name in lines
        ),
        style="three",
    )
    return Content((table,), gaps)


@donor_field(
    "countries",
    FieldGroup.IDENTITY,
    gettext_lazy("pays"),
    gettext_lazy("Le ou les pays où les événements ont eu lieu."),
)
def countries(scope):
    names = dict.fromkeys(
        _country(item.place).name for entry in scope.held for item in entry.event.event_places.all()
    )
    return Content((Prose((", ".join(names),)),) if names else ())


def _country(place):
    while place.parent is not None:
        place = place.parent
    return place


def _facts(*rows: Row):
    kept = tuple(item for item in rows if item.entries)
    return Content((Facts(kept),) if kept else ())


def _amount(agreement):
    decimals = 0 if agreement.amount == agreement.amount.to_integral_value() else 2
    number = number_format(agreement.amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{number}\u00a0{agreement.currency}"


def _once(funders):
    """Each funder one line; all those that are withheld are one line together."""
    return {funder.organisation and funder.organisation.pk: funder for funder in funders}.values()


def _support(funder):
    return funder.agreement.get_financing_kind_display() if funder.organisation else ""


def _programme_link(scope):
    return (record_link(scope.programme),) if scope.programme else ()


def _partners(scope, role):
    if scope.programme is None:
        return ()
    found = scope.programme.partners.filter(role=role).select_related("organisation")
    return tuple(item.organisation.full_name for item in found)


_NO_PLACE = ngettext_lazy("%(count)d événement sans lieu", "%(count)d événements sans lieu", "count")
