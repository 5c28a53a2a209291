"""The columns of the table of events: what an activity table of an NGO says, and what the form adds."""

from django.utils.translation import gettext_lazy as _

from events.enums import CountUnit, Role, Sex
from events.models import Event
from events.resources.counts import HeadcountColumn
from events.resources.date_columns import BoundColumn, DatesColumn
from events.resources.parts import Agreements, Funders, Objectives
from organisations.resources.records import RecordResource
from rss_registry.exchange.columns import Choice
from rss_registry.exchange.links import ThroughLinks
from rss_registry.exchange.records import Record

_KINDS = {
    "training": ("formation", "session de renforcement des capacités", "renforcement des capacités"),
    "ccs_installation": ("installation de CCS",),
}
_OUTCOMES = {"held": ("réalisé", "tenue"), "planned": ("prévue",), "cancelled": ("annulée",)}
_MODALITIES = {"in_person": ("présentiel", "en présentiel"), "online": ("virtuel",)}


def _role(role):
    """The organisations that hold one role."""
    held = {"through": "roles", "target": "organisation", "held_as": {"role": role}}
    return ThroughLinks(index="organisations.organisation", **held)


class EventColumns(RecordResource):
    model = Event
    headings = """
        fixed reference       | référence | reference | réf, ref
        record                | n° de fiche | record | fiche
        fixed status          | état de la fiche | record status
        optional fixed owner  | fiche tenue par | record kept by
        kind                  | type | kind | nature, type d’événement
        kept second_kind      | et aussi | second kind | second type, seconde nature
        title_fr              | titre | title | titre (français), intitulé, activité, événement
        kept outcome          | ce qu’il est devenu | outcome
        dates                 | dates | dates | date, quand, when, période, period
        optional starts_on    | premier jour | first day | date de début, début, start date, du
        optional ends_on      | dernier jour | last day | date de fin, fin, end date, au
        date_precision        | précision des dates | date precision
        date_inference        | origine des dates | date inference
        date_note_fr          | remarque sur les dates | note on dates
        stated_days           | durée annoncée (jours) | stated duration (days) | durée, duration
        venue                 | salle ou site | venue | salle, site
        optional places       | lieux | places | lieu, place, région, region, localité, commune
        place_note_fr         | remarque sur le lieu | note on the place
        modality              | modalité | modality
        languages             | langues de travail | working languages | langues
        series                | série | series
        series_rank           | rang dans la série | rank in the series | rang, rank
        programmes            | programmes | programmes | programme, projet, project
        agreements            | conventions | agreements | convention
        organisers            | organisateurs | organisers | organisateur, organisé par, organiser
        co_organisers         | co-organisateurs | co-organisers | co-organisateur
        funders               | bailleurs | funders | bailleur, financement, donor, donors, funder
        kept funders_withheld | ne nommer aucun bailleur | name no funder
        technical_support     | appui technique | technical support
        chair                 | présidence (organisations) | chair (organisations) | présidence
        host                  | hôtes | hosts | hôte, host
        partners              | partenaires | partners | partenaire
        beneficiaries         | bénéficiaires | beneficiaries | bénéficiaire, cible
        themes                | thèmes | themes | thème, thématique
        contributes_to        | contribution à la stratégie nationale | contributes to the national strategy
        legal_references      | textes de référence | legal references
        context_fr            | contexte | context
        general_objective_fr  | objectif général | general objective | objectif
        objectives_fr         | objectifs spécifiques | specific objectives
        objectives_en         | objectifs spécifiques (anglais) | specific objectives (English)
        methods_fr            | méthodes | methods | méthodologie
        results_fr            | résultats | results | résultats obtenus
        conclusion_fr         | conclusion | conclusion
        total                 | participants (total) | participants (total)
                              | total, participants, nombre de participants, effectif, effectif total
        women                 | femmes | women | nombre de femmes, F, dont femmes, participantes
        men                   | hommes | men | nombre d’hommes, H, dont hommes
        total_planned         | participants prévus | participants planned
        organisations_counted | organisations présentes (nombre) | organisations present (number)
                              | nombre d’organisations, nombre d’OSC
        origins               | provenance des participants | where participants came from
                              | provenance, venus de, origin of participants
        origin_note_fr        | remarque sur la provenance | note on where participants came from
        sources               | sources | sources | source
        kept sensitivity      | sensibilité | sensitivity
        kept delay_days       | délai avant publication (jours) | delay before publication (days)
        kept announced        | annoncé au public | announced
        kept announced_on     | annoncé le | announced on
    """

    record = Record(
        prefix="F",
        unless="reference",
        unknown=_(
            "Le n° de fiche « %(record)s » n’est pas celui d’une fiche de votre organisation. "
            "Reprenez-le de l’export, ou laissez la case vide pour une nouvelle fiche."
        ),
    )
    status = Choice(blank="")
    kind = second_kind = Choice(spellings=_KINDS)
    outcome = Choice(blank="", spellings=_OUTCOMES)
    dates = DatesColumn(attribute="dates_edtf")
    starts_on = ends_on = BoundColumn()
    places = ThroughLinks(
        index="organisations.place", through="event_places", target="place", positioned=True
    )
    modality = Choice(spellings=_MODALITIES)
    agreements = Agreements()
    funders = Funders()
    organisers = _role(Role.ORGANISER)
    co_organisers = _role(Role.CO_ORGANISER)
    technical_support = _role(Role.TECHNICAL_SUPPORT)
    chair = _role(Role.CHAIR)
    host = _role(Role.HOST)
    partners = _role(Role.PARTNER)
    beneficiaries = _role(Role.BENEFICIARY)
    objectives_fr = Objectives(language="fr")
    objectives_en = Objectives(language="en")
    total = HeadcountColumn()
    women = HeadcountColumn(sex=Sex.WOMEN)
    men = HeadcountColumn(sex=Sex.MEN)
    total_planned = HeadcountColumn(planned=True)
    organisations_counted = HeadcountColumn(unit=CountUnit.ORGANISATIONS)
    sources = ThroughLinks(index="organisations.source", through="event_sources", target="source")

    helps = {
        "reference": _("Donnée à la première publication ; vide pour une nouvelle fiche."),
        "record": _("Désigne la fiche tant qu’elle n’a pas de référence. Ne l’inventez pas."),
        "status": _("Pour information."),
        "owner": _("Votre organisation si la case est vide."),
        "kind": _("À donner avant la relecture."),
        "title_fr": _("À donner avant la relecture."),
        "outcome": _("Vide : tenu si la date est passée, sinon prévu."),
        "dates": _("Telles que la source les donne ; « date inconnue » ou vide si aucune ne les donne."),
        "starts_on": _(
            "Pour les fichiers qui ont deux colonnes de dates ; sinon, écrivez tout sous « dates »."
        ),
        "ends_on": _("Vide : le même jour."),
        "date_inference": _("Vide : dates lues dans la source."),
        "places": _("Du plus au moins important. Un nom ambigu se précise : « Kayes (cercle) »."),
        "funders_withheld": _("Oui : le public lit « bailleur non divulgué ». Vide : non."),
        "men": _("Seulement si la source le dit : jamais calculé."),
        "announced": _("Un événement à venir n’est publié que si c’est « oui »."),
    }
