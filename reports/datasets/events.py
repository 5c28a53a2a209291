"""The dataset of events: one row per public event, with the figures that its page shows."""

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.enums import DateInference, Role
from events.facts import event_dates_text
from events.facts.moments import public_moment
from events.funding import funding_of
from publication.headcounts import summarise
from publication.shared_totals import shared_totals_of
from reports.datasets.columns import Column, Dataset, Kind
from reports.datasets.event_periods import (
    edtf,
    exact_days,
    is_coarse,
    places_of,
    public_precision,
    regions_of,
)
from reports.datasets.figures import figure_cells, figure_columns
from rss_registry.figures import UNKNOWN

_PARTNERS = (Role.TECHNICAL_SUPPORT, Role.CHAIR, Role.HOST, Role.PARTNER, Role.BENEFICIARY)

COLUMNS = (
    Column("reference", _("Référence"), hxl="#activity+id"),
    Column("title", _("Titre"), hxl="#activity+name"),
    Column("kind", _("Type (code)"), hxl="#activity+type+code"),
    Column("kind_label", _("Type"), hxl="#activity+type+name"),
    Column("outcome", _("Ce qu’il est devenu (code)"), hxl="#status+code"),
    Column("outcome_label", _("Ce qu’il est devenu"), hxl="#status+name"),
    Column("dates", _("Dates"), hxl="#date+text"),
    Column(
        "period",
        _("Période (EDTF)"),
        hxl="#date+edtf",
        note=_("ISO 8601-2 : jour, mois ou année, selon ce qui est connu ou publiable."),
    ),
    Column("starts_on", _("Premier jour"), Kind.DATE, "#date+start", _("Vide si le jour n’est pas connu.")),
    Column("ends_on", _("Dernier jour"), Kind.DATE, "#date+end", _("Vide si le jour n’est pas connu.")),
    Column("date_precision", _("Précision des dates"), note=_("day : jour ; month : mois ; year : année.")),
    Column(
        "date_inference",
        _("Dates déduites"),
        note=_("none : lues dans la source ; year, start, end, all : ce qui est déduit."),
    ),
    Column("places", _("Lieux"), Kind.LIST, "#loc+name+list"),
    Column("regions", _("Régions (identifiants)"), Kind.LIST, "#adm1+code+list"),
    Column("venue", _("Salle ou site"), hxl="#loc+venue"),
    Column("modality", _("Modalité")),
    Column("organisers", _("Organisateurs"), Kind.LIST, "#org+organiser+name+list"),
    Column("organiser_ids", _("Organisateurs (identifiants)"), Kind.LIST, "#org+organiser+code+list"),
    Column("co_organisers", _("Co-organisateurs"), Kind.LIST, "#org+partner+name+list"),
    Column("other_organisations", _("Autres organisations"), Kind.LIST, "#org+other+name+list"),
    Column(
        "funders",
        _("Bailleurs"),
        Kind.LIST,
        "#org+funder+name+list",
        _("« bailleur non divulgué » : le financement existe, son auteur n’est pas nommé."),
    ),
    Column("programmes", _("Programmes"), Kind.LIST, "#activity+programme+name+list"),
    Column("programme_ids", _("Programmes (identifiants)"), Kind.LIST, "#activity+programme+code+list"),
    Column("series", _("Série"), hxl="#activity+series+name"),
    Column("series_rank", _("Rang dans la série"), Kind.INTEGER),
    Column("themes", _("Thèmes"), Kind.LIST, "#subsector+name+list"),
    *figure_columns("participants", _("Participants"), "#reached+total"),
    *figure_columns("women", _("Femmes"), "#reached+f"),
    *figure_columns("men", _("Hommes"), "#reached+m"),
    *figure_columns("organisations_represented", _("Organisations représentées"), "#reached+org"),
    *figure_columns("planned", _("Participants prévus"), "#targeted"),
    *figure_columns("shared_total", _("Total commun à plusieurs événements"), "#reached+shared"),
    Column(
        "shared_total_group",
        _("Total commun (groupe)"),
        hxl="#meta+group",
        note=_("À ne compter qu’une fois par groupe."),
    ),
    Column("published_on", _("Publié le"), Kind.DATE, "#date+published"),
    Column("updated_on", _("Dernière modification le"), Kind.DATE, "#date+updated"),
    Column("url", _("Adresse"), hxl="#meta+url"),
)


def cells(event) -> tuple:
    start, end = exact_days(event)
    # Each is read once: on 100,000 rows the asking alone takes a minute.
    roles, programmes = list(event.roles.all()), list(event.programmes.all())
    organisers = _holding(roles, Role.ORGANISER)
    summary = summarise(event.headcounts.all())
    group, shared = _shared_total(event)
    return (
        event.reference,
        event.title,
        event.kind,
        event.get_kind_display(),
        event.outcome,
        event.get_outcome_display(),
        event_dates_text(event),
        edtf(event),
        start,
        end,
        public_precision(event),
        DateInference(event.date_inference).value if event.starts_on else "",
        places_of(event),
        tuple(region.slug for region in regions_of(event)),
        "" if is_coarse(event) else event.venue,
        event.get_modality_display(),
        tuple(organisation.full_name for organisation in organisers),
        tuple(organisation.slug for organisation in organisers),
        tuple(organisation.full_name for organisation in _holding(roles, Role.CO_ORGANISER)),
        tuple(organisation.full_name for organisation in _holding(roles, *_PARTNERS)),
        tuple(dict.fromkeys(funding.name for funding in funding_of(event))),
        tuple(programme.name for programme in programmes),
        tuple(programme.slug for programme in programmes),
        event.series.title if event.series else "",
        None if is_coarse(event) else event.series_rank,
        tuple(theme.name for theme in event.themes.all()),
        *figure_cells(summary.total),
        *figure_cells(summary.women),
        *figure_cells(summary.men),
        *figure_cells(summary.organisations),
        *figure_cells(summary.planned),
        *figure_cells(shared),
        f"G{group.pk}" if group else "",
        localtime(public_moment(event, event.first_published_at)).date(),
        localtime(public_moment(event, event.updated_at)).date(),
        f"{settings.PUBLIC_URL}{event.get_absolute_url()}",
    )


EVENTS = Dataset(
    "events",
    _("Événements"),
    _("Un événement par ligne : quand, où, qui, avec l’appui de qui, combien de personnes."),
    COLUMNS,
    cells,
)


def with_cells(events):
    """The same queryset, already read for a list (`with_lines`), with the rest of what a row says."""
    return events.select_related("series").with_funding().prefetch_related("themes")


def _holding(roles, *wanted):
    held = (role.organisation for role in roles if role.role in wanted)
    return list(dict.fromkeys(held))


def _shared_total(event):
    for group, shared in shared_totals_of(event):
        return group, shared.total
    return None, UNKNOWN
