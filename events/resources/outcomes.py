"""What an event left behind, in tables: recommendations, what became of them, outputs, tests."""

from django.utils.translation import gettext_lazy as _

from events.forms.parts import KnowledgeTestForm
from events.models import Event, FollowUp, KnowledgeTest, Output, Recommendation
from events.permissions import visible_to
from events.resources.event_parts import EventPartResource
from events.resources.headcounts import SEXES
from rss_registry.exchange.field_columns import FieldColumn


class RecommendationResource(EventPartResource):
    table_name = _("Recommandations")
    file_name = "recommandations"
    sheet = ("Recommandations", "Recommendations")
    example = {
        "own_code": "R1",
        "event": "E1",
        "text_fr": "Réunir le CCS chaque trimestre.",
        "addressee": "CRSS",
    }
    same = ("text_fr",)
    form_fields = ("text_fr", "addressee", "addressee_text_fr", "kind", "theme", "due_on", "position")

    text_fr = FieldColumn("recommandation", "recommendation", "texte", "text")
    kind = FieldColumn("nature", "kind")
    addressee = FieldColumn("destinataire", "addressee")
    addressee_text_fr = FieldColumn(
        "destinataire (en clair)",
        "addressee (free text)",
        help=_("Si le destinataire n’est pas une organisation du registre."),
    )
    theme = FieldColumn("thème", "theme")
    due_on = FieldColumn("échéance", "due on")

    class Meta:
        model = Recommendation


class FollowUpResource(EventPartResource):
    table_name = _("Suites données aux recommandations")
    file_name = "suites"
    sheet = ("Suites", "Follow-ups")
    example = {"recommendation": "R1", "day": "15/06/2024", "status": "en cours", "source": "S1"}
    parent = "recommendation"
    same = ("day", "status")
    form_fields = ("day", "status", "note_fr", "source", "note_en")

    event = None
    recommendation = FieldColumn(
        "recommandation",
        "recommendation",
        fixed=True,
        help=_("Son texte, ou le code que vous lui avez donné."),
    )
    day = FieldColumn("constaté le", "observed on", "date")
    status = FieldColumn("suite", "status", "état")
    note_fr = FieldColumn("constat", "finding")
    source = FieldColumn("source", "source")

    class Meta:
        model = FollowUp

    def event_of(self, instance):
        return instance.recommendation.event

    def to_import(self):
        rows = FollowUp.objects.filter(recommendation__event__in=visible_to(self.user, Event.objects.all()))
        return rows.select_related("recommendation__event", "source")


class OutputResource(EventPartResource):
    table_name = _("Productions")
    file_name = "productions"
    sheet = ("Productions", "Outputs")
    example = {"event": "E1", "kind": "rapport", "title_fr": "Compte rendu du forum"}
    same = ("kind", "title_fr")
    form_fields = ("kind", "title_fr", "stage", "quantity")

    kind = FieldColumn("type", "kind")
    title_fr = FieldColumn("intitulé", "title", "titre")
    stage = FieldColumn("avancement", "stage")
    quantity = FieldColumn("nombre", "quantity", help=_("Vide : non communiqué."))

    class Meta:
        model = Output


class TestResource(EventPartResource):
    __test__ = False  # not a test class, whatever pytest reads in its name

    table_name = _("Pré-tests et post-tests")
    file_name = "tests"
    sheet = ("Tests", "Tests")
    same = ("moment", "sex")
    form_class = KnowledgeTestForm

    moment = FieldColumn("moment", "moment")
    sex = FieldColumn("sexe", "sex", spellings=SEXES, help=_("Vide : tous ensemble."))
    taken_by = FieldColumn("nombre de copies", "taken by")
    mean_score = FieldColumn("moyenne", "mean score")
    median_score = FieldColumn("médiane", "median score")
    scale = FieldColumn("barème (sur)", "scale", "barème")
    note_fr = FieldColumn("remarque", "note")

    class Meta:
        model = KnowledgeTest
