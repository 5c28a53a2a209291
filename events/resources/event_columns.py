"""The columns of the table of events: what an activity table of an NGO says, and what the form adds."""

from django.utils.translation import gettext_lazy as _

from events.enums import (
    CountUnit,
    DateInference,
    EventKind,
    Modality,
    Outcome,
    Role,
    Sensitivity,
    Sex,
    Status,
)
from events.resources.counts import HeadcountColumn
from events.resources.date_columns import BoundColumn, DatesColumn
from events.resources.parts import Agreements, Funders, Objectives, role_column
from organisations.enums import DatePrecision
from rss_registry.exchange.columns import Choice, Day, Flag, Text, Whole
from rss_registry.exchange.links import Link, Links, ThroughLinks
from rss_registry.exchange.records import Record
from rss_registry.exchange.resources import ExchangeResource

_KIND_SPELLINGS = {
    "formation": "training",
    "session de renforcement des capacites": "training",
    "renforcement des capacites": "training",
    "installation de ccs": "ccs_installation",
}


class EventColumns(ExchangeResource):
    reference = Text(
        "référence",
        "reference",
        fixed=True,
        help=_("Donnée à la première publication ; vide pour une nouvelle fiche."),
        aliases=("réf", "ref"),
    )
    record = Record(
        "n° de fiche",
        "record",
        prefix="F",
        unless="reference",
        aliases=("fiche",),
        help=_("Désigne la fiche tant qu’elle n’a pas de référence. Ne l’inventez pas."),
    )
    status = Choice(
        "état de la fiche", "record status", choices=Status, fixed=True, help=_("Pour information.")
    )
    owner = Link(
        "fiche tenue par",
        "record kept by",
        index="organisations",
        fixed=True,
        help=_("Votre organisation si la case est vide."),
    )
    kind = Choice(
        "type",
        "kind",
        choices=EventKind,
        help=_("À donner avant la relecture."),
        aliases=("nature", "type d’événement"),
        spellings=_KIND_SPELLINGS,
    )
    second_kind = Choice(
        "et aussi",
        "second kind",
        choices=EventKind,
        default="",
        keeps=True,
        aliases=("second type", "seconde nature"),
        help=_("Seconde nature, par exemple une formation à l’installation d’un CCS."),
        spellings=_KIND_SPELLINGS,
    )
    title_fr = Text(
        "titre",
        "title",
        aliases=("titre (français)", "intitulé", "activité", "événement"),
        help=_("À donner avant la relecture."),
    )
    title_en = Text("titre (anglais)", "title (English)")
    outcome = Choice(
        "ce qu’il est devenu",
        "outcome",
        choices=Outcome,
        keeps=True,
        help=_("Vide : tenu si la date est passée, sinon prévu."),
        spellings={"realise": "held", "tenue": "held", "prevue": "planned", "annulee": "cancelled"},
    )
    dates = DatesColumn(
        "dates",
        "dates",
        attribute="dates_edtf",
        aliases=("date", "quand", "when", "période", "period"),
        help=_("Telles que la source les donne ; « date inconnue » ou vide si aucune ne les donne."),
    )
    starts_on = BoundColumn(
        "premier jour",
        "first day",
        aliases=("date de début", "début", "start date", "du"),
        help=_("Pour les fichiers qui ont deux colonnes de dates ; sinon, écrivez tout sous « dates »."),
    )
    ends_on = BoundColumn(
        "dernier jour",
        "last day",
        aliases=("date de fin", "fin", "end date", "au"),
        help=_("Vide : le même jour."),
    )
    date_precision = Choice(
        "précision des dates",
        "date precision",
        choices=DatePrecision,
        default=DatePrecision.DAY,
        help=_("Vide : au jour près."),
    )
    date_inference = Choice(
        "origine des dates",
        "date inference",
        choices=DateInference,
        default=DateInference.NONE,
        help=_("Vide : dates lues dans la source."),
    )
    date_note_fr = Text(
        "remarque sur les dates", "note on dates", help=_("Obligatoire si une date est déduite.")
    )
    date_note_en = Text("remarque sur les dates (anglais)", "note on dates (English)")
    stated_days = Whole("durée annoncée (jours)", "stated duration (days)", aliases=("durée", "duration"))
    venue = Text("salle ou site", "venue", aliases=("salle", "site"))
    places = ThroughLinks(
        "lieux",
        "places",
        index="places",
        through="event_places",
        target="place",
        positioned=True,
        aliases=("lieu", "place", "région", "region", "localité", "commune"),
        help=_("Du plus au moins important. Un nom ambigu se précise : « Kayes (cercle) »."),
    )
    place_note_fr = Text("remarque sur le lieu", "note on the place")
    place_note_en = Text("remarque sur le lieu (anglais)", "note on the place (English)")
    modality = Choice(
        "modalité",
        "modality",
        choices=Modality,
        default=Modality.NOT_STATED,
        help=_("Vide : non communiquée."),
        spellings={"presentiel": "in_person", "en presentiel": "in_person", "virtuel": "online"},
    )
    languages = Links("langues de travail", "working languages", index="languages", aliases=("langues",))
    series = Link("série", "series", index="series")
    series_rank = Whole("rang dans la série", "rank in the series", aliases=("rang", "rank"))
    programmes = Links(
        "programmes", "programmes", index="programmes", aliases=("programme", "projet", "project")
    )
    agreements = Agreements("conventions", "agreements", index="agreements", aliases=("convention",))
    organisers = role_column(
        "organisateurs", "organisers", Role.ORGANISER, aliases=("organisateur", "organisé par", "organiser")
    )
    co_organisers = role_column(
        "co-organisateurs", "co-organisers", Role.CO_ORGANISER, aliases=("co-organisateur",)
    )
    funders = Funders(
        "bailleurs", "funders", aliases=("bailleur", "financement", "donor", "donors", "funder")
    )
    funders_withheld = Flag(
        "ne nommer aucun bailleur",
        "name no funder",
        default=False,
        keeps=True,
        help=_("Oui : le public lit « bailleur non divulgué ». Vide : non."),
    )
    technical_support = role_column("appui technique", "technical support", Role.TECHNICAL_SUPPORT)
    chair = role_column(
        "présidence (organisations)", "chair (organisations)", Role.CHAIR, aliases=("présidence",)
    )
    host = role_column("hôtes", "hosts", Role.HOST, aliases=("hôte", "host"))
    partners = role_column("partenaires", "partners", Role.PARTNER, aliases=("partenaire",))
    beneficiaries = role_column(
        "bénéficiaires", "beneficiaries", Role.BENEFICIARY, aliases=("bénéficiaire", "cible")
    )
    themes = Links("thèmes", "themes", index="themes", aliases=("thème", "thématique"))
    contributes_to = Links(
        "contribution à la stratégie nationale", "contributes to the national strategy", index="strategy"
    )
    legal_references = Links("textes de référence", "legal references", index="legal_references")
    context_fr = Text("contexte", "context", long=True)
    context_en = Text("contexte (anglais)", "context (English)", long=True)
    general_objective_fr = Text("objectif général", "general objective", long=True, aliases=("objectif",))
    general_objective_en = Text("objectif général (anglais)", "general objective (English)", long=True)
    objectives_fr = Objectives("objectifs spécifiques", "specific objectives", language="fr")
    objectives_en = Objectives(
        "objectifs spécifiques (anglais)", "specific objectives (English)", language="en"
    )
    methods_fr = Text("méthodes", "methods", long=True, aliases=("méthodologie",))
    methods_en = Text("méthodes (anglais)", "methods (English)", long=True)
    results_fr = Text("résultats", "results", long=True, aliases=("résultats obtenus",))
    results_en = Text("résultats (anglais)", "results (English)", long=True)
    conclusion_fr = Text("conclusion", "conclusion", long=True)
    conclusion_en = Text("conclusion (anglais)", "conclusion (English)", long=True)
    total = HeadcountColumn(
        "participants (total)",
        "participants (total)",
        aliases=("total", "participants", "nombre de participants", "effectif", "effectif total"),
    )
    women = HeadcountColumn(
        "femmes", "women", sex=Sex.WOMEN, aliases=("nombre de femmes", "F", "dont femmes", "participantes")
    )
    men = HeadcountColumn(
        "hommes",
        "men",
        sex=Sex.MEN,
        aliases=("nombre d’hommes", "H", "dont hommes"),
        help=_("Seulement si la source le dit : jamais calculé."),
    )
    total_planned = HeadcountColumn("participants prévus", "participants planned", planned=True)
    organisations_counted = HeadcountColumn(
        "organisations présentes (nombre)",
        "organisations present (number)",
        unit=CountUnit.ORGANISATIONS,
        aliases=("nombre d’organisations", "nombre d’OSC"),
    )
    origins = Links(
        "provenance des participants",
        "where participants came from",
        index="places",
        aliases=("provenance", "venus de", "origin of participants"),
    )
    origin_note_fr = Text("remarque sur la provenance", "note on where participants came from")
    origin_note_en = Text(
        "remarque sur la provenance (anglais)", "note on where participants came from (English)"
    )
    sources = ThroughLinks(
        "sources", "sources", index="sources", through="event_sources", target="source", aliases=("source",)
    )
    sensitivity = Choice(
        "sensibilité",
        "sensitivity",
        choices=Sensitivity,
        default=Sensitivity.PUBLIC,
        keeps=True,
        help=_("Ce que le public peut voir une fois la fiche publiée. Vide : publique."),
    )
    delay_days = Whole("délai avant publication (jours)", "delay before publication (days)", keeps=True)
    announced = Flag(
        "annoncé au public",
        "announced",
        default=False,
        keeps=True,
        help=_("Un événement à venir n’est publié que si c’est « oui »."),
    )
    announced_on = Day("annoncé le", "announced on", keeps=True)
