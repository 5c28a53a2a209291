"""With whom, under which eyes: organisers, authorities' committees, other funders, press and photos."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from events.enums import EventKind, Role
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from publication.project.committees import composition_of
from reports.documents.donor_report.blocks import Bullets, Column, Facts, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import EVIDENCE, WHO, Content, Gap, record_link, without
from reports.documents.fact_tables import row
from rss_registry.templatetags.typography import day
from rss_registry.text import fold


@donor_field(
    "organisations_by_role",
    FieldGroup.COOPERATION,
    gettext_lazy("organisations et leurs rôles"),
    gettext_lazy("Organisateurs, appuis techniques, hôtes, présidences, partenaires, bénéficiaires."),
)
def organisations_by_role(scope):
    names = {}
    for entry in scope.held:
        for group in entry.facts.roles:
            names.setdefault(group.label, {}).update(dict.fromkeys(link.name for link in group.organisations))
    rows = tuple(
        row(capfirst(label), *sorted(names[label], key=fold))
        for role in Role
        if (label := str(role.label)) in names
    )
    gaps = without(scope, _NO_ORGANISER, _has_organiser, WHO)
    return Content((Facts(rows),) if rows else (), gaps)


@donor_field(
    "other_funders",
    FieldGroup.COOPERATION,
    gettext_lazy("autres bailleurs et synergies"),
    gettext_lazy("Qui d’autre a payé ou appuyé les mêmes activités, et au titre de quel programme."),
)
def other_funders(scope):
    mine = {f"o{funder.agreement.funder_id}" for funder in scope.funders}
    lines = {}
    for entry in scope.held:
        for funding in entry.facts.funding:
            if funding.organisation is None or funding.organisation.key not in mine:
                key = (funding.name, funding.kind_label, funding.level if funding.organisation else "–")
                lines[key] = lines.get(key, 0) + 1
    if not lines:
        return Content()
    columns = (
        Column(_("Bailleur")),
        Column(_("Nature de l’appui")),
        Column(_("Au titre de")),
        Column(_("Activités"), True),
    )
    rows = tuple((name, kind or "–", level, str(count)) for (name, kind, level), count in lines.items())
    caption = _("Autres bailleurs des mêmes activités") if mine else _("Bailleurs de ces activités")
    return Content((Table(caption, columns, rows, style="four"),))


@donor_field(
    "other_programmes",
    FieldGroup.COOPERATION,
    gettext_lazy("autres programmes"),
    gettext_lazy("Les autres programmes dont relèvent les mêmes activités."),
)
def other_programmes(scope):
    own = scope.programme.name if scope.programme else ""
    names = dict.fromkeys(
        link.name for entry in scope.held for link in entry.facts.programmes if link.name != own
    )
    return Content((Bullets(tuple(names)),) if names else ())


@donor_field(
    "security_committees",
    FieldGroup.COOPERATION,
    gettext_lazy("comités consultatifs de sécurité"),
    gettext_lazy("Chaque CCS concerné : niveau, ressort, installation, activités et formations reçues."),
)
def security_committees(scope):
    reached = _committees_reached(scope)
    committees = _committees(scope, reached)
    if not committees:
        return Content()
    rows = tuple(_committee(item, reached.get(item.pk, ())) for item in committees)
    columns = (
        Column(_("Comité")),
        Column(_("Niveau et ressort")),
        Column(_("Installé le")),
        Column(_("Activités"), True),
        Column(_("dont formations"), True),
    )
    bare = tuple(record_link(item) for item in committees if item.ccs_installed_on is None)
    gaps = (Gap(_("Date d’installation inconnue"), bare),) if bare else ()
    return Content((Table(_("Comités consultatifs de sécurité"), columns, rows, style="committees"),), gaps)


@donor_field(
    "committee_composition",
    FieldGroup.COOPERATION,
    gettext_lazy("composition des CCS"),
    gettext_lazy("Sièges de chaque collège et combien de femmes, petits nombres protégés ; aucun nom."),
)
def committee_composition(scope):
    committees = _committees(scope, _committees_reached(scope))
    known = {committee: composition_of(committee) for committee in committees}
    tables = tuple(_seats(committee, found) for committee, found in known.items() if found)
    bare = tuple(record_link(committee) for committee, found in known.items() if found is None)
    return Content(tables, (Gap(_("Composition non communiquée"), bare),) if bare else ())


@donor_field(
    "visibility",
    FieldGroup.COOPERATION,
    gettext_lazy("presse, photos et documents publiés"),
    gettext_lazy("Ce qui a paru de chaque activité : articles, photos avec crédit, documents publics."),
)
def visibility(scope):
    sources = dict.fromkeys(_source(item) for entry in scope.held for item in entry.facts.sources)
    photos = dict.fromkeys(
        f"{photo.caption} – {photo.credit}" for entry in scope.held for photo in entry.facts.photos
    )
    documents = dict.fromkeys(document.title for entry in scope.held for document in entry.facts.documents)
    blocks = [
        Bullets(tuple(items), caption)
        for caption, items in (
            (_("Sources publiées"), sources),
            (_("Photos et leur crédit"), photos),
            (_("Documents publics"), documents),
        )
        if items
    ]
    return Content(
        tuple(blocks), without(scope, _NO_SOURCE, lambda facts: facts.is_coarse or facts.sources, EVIDENCE)
    )


def _has_organiser(facts):
    leads = {str(Role.ORGANISER.label), str(Role.CO_ORGANISER.label)}
    return any(group.label in leads for group in facts.roles)


def _committees(scope, reached):
    """By name, those that an activity names, and the one that the report is about."""
    subject = scope.report.subject
    keys = {*reached, *([subject.pk] if subject else [])}
    found = Organisation.objects.security_committees().filter(pk__in=keys).select_related("place")
    return sorted(found, key=lambda item: fold(item.name))


def _seats(committee, composition):
    caption = _("%(committee)s : sièges au %(day)s") % {
        "committee": committee.name,
        "day": day(composition.as_of),
    }
    rows = [(capfirst(item.label), item.seats.short, item.women.short) for item in composition.colleges]
    rows.append((_("Ensemble"), composition.seats.short, composition.women.short))
    columns = (Column(_("Collège")), Column(_("Sièges"), True), Column(_("Dont femmes"), True))
    return Table(caption, columns, tuple(rows), style="three")


def _committees_reached(scope):
    """The events of each committee that a page names for them."""
    reached = {}
    for entry in scope.held:
        if entry.facts.is_coarse:
            continue
        for role in entry.event.roles.all():
            if role.organisation.kind == OrganisationKind.CCS:
                reached.setdefault(role.organisation_id, {})[entry.event.pk] = entry.event
    return {key: tuple(events.values()) for key, events in reached.items()}


def _committee(committee, events):
    level = committee.get_ccs_level_display() if committee.ccs_level else ""
    area = committee.place.name if committee.place else ""
    return (
        committee.name,
        ", ".join(part for part in (capfirst(level), area) if part) or _("non communiqué"),
        day(committee.ccs_installed_on) if committee.ccs_installed_on else _("non communiqué"),
        str(len(events)),
        str(sum(EventKind.TRAINING in event.kinds for event in events)),
    )


def _source(source):
    signature = ", ".join(part for part in (source.kind, source.signature) if part)
    published = "".join(f", {part}" for part in (source.published_text, source.other_language) if part)
    return f"{source.title} ({signature}{published})"


_NO_ORGANISER = ngettext_lazy(
    "%(count)d événement sans organisateur", "%(count)d événements sans organisateur", "count"
)
_NO_SOURCE = ngettext_lazy("%(count)d événement sans source", "%(count)d événements sans source", "count")
