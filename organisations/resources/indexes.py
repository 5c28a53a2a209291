"""By what names files may refer to places, organisations, programmes, agreements and sources."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from organisations.models import GrantAgreement, Indicator, Organisation, Place, Programme, Source
from organisations.permissions import visible_to
from rss_registry.exchange.lookups import name_index
from rss_registry.exchange.records import record_key


def _place_names(place, others):
    """Also with the kind, since a region, its cercle and its commune often share one name."""
    kind = place.get_kind_display()
    for name in filter(None, (place.name_fr, place.name_en, *others)):
        yield from (name, f"{name} ({kind})", f"{kind} de {name}", f"{kind} d’{name}", f"{kind} du {name}")


def _names_and_acronym(row, others):
    return (row.name_fr, row.name_en, row.acronym, *others)


def _agreement_names(agreement):
    yield agreement.title
    if agreement.reference:
        yield agreement.reference
        yield f"{agreement.funder.slug} / {agreement.reference}"


def indicator_key(indicator):
    return f"{indicator.programme.slug} / {indicator.code}"


name_index(
    Place,
    rows=lambda user: Place.objects.prefetch_related("aliases"),
    names=_place_names,
    label=attrgetter("name"),
    describe=lambda place: f"{place.name}, {place.get_kind_display()}",
    unknown=_("Le lieu « %(cell)s » n’est pas dans le registre."),
    advice=_("Corrigez le nom, ou ajoutez d’abord ce lieu sous « Lieux »."),
)
name_index(
    Organisation,
    rows=lambda user: Organisation.objects.prefetch_related("aliases"),
    names=_names_and_acronym,
    label=attrgetter("short_name"),
    describe=attrgetter("name"),
    unknown=_("L’organisation « %(cell)s » n’est pas dans le registre."),
    advice=_("Corrigez le nom, ou ajoutez d’abord cette organisation sous « Organisations »."),
)
name_index(
    Programme,
    rows=lambda user: Programme.objects.prefetch_related("aliases"),
    names=_names_and_acronym,
    label=lambda programme: programme.acronym or programme.name,
    describe=attrgetter("name"),
    unknown=_("Le programme « %(cell)s » n’est pas dans le registre."),
    advice=_("Corrigez le nom, ou ajoutez d’abord ce programme sous « Programmes »."),
)
name_index(
    Indicator,
    rows=lambda user: Indicator.objects.select_related("programme"),
    names=lambda indicator: (indicator.code,),
    key=indicator_key,
    label=indicator_key,
    unknown=_("L’indicateur « %(cell)s » n’est pas dans le registre."),
    advice=_("Corrigez-le, ou ajoutez d’abord cet indicateur sous « Indicateurs »."),
)
name_index(
    GrantAgreement,
    # An agreement may be what puts a partner at risk.
    rows=lambda user: visible_to(user, GrantAgreement.objects.select_related("funder")),
    names=_agreement_names,
    key=lambda agreement: record_key("C", agreement._meta.label_lower, agreement.pk),
    label=attrgetter("reference"),
    unknown=_("La convention « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
    advice=_("Corrigez la référence, ou ajoutez d’abord cette convention sous « Conventions »."),
)
name_index(
    Source,
    rows=lambda user: visible_to(user, Source.objects.all()),
    names=lambda source: (source.title, source.archived_url),
    key=lambda source: source.url or record_key("S", source._meta.label_lower, source.pk),
    label=attrgetter("title"),
    unknown=_("La source « %(cell)s » n’est pas dans le registre."),
    advice=_("Donnez son titre exact ou son adresse, ou ajoutez-la d’abord sous « Sources »."),
)
