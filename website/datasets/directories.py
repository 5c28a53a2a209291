"""The datasets beside the events: organisations, programmes, series, recommendations, regions."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.questions.recommendations import Recommendation
from rss_registry.dates import span_text
from website.datasets.columns import Column, Dataset, Kind


def _address(thing):
    return f"{settings.PUBLIC_URL}{thing.get_absolute_url()}"


def _organisation(organisation):
    parent, place = organisation.parent, organisation.place
    return (
        organisation.slug,
        organisation.name,
        organisation.acronym,
        organisation.kind,
        organisation.get_kind_display(),
        parent.full_name if parent else "",
        place.name if place else "",
        organisation.ccs_level,
        organisation.ccs_installed_on,
        organisation.active_from,
        organisation.active_to,
        organisation.website,
        _address(organisation),
    )


ORGANISATIONS = Dataset(
    "organisations",
    _("Organisations"),
    _("Les organisations que le registre nomme, avec leur type, leur lieu et leur période d’activité."),
    (
        Column("id", _("Identifiant"), hxl="#org+code"),
        Column("name", _("Nom"), hxl="#org+name"),
        Column("acronym", _("Sigle"), hxl="#org+acronym"),
        Column("kind", _("Type (code)"), hxl="#org+type+code"),
        Column("kind_label", _("Type"), hxl="#org+type+name"),
        Column("parent", _("Rattachée à"), hxl="#org+parent+name"),
        Column("place", _("Lieu"), hxl="#loc+name"),
        Column("ccs_level", _("Niveau du CCS"), note=_("regional, cercle ou communal ; vide hors des CCS.")),
        Column("ccs_installed_on", _("CCS installé le"), Kind.DATE, "#date+installed"),
        Column("active_from", _("Active depuis le"), Kind.DATE, "#date+start"),
        Column("active_to", _("Active jusqu’au"), Kind.DATE, "#date+end"),
        Column("website", _("Site web"), hxl="#contact+url"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _organisation,
)


def _programme(item):
    programme, facts = item
    funders = [agreement.funder.full_name for agreement in programme.agreements.all()]
    if programme.has_withheld_funder:
        funders.append(gettext("bailleur non divulgué"))
    return (
        programme.slug,
        programme.name,
        programme.acronym,
        span_text(programme.starts_on, programme.ends_on, programme.period_precision),
        programme.starts_on.year if programme.starts_on else None,
        programme.ends_on.year if programme.ends_on else None,
        tuple(dict.fromkeys(funders)),
        tuple(dict.fromkeys(partner.organisation.name for partner in facts.partners)),
        programme.budget,
        programme.currency,
        _address(programme),
    )


PROGRAMMES = Dataset(
    "programmes",
    _("Programmes"),
    _("Les programmes dans lesquels les événements s’inscrivent, leurs périodes et leurs bailleurs."),
    (
        Column("id", _("Identifiant"), hxl="#activity+programme+code"),
        Column("name", _("Nom"), hxl="#activity+programme+name"),
        Column("acronym", _("Sigle")),
        Column("period", _("Période"), hxl="#date+text"),
        Column("first_year", _("Première année"), Kind.INTEGER, "#date+year+start"),
        Column("last_year", _("Dernière année"), Kind.INTEGER, "#date+year+end"),
        Column("funders", _("Bailleurs"), Kind.LIST, "#org+funder+name+list"),
        Column("organisations", _("Organisations"), Kind.LIST, "#org+name+list"),
        Column("budget", _("Budget"), Kind.NUMBER, "#value+budget"),
        Column("currency", _("Monnaie"), hxl="#value+currency"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _programme,
)


def _series(item):
    series, progress = item
    return (
        series.slug,
        series.title,
        series.organisation.full_name if series.organisation else "",
        series.programme.name if series.programme else "",
        progress.planned,
        progress.held,
        tuple(place.name for place in progress.places_to_come),
        _address(series),
    )


SERIES = Dataset(
    "series",
    _("Séries"),
    _("Les cycles d’événements prévus ensemble : ce que le registre en connaît."),
    (
        Column("id", _("Identifiant"), hxl="#activity+series+code"),
        Column("title", _("Titre"), hxl="#activity+series+name"),
        Column("organisation", _("Responsable"), hxl="#org+name"),
        Column("programme", _("Programme"), hxl="#activity+programme+name"),
        Column("planned", _("Nombre annoncé"), Kind.INTEGER, "#targeted+events", _("Vide : non communiqué.")),
        Column("held", _("Événements tenus"), Kind.INTEGER, "#indicator+held"),
        Column("places_to_come", _("Lieux prévus sans événement"), Kind.LIST, "#loc+name+list"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _series,
)


def _recommendation(item: Recommendation):
    facts = item.facts
    return (
        item.reference,
        item.event.name,
        item.kind,
        item.kind_label,
        facts.text,
        facts.addressee.name if facts.addressee else "",
        facts.addressee.slug if facts.addressee else "",
        facts.theme,
        facts.due_day,
        facts.status,
        facts.status_label,
        tuple(twin.slug for twin in item.twins),
        f"{settings.PUBLIC_URL}{item.event.url}",
    )


RECOMMENDATIONS = Dataset(
    "recommendations",
    _("Recommandations"),
    _("Ce que les participants ont demandé, à qui, et la suite qui a été donnée."),
    (
        Column("reference", _("Référence de l’événement"), hxl="#activity+id"),
        Column("event", _("Événement"), hxl="#activity+name"),
        Column("kind", _("Type (code)")),
        Column("kind_label", _("Type")),
        Column("text", _("Recommandation"), hxl="#description"),
        Column("addressee", _("Destinataire"), hxl="#org+name"),
        Column("addressee_id", _("Destinataire (identifiant)"), hxl="#org+code"),
        Column("theme", _("Thème"), hxl="#subsector+name"),
        Column("due_on", _("Échéance"), Kind.DATE, "#date+due"),
        Column("status", _("Suite donnée (code)"), hxl="#status+code"),
        Column("status_label", _("Suite donnée"), hxl="#status+name"),
        Column("same_as", _("Demandée aussi par"), Kind.LIST, "#activity+id+list"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _recommendation,
)


def _region(region):
    place = region.place
    return (
        place.slug,
        place.name,
        place.kind,
        place.code_national,
        place.code_national_certain if place.code_national else None,
        place.iso_3166_2,
        place.ocha_pcode_2021,
        place.latitude,
        place.longitude,
        region.held,
        region.ahead,
        _address(place),
    )


REGIONS = Dataset(
    "regions",
    _("Régions"),
    _("Les 19 régions et le District de Bamako, avec trois systèmes de codes qui se contredisent."),
    (
        Column("id", _("Identifiant"), hxl="#adm1+code+own"),
        Column("name", _("Nom"), hxl="#adm1+name"),
        Column("kind", _("Type (code)")),
        Column("national_code", _("Code national"), hxl="#adm1+code+national"),
        Column("national_code_certain", _("Code national lu dans un texte"), Kind.YES_NO),
        Column("iso_3166_2", _("Code ISO 3166-2"), hxl="#adm1+code+iso"),
        Column("ocha_pcode_2021", _("P-code OCHA 2021"), hxl="#adm1+code+v_pcode"),
        Column("latitude", _("Latitude du chef-lieu"), Kind.NUMBER, "#geo+lat"),
        Column("longitude", _("Longitude du chef-lieu"), Kind.NUMBER, "#geo+lon"),
        Column("held", _("Événements tenus"), Kind.INTEGER, "#indicator+held"),
        Column("ahead", _("Événements annoncés"), Kind.INTEGER, "#indicator+planned"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _region,
)
