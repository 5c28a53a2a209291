"""By what names files may refer to places, organisations, programmes, agreements and sources."""

from django.utils.translation import gettext_lazy as _

from organisations.models import GrantAgreement, Indicator, Organisation, Place, Programme, Source
from organisations.permissions import visible_to
from rss_registry.exchange.lookups import NameIndex, Wording
from rss_registry.exchange.records import record_key


def _slug(row):
    return row.slug


def place_names(place, aliases):
    """Also with the kind, since a region, its cercle and its commune often share one name."""
    kind = place.get_kind_display()
    for name in filter(None, (place.name_fr, place.name_en, *aliases)):
        yield from (name, f"{name} ({kind})", f"{kind} de {name}", f"{kind} d’{name}", f"{kind} du {name}")


def organisation_names(organisation, aliases):
    return (organisation.name_fr, organisation.name_en, organisation.acronym, *aliases)


programme_names = organisation_names


def _aliases(row):
    return [alias.name for alias in row.aliases.all()]


def agreement_key(agreement):
    return record_key("C", agreement._meta.label_lower, agreement.pk)


def agreement_names(agreement):
    yield agreement.title
    if agreement.reference:
        yield agreement.reference
        yield f"{agreement.funder.slug} / {agreement.reference}"


def source_key(source):
    return source.url or record_key("S", source._meta.label_lower, source.pk)


def places():
    index = NameIndex(
        Wording(
            unknown=_("Le lieu « %(cell)s » n’est pas dans le registre."),
            advice=_("Corrigez le nom, ou ajoutez d’abord ce lieu sous « Lieux »."),
        ),
        key=_slug,
        label=lambda place: place.name,
        describe=lambda place: f"{place.name}, {place.get_kind_display()}",
    )
    for place in Place.objects.prefetch_related("aliases"):
        index.add(place, place_names(place, _aliases(place)))
    return index


def organisations():
    index = NameIndex(
        Wording(
            unknown=_("L’organisation « %(cell)s » n’est pas dans le registre."),
            advice=_("Corrigez le nom, ou ajoutez d’abord cette organisation sous « Organisations »."),
        ),
        key=_slug,
        label=lambda organisation: organisation.short_name,
        describe=lambda organisation: organisation.name,
    )
    for organisation in Organisation.objects.prefetch_related("aliases"):
        index.add(organisation, organisation_names(organisation, _aliases(organisation)))
    return index


def programmes():
    index = NameIndex(
        Wording(
            unknown=_("Le programme « %(cell)s » n’est pas dans le registre."),
            advice=_("Corrigez le nom, ou ajoutez d’abord ce programme sous « Programmes »."),
        ),
        key=_slug,
        label=lambda programme: programme.acronym or programme.name,
        describe=lambda programme: programme.name,
    )
    for programme in Programme.objects.prefetch_related("aliases"):
        index.add(programme, programme_names(programme, _aliases(programme)))
    return index


def indicator_key(indicator):
    return f"{indicator.programme.slug} / {indicator.code}"


def indicators():
    index = NameIndex(
        Wording(
            unknown=_("L’indicateur « %(cell)s » n’est pas dans le registre."),
            advice=_("Corrigez-le, ou ajoutez d’abord cet indicateur sous « Indicateurs »."),
        ),
        key=indicator_key,
        label=indicator_key,
        describe=str,
    )
    for indicator in Indicator.objects.select_related("programme"):
        index.add(indicator, (indicator.code,))
    return index


def agreements(user):
    """Those that the user may see: an agreement may be what puts a partner at risk."""
    index = NameIndex(
        Wording(
            unknown=_("La convention « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
            advice=_("Corrigez la référence, ou ajoutez d’abord cette convention sous « Conventions »."),
        ),
        key=agreement_key,
        label=lambda agreement: agreement.reference,
        describe=str,
    )
    for agreement in visible_to(user, GrantAgreement.objects.select_related("funder")):
        index.add(agreement, agreement_names(agreement))
    return index


def sources(user):
    index = NameIndex(
        Wording(
            unknown=_("La source « %(cell)s » n’est pas dans le registre."),
            advice=_("Donnez son titre exact ou son adresse, ou ajoutez-la d’abord sous « Sources »."),
        ),
        key=source_key,
        label=lambda source: source.title,
        describe=str,
    )
    for source in visible_to(user, Source.objects.all()):
        index.add(source, (source.title, source.archived_url))
    return index
