"""The columns of the table of events: what an activity table of an NGO says, and what the form adds."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.enums import CountUnit, Role, Sex
from events.models import Event
from events.resources.counts import HeadcountColumn
from events.resources.date_columns import BoundColumn, DatesColumn
from events.resources.parts import Agreements, Funders, Objectives
from organisations.resources.records import RecordResource
from rss_registry.exchange.field_columns import FieldColumn
from rss_registry.exchange.links import ThroughLinks
from rss_registry.exchange.records import Record

_KIND_SPELLINGS = {
    "formation": "training",
    "session de renforcement des capacites": "training",
    "renforcement des capacites": "training",
    "installation de ccs": "ccs_installation",
}
_OUTCOME_SPELLINGS = {"realise": "held", "tenue": "held", "prevue": "planned", "annulee": "cancelled"}
_MODALITY_SPELLINGS = {"presentiel": "in_person", "en presentiel": "in_person", "virtuel": "online"}


def _role(fr, en, role, *aliases):
    """The organisations that hold one role."""
    held = {"through": "roles", "target": "organisation", "held_as": {"role": role}}
    return ThroughLinks(fr, en, *aliases, index="organisations.organisation", **held)


_kept = partial(FieldColumn, keeps=True)


class EventColumns(RecordResource):
    reference = FieldColumn(
        "référence",
        "reference",
        "réf",
        "ref",
        fixed=True,
        help=_("Donnée à la première publication ; vide pour une nouvelle fiche."),
    )
    record = Record(
        "n° de fiche",
        "record",
        "fiche",
        prefix="F",
        unless="reference",
        unknown=_(
            "Le n° de fiche « %(record)s » n’est pas celui d’une fiche de votre organisation. "
            "Reprenez-le de l’export, ou laissez la case vide pour une nouvelle fiche."
        ),
        help=_("Désigne la fiche tant qu’elle n’a pas de référence. Ne l’inventez pas."),
    )
    status = FieldColumn(
        "état de la fiche", "record status", fixed=True, blank="", help=_("Pour information.")
    )
    owner = FieldColumn(
        "fiche tenue par",
        "record kept by",
        fixed=True,
        required=False,
        help=_("Votre organisation si la case est vide."),
    )
    kind = FieldColumn(
        "type",
        "kind",
        "nature",
        "type d’événement",
        spellings=_KIND_SPELLINGS,
        help=_("À donner avant la relecture."),
    )
    second_kind = _kept(
        "et aussi",
        "second kind",
        "second type",
        "seconde nature",
        spellings=_KIND_SPELLINGS,
        help=_("Seconde nature, par exemple une formation à l’installation d’un CCS."),
    )
    title_fr = FieldColumn(
        "titre",
        "title",
        "titre (français)",
        "intitulé",
        "activité",
        "événement",
        help=_("À donner avant la relecture."),
    )
    outcome = _kept(
        "ce qu’il est devenu",
        "outcome",
        blank="",
        spellings=_OUTCOME_SPELLINGS,
        help=_("Vide : tenu si la date est passée, sinon prévu."),
    )
    dates = DatesColumn(
        "dates",
        "dates",
        "date",
        "quand",
        "when",
        "période",
        "period",
        attribute="dates_edtf",
        help=_("Telles que la source les donne ; « date inconnue » ou vide si aucune ne les donne."),
    )
    starts_on = BoundColumn(
        "premier jour",
        "first day",
        "date de début",
        "début",
        "start date",
        "du",
        help=_("Pour les fichiers qui ont deux colonnes de dates ; sinon, écrivez tout sous « dates »."),
    )
    ends_on = BoundColumn(
        "dernier jour", "last day", "date de fin", "fin", "end date", "au", help=_("Vide : le même jour.")
    )
    date_precision = FieldColumn("précision des dates", "date precision")
    date_inference = FieldColumn(
        "origine des dates", "date inference", help=_("Vide : dates lues dans la source.")
    )
    date_note_fr = FieldColumn(
        "remarque sur les dates", "note on dates", help=_("Obligatoire si une date est déduite.")
    )
    stated_days = FieldColumn("durée annoncée (jours)", "stated duration (days)", "durée", "duration")
    venue = FieldColumn("salle ou site", "venue", "salle", "site")
    places = ThroughLinks(
        "lieux",
        "places",
        "lieu",
        "place",
        "région",
        "region",
        "localité",
        "commune",
        index="organisations.place",
        through="event_places",
        target="place",
        positioned=True,
        help=_("Du plus au moins important. Un nom ambigu se précise : « Kayes (cercle) »."),
    )
    place_note_fr = FieldColumn("remarque sur le lieu", "note on the place")
    modality = FieldColumn("modalité", "modality", spellings=_MODALITY_SPELLINGS)
    languages = FieldColumn("langues de travail", "working languages", "langues")
    series = FieldColumn("série", "series")
    series_rank = FieldColumn("rang dans la série", "rank in the series", "rang", "rank")
    programmes = FieldColumn("programmes", "programmes", "programme", "projet", "project")
    agreements = FieldColumn("conventions", "agreements", "convention", column=Agreements)
    organisers = _role(
        "organisateurs", "organisers", Role.ORGANISER, "organisateur", "organisé par", "organiser"
    )
    co_organisers = _role("co-organisateurs", "co-organisers", Role.CO_ORGANISER, "co-organisateur")
    funders = Funders("bailleurs", "funders", "bailleur", "financement", "donor", "donors", "funder")
    funders_withheld = _kept(
        "ne nommer aucun bailleur",
        "name no funder",
        help=_("Oui : le public lit « bailleur non divulgué ». Vide : non."),
    )
    technical_support = _role("appui technique", "technical support", Role.TECHNICAL_SUPPORT)
    chair = _role("présidence (organisations)", "chair (organisations)", Role.CHAIR, "présidence")
    host = _role("hôtes", "hosts", Role.HOST, "hôte", "host")
    partners = _role("partenaires", "partners", Role.PARTNER, "partenaire")
    beneficiaries = _role("bénéficiaires", "beneficiaries", Role.BENEFICIARY, "bénéficiaire", "cible")
    themes = FieldColumn("thèmes", "themes", "thème", "thématique")
    contributes_to = FieldColumn(
        "contribution à la stratégie nationale", "contributes to the national strategy"
    )
    legal_references = FieldColumn("textes de référence", "legal references")
    context_fr = FieldColumn("contexte", "context")
    general_objective_fr = FieldColumn("objectif général", "general objective", "objectif")
    objectives_fr = Objectives("objectifs spécifiques", "specific objectives", language="fr")
    objectives_en = Objectives(
        "objectifs spécifiques (anglais)", "specific objectives (English)", language="en"
    )
    methods_fr = FieldColumn("méthodes", "methods", "méthodologie")
    results_fr = FieldColumn("résultats", "results", "résultats obtenus")
    conclusion_fr = FieldColumn("conclusion", "conclusion")
    total = HeadcountColumn(
        "participants (total)",
        "participants (total)",
        "total",
        "participants",
        "nombre de participants",
        "effectif",
        "effectif total",
    )
    women = HeadcountColumn(
        "femmes", "women", "nombre de femmes", "F", "dont femmes", "participantes", sex=Sex.WOMEN
    )
    men = HeadcountColumn(
        "hommes",
        "men",
        "nombre d’hommes",
        "H",
        "dont hommes",
        sex=Sex.MEN,
        help=_("Seulement si la source le dit : jamais calculé."),
    )
    total_planned = HeadcountColumn("participants prévus", "participants planned", planned=True)
    organisations_counted = HeadcountColumn(
        "organisations présentes (nombre)",
        "organisations present (number)",
        "nombre d’organisations",
        "nombre d’OSC",
        unit=CountUnit.ORGANISATIONS,
    )
    origins = FieldColumn(
        "provenance des participants",
        "where participants came from",
        "provenance",
        "venus de",
        "origin of participants",
    )
    origin_note_fr = FieldColumn("remarque sur la provenance", "note on where participants came from")
    sources = ThroughLinks(
        "sources",
        "sources",
        "source",
        index="organisations.source",
        through="event_sources",
        target="source",
    )
    sensitivity = _kept(
        "sensibilité",
        "sensitivity",
        help=_("Ce que le public peut voir une fois la fiche publiée. Vide : publique."),
    )
    delay_days = _kept("délai avant publication (jours)", "delay before publication (days)")
    announced = _kept(
        "annoncé au public", "announced", help=_("Un événement à venir n’est publié que si c’est « oui ».")
    )
    announced_on = _kept("annoncé le", "announced on")

    class Meta:
        model = Event
