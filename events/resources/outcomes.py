"""What an event left behind, in tables: recommendations, what became of them, outputs, tests."""

from django.utils.translation import gettext_lazy as _

from events.forms.parts import KnowledgeTestForm
from events.models import Event, FollowUp, KnowledgeTest, Output, Recommendation
from events.permissions import visible_to
from events.resources.event_parts import BelowEventResource, EventPartResource
from events.resources.headcounts import SEXES
from rss_registry.exchange.columns import Choice


class RecommendationResource(EventPartResource):
    model = Recommendation
    sheet = ("Recommandations", "Recommendations")
    example = {
        "own_code": "R1",
        "event": "E1",
        "text_fr": "Réunir le CCS chaque trimestre.",
        "addressee": "CRSS",
    }
    same = ("text_fr",)
    form_fields = ("text_fr", "addressee", "addressee_text_fr", "kind", "theme", "due_on", "position")

    headings = """
        text_fr           | recommandation          | recommendation        | texte, text
        kind              | nature                  | kind
        addressee         | destinataire            | addressee
        addressee_text_fr | destinataire (en clair) | addressee (free text)
        theme             | thème                   | theme
        due_on            | échéance                | due on
    """


class FollowUpResource(BelowEventResource):
    model = FollowUp
    sheet = ("Suites", "Follow-ups")
    example = {"recommendation": "R1", "day": "15/06/2024", "status": "en cours", "source": "S1"}
    parent = "recommendation"
    same = ("day", "status")
    form_fields = ("day", "status", "note_fr", "source", "note_en")

    headings = """
        fixed recommendation | recommandation | recommendation
        day                  | constaté le    | observed on    | date
        status               | suite          | status         | état
        note_fr              | constat        | finding
        source               | source         | source
    """
    helps = {"recommendation": _("Son texte, ou le code que vous lui avez donné.")}

    def event_of(self, instance):
        return instance.recommendation.event

    def to_import(self):
        rows = FollowUp.objects.filter(recommendation__event__in=visible_to(self.user, Event.objects.all()))
        return rows.select_related("recommendation__event", "source")


class OutputResource(EventPartResource):
    model = Output
    sheet = ("Productions", "Outputs")
    example = {"event": "E1", "kind": "rapport", "title_fr": "Compte rendu du forum"}
    same = ("kind", "title_fr")
    form_fields = ("kind", "title_fr", "stage", "quantity")

    headings = """
        kind     | type       | kind
        title_fr | intitulé   | title    | titre
        stage    | avancement | stage
        quantity | nombre     | quantity
    """


class TestResource(EventPartResource):
    model = KnowledgeTest
    __test__ = False  # not a test class, whatever pytest reads in its name

    sheet = ("Tests", "Tests")
    same = ("moment", "sex")
    form_class = KnowledgeTestForm

    headings = """
        moment       | moment           | moment
        sex          | sexe             | sex
        taken_by     | nombre de copies | taken by
        mean_score   | moyenne          | mean score
        median_score | médiane          | median score
        scale        | barème (sur)     | scale        | barème
        note_fr      | remarque         | note
    """
    sex = Choice(spellings=SEXES)
