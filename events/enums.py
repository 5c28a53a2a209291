"""Choices of `events`: values are whole English words, labels French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rss_registry.figures import Basis as Basis


class EventKind(TextChoices):
    WORKSHOP = "workshop", _("atelier")
    TRAINING = "training", _("formation ou session de renforcement des capacités")
    FORUM = "forum", _("forum")
    SEMINAR = "seminar", _("séminaire")
    CONFERENCE = "conference", _("conférence")
    MEETING = "meeting", _("réunion")
    CCS_INSTALLATION = "ccs_installation", _("installation d’un CCS")
    OTHER = "other", _("autre")

    @property
    def short(self):
        """Beside another one."""
        return str(_("formation")) if self == EventKind.TRAINING else str(self.label)


class EventLinkKind(TextChoices):
    """What an event is to another one."""

    FOLLOWS = "follows", _("fait suite à")
    PART_OF = "part_of", _("fait partie de")
    REPEATS = "repeats", _("reprend")

    @property
    def reversed(self):
        """As the page of the other one says it."""
        return str(_REVERSED[self])


_REVERSED = {
    EventLinkKind.FOLLOWS: _("suivi de"),
    EventLinkKind.PART_OF: _("comprend"),
    EventLinkKind.REPEATS: _("repris par"),
}


class Status(TextChoices):
    """State of the record, apart from what became of the event itself."""

    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("à relire")
    RETURNED = "returned", _("à corriger")
    PUBLISHED = "published", _("publié")
    WITHDRAWN = "withdrawn", _("retiré")

    @classmethod
    def editable_by_officers(cls):
        return (cls.DRAFT, cls.RETURNED)


# The only moves that the workflow allows (events/services/workflow.py).
TRANSITIONS = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.PUBLISHED, Status.RETURNED},
    Status.RETURNED: {Status.SUBMITTED},
    Status.PUBLISHED: {Status.WITHDRAWN, Status.RETURNED},
    Status.WITHDRAWN: {Status.PUBLISHED, Status.RETURNED},
}
# Moves whose reason must be written down: they take something back from somebody.
REASON_REQUIRED = {Status.RETURNED, Status.WITHDRAWN}


class WithdrawalReason(TextChoices):
    """What the public is told of why a record left; one class for a request and protection tells neither."""

    ERROR = "error", _("erreur")
    DUPLICATE = "duplicate", _("doublon")
    PROTECTION = "protection", _("à la demande d’une personne ou d’une organisation, ou pour protéger")


class Outcome(TextChoices):
    """What became of the event itself."""

    PLANNED = "planned", _("prévu")
    HELD = "held", _("tenu")
    POSTPONED = "postponed", _("reporté")
    CANCELLED = "cancelled", _("annulé")

    @classmethod
    def not_yet_held(cls):
        return (cls.PLANNED, cls.POSTPONED)


class DateInference(TextChoices):
    """Which part of the dates no source states, so that it was inferred."""

    NONE = "none", _("dates lues dans la source")
    YEAR = "year", _("année déduite")
    START = "start", _("début déduit")
    END = "end", _("fin déduite")
    ALL = "all", _("dates déduites")


class Modality(TextChoices):
    NOT_STATED = "not_stated", _("non communiquée")
    IN_PERSON = "in_person", _("en présence")
    HYBRID = "hybrid", _("hybride")
    ONLINE = "online", _("en ligne")


class Sensitivity(TextChoices):
    """What the public may see of a published event (conflict zone; law 2013-015 of Mali)."""

    PUBLIC = "public", _("publique")
    DELAYED = "delayed", _("publique après un délai")
    REGION_AND_MONTH = "region_and_month", _("région et mois seulement")
    AGGREGATE = "aggregate", _("dans les totaux seulement")
    HIDDEN = "hidden", _("non publiée")

    @classmethod
    def with_page(cls):
        """Levels at which the event has a page of its own."""
        return (cls.PUBLIC, cls.DELAYED, cls.REGION_AND_MONTH)

    @classmethod
    def coarse(cls):
        """Of those the levels at which the page tells region and month, and no day, place or person."""
        return (cls.REGION_AND_MONTH,)

    @classmethod
    def in_full(cls):
        """Of those the levels at which the page tells every fact."""
        return tuple(level for level in cls.with_page() if level not in cls.coarse())

    @classmethod
    def counted(cls):
        """Levels at which the event enters public totals."""
        return (*cls.with_page(), cls.AGGREGATE)


class Role(TextChoices):
    """What an organisation was to an event; one body may hold several."""

    ORGANISER = "organiser", _("organisateur")
    CO_ORGANISER = "co_organiser", _("co-organisateur")
    FUNDER = "funder", _("bailleur")
    TECHNICAL_SUPPORT = "technical_support", _("appui technique")
    CHAIR = "chair", _("présidence")
    HOST = "host", _("hôte")
    PARTNER = "partner", _("partenaire")
    BENEFICIARY = "beneficiary", _("bénéficiaire")


class BudgetHeading(TextChoices):
    """What a cost line pays for, in the order of a budget."""

    TRANSPORT = "transport", _("transport")
    PER_DIEM = "per_diem", _("per diem")
    ACCOMMODATION = "accommodation", _("hébergement")
    VENUE = "venue", _("location de salle")
    CATERING = "catering", _("restauration")
    MATERIALS = "materials", _("matériel et impression")
    FACILITATORS = "facilitators", _("honoraires des facilitateurs")
    INTERPRETATION = "interpretation", _("interprétation")
    VISIBILITY = "visibility", _("communication et visibilité")
    OTHER = "other", _("autre")


class FigureRole(TextChoices):
    """What a public figure did on that day."""

    CHAIR = "chair", _("présidence")
    CHAIR_OPENING = "chair_opening", _("présidence de l’ouverture")
    CHAIR_CLOSING = "chair_closing", _("présidence de la clôture")
    SPEAKER = "speaker", _("intervenant")
    FACILITATOR = "facilitator", _("facilitateur")
    GUEST = "guest", _("invité")
    STATEMENT = "statement", _("déclaration publique")


class CountUnit(TextChoices):
    PERSONS = "persons", _("personnes")
    ORGANISATIONS = "organisations", _("organisations")


class Sex(TextChoices):
    NOT_STATED = "", _("non communiqué")
    WOMEN = "women", _("femmes")
    MEN = "men", _("hommes")


class Category(TextChoices):
    """The make-up of a CCS (decree 2019-041), and who else attends."""

    NOT_STATED = "", _("non communiquée")
    FDS = "fds", _("forces de défense et de sécurité")
    ADMINISTRATION = "administration", _("administration")
    ELECTED = "elected", _("élus")
    TRADITIONAL = "traditional", _("autorités traditionnelles, religieuses et coutumières")
    CIVIL_SOCIETY_WOMEN = "civil_society_women", _("société civile – femmes")
    CIVIL_SOCIETY_YOUTH = "civil_society_youth", _("société civile – jeunes")
    CIVIL_SOCIETY_OTHER = "civil_society_other", _("société civile – autres")
    CCS_MEMBERS = "ccs_members", _("membres des CCS")
    MEDIA = "media", _("médias")
    JUSTICE = "justice", _("justice")
    PARTNERS = "partners", _("partenaires")
    # What a source says in other words, until a coordinator says which of these it is.
    OTHER = "other", _("autre catégorie")

    @classmethod
    def stated(cls):
        """The choices without « non communiquée »."""
        return [choice for choice in cls.choices if choice[0]]

    @classmethod
    def listed(cls):
        """The choices of the decree."""
        return [choice for choice in cls.stated() if choice[0] != cls.OTHER]


class AgeBand(TextChoices):
    NOT_STATED = "", _("non communiqué")
    UNDER_18 = "under_18", _("moins de 18 ans")
    YOUTH = "18_35", _("18–35 ans (jeunes)")
    ADULT = "36_59", _("36–59 ans")
    SENIOR = "60_plus", _("60 ans et plus")


class HalfDay(TextChoices):
    MORNING = "morning", _("matin")
    AFTERNOON = "afternoon", _("après-midi")
    EVENING = "evening", _("soir")


class RecommendationKind(TextChoices):
    RECOMMENDATION = "recommendation", _("recommandation")
    WISH = "wish", _("souhait")
    COMMITMENT = "commitment", _("engagement")
    OPINION = "opinion", _("avis")

    @classmethod
    def asking(cls):
        """Those that ask something of somebody."""
        return (cls.RECOMMENDATION, cls.WISH)

    @property
    def heading(self):
        """What stands over several of this kind."""
        return str(_HEADINGS[self])


_HEADINGS = {
    RecommendationKind.RECOMMENDATION: _("Recommandations"),
    RecommendationKind.WISH: _("Souhaits exprimés"),
    RecommendationKind.COMMITMENT: _("Engagements pris"),
    RecommendationKind.OPINION: _("Avis exprimés"),
}


class FollowUpStatus(TextChoices):
    NOT_KNOWN = "not_known", _("suite inconnue")
    NOT_STARTED = "not_started", _("non engagée")
    IN_PROGRESS = "in_progress", _("en cours")
    DONE = "done", _("mise en œuvre")
    REJECTED = "rejected", _("écartée")


class OutputKind(TextChoices):
    GUIDE = "guide", _("guide ou outil")
    ACTION_PLAN = "action_plan", _("plan d’actions ou feuille de route")
    DECLARATION = "declaration", _("déclaration ou document de position")
    REPORT = "report", _("rapport")
    CERTIFICATES = "certificates", _("attestations remises")
    OTHER = "other", _("autre")


class OutputStage(TextChoices):
    NOT_STATED = "not_stated", _("non communiqué")
    PLANNED = "planned", _("prévu")
    DRAFTED = "drafted", _("rédigé")
    VALIDATED = "validated", _("validé")
    HANDED_OUT = "handed_out", _("remis")


class TestMoment(TextChoices):
    __test__ = False  # not a test class, whatever pytest reads in its name

    BEFORE = "before", _("pré-test")
    AFTER = "after", _("post-test")


class DocumentKind(TextChoices):
    TERMS_OF_REFERENCE = "terms_of_reference", _("termes de référence")
    AGENDA = "agenda", _("programme ou ordre du jour")
    REPORT = "report", _("rapport")
    PRESENTATION = "presentation", _("présentation")
    TOOL = "tool", _("outil ou guide")
    OTHER = "other", _("autre")
