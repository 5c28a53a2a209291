"""The dataset of events: one row per public event, with the figures that its page shows."""

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.enums import Role
from publication.facts import EventFacts
from rss_registry.figures import UNKNOWN
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.figures import figure_cells, figure_columns

_PARTNERS = (Role.TECHNICAL_SUPPORT, Role.CHAIR, Role.HOST, Role.PARTNER, Role.BENEFICIARY)

COLUMNS = (
    Column("reference", _("Référence"), hxl="#activity+id"),
    Column("title", _("Titre"), hxl="#activity+name"),
    Column("kind", _("Type (code)"), hxl="#activity+type+code"),
    Column("kind_label", _("Type"), hxl="#activity+type+name"),
    Column("second_kind", _("Seconde nature (code)"), note=_("Vide : une seule.")),
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
    Column(
        "date_qualifiers",
        _("Dates : réserves"),
        Kind.LIST,
        note=_(
            "approximate : approximatives ; uncertain : incertaines ; year_not_stated, start_not_stated, "
            "end_not_stated, not_stated : ce qu’aucune source ne donne. Vide : rien."
        ),
    ),
    Column("places", _("Lieux"), Kind.LIST, "#loc+name+list"),
    Column("regions", _("Régions (identifiants)"), Kind.LIST, "#adm1+code+list"),
    Column("venue", _("Salle ou site"), hxl="#loc+venue"),
    Column(
        "sessions",
        _("Séances"),
        Kind.LIST,
        note=_("Celles qui ont un lieu ou un sujet à elles : jour, demi-journée, lieu, sujet."),
    ),
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
    Column(
        "supporters",
        _("Appuis sans paiement connu"),
        Kind.LIST,
        "#org+support+name+list",
        _("Appui technique, ou d’une nature qu’aucune source ne donne : ce n’est pas un bailleur."),
    ),
    Column("programmes", _("Programmes"), Kind.LIST, "#activity+programme+name+list"),
    Column("programme_ids", _("Programmes (identifiants)"), Kind.LIST, "#activity+programme+code+list"),
    Column("series", _("Série"), hxl="#activity+series+name"),
    Column("series_rank", _("Rang dans la série"), Kind.INTEGER),
    Column("themes", _("Thèmes"), Kind.LIST, "#subsector+name+list"),
    Column(
        "participants_from",
        _("Provenance des participants"),
        Kind.LIST,
        "#loc+origin+name+list",
        _("Pays, régions ou communes dont ils venaient, où une source le dit."),
    ),
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


def cells(facts: EventFacts) -> tuple:
    start, end = facts.dates.exact_days
    summary, shared = facts.headcount, next(iter(facts.shared_totals), None)
    return (
        facts.reference,
        facts.title,
        facts.kind_code,
        facts.kind,
        facts.second_kind_code,
        facts.outcome,
        facts.outcome_label,
        facts.dates.text,
        facts.dates.period,
        start,
        end,
        facts.dates.precision,
        facts.dates.inference_code,
        facts.dates.qualifiers,
        tuple(place.name for place in facts.places),
        tuple(region.slug for region in facts.regions),
        facts.venue,
        tuple(session.text for session in facts.sessions),
        facts.modality,
        _names(facts.holding(Role.ORGANISER)),
        tuple(link.slug for link in facts.holding(Role.ORGANISER)),
        _names(facts.holding(Role.CO_ORGANISER)),
        _names(facts.holding(*_PARTNERS)),
        _names(facts.payers),
        _names(facts.supporters),
        tuple(programme.name for programme in facts.programmes),
        tuple(programme.slug for programme in facts.programmes),
        facts.series.title if facts.series else "",
        facts.series.rank if facts.series else None,
        tuple(theme.name for theme in facts.themes),
        tuple(place.name for place in facts.origins),
        *figure_cells(summary.total),
        *figure_cells(summary.women),
        *figure_cells(summary.men),
        *figure_cells(summary.organisations),
        *figure_cells(summary.planned),
        *figure_cells(shared.summary.total if shared else UNKNOWN),
        f"G{shared.key}" if shared else "",
        localtime(facts.first_published_at).date(),
        localtime(facts.updated_at).date(),
        facts.address,
    )


EVENTS = Dataset(
    "events",
    _("Événements"),
    _("Un événement par ligne : quand, où, qui, avec l’appui de qui, combien de personnes."),
    COLUMNS,
    cells,
)


def _names(links):
    return tuple(link.name for link in links)
