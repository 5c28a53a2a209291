"""Choices of `organisations`: values are whole English words, labels French."""

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class PlaceKind(TextChoices):
    COUNTRY = "country", _("pays")
    DISTRICT = "district", _("district")
    REGION = "region", _("région")
    CERCLE = "cercle", _("cercle")
    COMMUNE = "commune", _("commune")
    LOCALITY = "locality", _("localité")

    @classmethod
    def units(cls):
        """The kinds of Mali's 20 first-level units: 19 regions and one district."""
        return (cls.REGION, cls.DISTRICT)

    @classmethod
    def below_units(cls):
        """The kinds of what lies in one of them."""
        return (cls.CERCLE, cls.COMMUNE, cls.LOCALITY)


class DatePrecision(TextChoices):
    DAY = "day", _("au jour près")
    MONTH = "month", _("au mois près")
    YEAR = "year", _("à l’année près")


class OrganisationKind(TextChoices):
    ALLIANCE = "alliance", _("alliance, coalition ou consortium")
    NETWORK = "network", _("réseau")
    NGO = "ngo", _("ONG nationale")
    INTERNATIONAL_NGO = "international_ngo", _("ONG internationale")
    ASSOCIATION = "association", _("association")
    FOUNDATION = "foundation", _("fondation")
    RESEARCH = "research", _("institut de recherche ou de formation")
    STATE = "state", _("institution de l’État")
    LOCAL_AUTHORITY = "local_authority", _("collectivité ou administration territoriale")
    CCS = "ccs", _("comité consultatif de sécurité (CCS)")
    FOREIGN_STATE = "foreign_state", _("État étranger")
    INTERNATIONAL = "international", _("organisation internationale")
    MISSION = "mission", _("mission internationale")
    MEDIA = "media", _("média")
    OTHER = "other", _("autre")

    @classmethod
    def with_members(cls):
        """The kinds that may have members."""
        return (cls.ALLIANCE, cls.NETWORK)

    @classmethod
    def of_one_town(cls):
        """The kinds whose name tells a town or a commune."""
        return (cls.CCS, cls.LOCAL_AUTHORITY)


class CCSLevel(TextChoices):
    """Levels of a CCS, decree 2019-041 of Mali."""

    REGIONAL = "regional", _("régional ou du District")
    CERCLE = "cercle", _("de cercle")
    COMMUNAL = "communal", _("communal")


class FinancingKind(TextChoices):
    FINANCIAL = "financial", _("financier")
    TECHNICAL = "technical", _("technique")
    BOTH = "both", _("technique et financier")
    NOT_SPECIFIED = "not_specified", _("nature non précisée")


class ProgrammeRole(TextChoices):
    LEAD = "lead", _("chef de file")
    PARTNER = "partner", _("partenaire de mise en œuvre")
    BENEFICIARY = "beneficiary", _("bénéficiaire")


class IndicatorMeasure(TextChoices):
    """What the register counts itself, from the public events held of a programme; or nothing of it."""

    REPORTED = "reported", _("valeurs relevées par l’équipe")
    EVENTS = "events", _("événements tenus")
    TRAININGS = "trainings", _("formations tenues")
    PARTICIPATIONS = "participations", _("participations")
    WOMEN = "women", _("participations de femmes")
    WOMEN_SHARE = "women_share", _("part des femmes")
    REGIONS = "regions", _("régions touchées")
    ORGANISERS = "organisers", _("organisateurs")
    BENEFICIARIES = "beneficiaries", _("organisations bénéficiaires")
    COMMITTEES = "committees", _("CCS bénéficiaires")
    RECOMMENDATIONS = "recommendations", _("recommandations émises")
    ANSWERED = "answered", _("recommandations ayant une suite connue")
    RESPONSE_RATE = "response_rate", _("taux de réponse aux recommandations")

    @classmethod
    def shares(cls):
        """Those in per cent: they do not start at nothing."""
        return (cls.WOMEN_SHARE, cls.RESPONSE_RATE)


class Direction(TextChoices):
    """Which way an indicator is meant to move."""

    INCREASE = "increase", _("à augmenter")
    DECREASE = "decrease", _("à réduire")


class ReadingBasis(TextChoices):
    EXACT = "exact", _("exact")
    APPROXIMATE = "approximate", _("environ")
    AT_LEAST = "at_least", _("au moins")


class Currency(TextChoices):
    XOF = "XOF", _("franc CFA (XOF)")
    EUR = "EUR", _("euro (EUR)")
    USD = "USD", _("dollar des États-Unis (USD)")
    CHF = "CHF", _("franc suisse (CHF)")
    GBP = "GBP", _("livre sterling (GBP)")


class UserRole(TextChoices):
    OFFICER = "officer", _("agent de saisie")
    COORDINATOR = "coordinator", _("coordination (relit et publie)")
    ADMINISTRATOR = "administrator", _("administration des comptes")


class AccountLanguage(TextChoices):
    """In which language the register writes to the holder of an account, and greets him."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")


class LinkPurpose(TextChoices):
    """What a link that was sent by mail opens, once."""

    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("mot de passe oublié")
    EMAIL = "email", _("nouvelle adresse de courriel")

    @property
    def hours(self) -> int:
        """How long it is good."""
        return {LinkPurpose.INVITATION: 72, LinkPurpose.RESET: 1, LinkPurpose.EMAIL: 24}[self]


class SourceLanguage(TextChoices):
    """In which language a source is written or was said: ISO 639-3."""

    NOT_STATED = "", _("non communiquée")
    FRENCH = "fra", _("français")
    ENGLISH = "eng", _("anglais")
    BAMBARA = "bam", _("bambara")
    FULFULDE = "ful", _("peul")
    SONGHAY = "ses", _("songhaï")
    TAMASHEQ = "taq", _("tamasheq")
    ARABIC = "ara", _("arabe")
    DUTCH = "nld", _("néerlandais")
    GERMAN = "deu", _("allemand")
    OTHER = "mis", _("autre langue")

    @property
    def for_another(self) -> str:
        """« en anglais », to whom reads another language; empty where it is this one, or not stated."""
        if self in (SourceLanguage.NOT_STATED, _READ_BY.get(get_language())):
            return ""
        if self == SourceLanguage.OTHER:
            return gettext("dans une autre langue")
        return gettext("en %(language)s") % {"language": self.label}


_READ_BY = {"fr": SourceLanguage.FRENCH, "en": SourceLanguage.ENGLISH}


class SourceKind(TextChoices):
    PRESS = "press", _("article de presse")
    NEWS = "news", _("actualité d’un site d’organisation")
    REPORT = "report", _("rapport")
    LIST = "list", _("liste de présence")
    LEGAL = "legal", _("texte officiel")
    TESTIMONY = "testimony", _("déclaration orale")
    OTHER = "other", _("autre")
