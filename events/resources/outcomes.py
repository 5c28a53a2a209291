"""What an event left behind, in tables: recommendations, what became of them, outputs, tests."""

from django.utils.translation import gettext_lazy as _

from events.enums import FollowUpStatus, OutputKind, OutputStage, RecommendationKind, Sex, TestMoment
from events.forms.parts import KnowledgeTestForm
from events.models import Event, FollowUp, KnowledgeTest, Output, Recommendation
from events.permissions import visible_to
from events.resources.event_parts import EventPartResource, event_column
from events.resources.headcounts import SEXES
from rss_registry.exchange.columns import Amount, Choice, Day, Text, Whole
from rss_registry.exchange.links import Link


class RecommendationResource(EventPartResource):
    table_name = _("Recommandations")
    file_name = "recommandations"
    announced = ("recommendations",)
    same = ("text_fr",)
    form_fields = ("text_fr", "addressee", "addressee_text_fr", "kind", "theme", "due_on", "position")

    event = event_column()
    text_fr = Text("recommandation", "recommendation", long=True, required=True, aliases=("texte", "text"))
    text_en = Text("recommandation (anglais)", "recommendation (English)", long=True)
    kind = Choice(
        "nature",
        "kind",
        choices=RecommendationKind,
        default=RecommendationKind.RECOMMENDATION,
        help=_("Vide : recommandation."),
    )
    addressee = Link("destinataire", "addressee", index="organisations")
    addressee_text_fr = Text(
        "destinataire (en clair)",
        "addressee (free text)",
        help=_("Si le destinataire n’est pas une organisation du registre."),
    )
    addressee_text_en = Text("destinataire (en clair, anglais)", "addressee (free text, English)")
    theme = Link("thème", "theme", index="themes")
    due_on = Day("échéance", "due on")

    class Meta:
        model = Recommendation

    def names_of(self, instance):
        return (instance.text_fr, instance.text_en)


class FollowUpResource(EventPartResource):
    table_name = _("Suites données aux recommandations")
    file_name = "suites"
    parent = "recommendation"
    same = ("day", "status")
    form_fields = ("day", "status", "note_fr", "source", "note_en")

    recommendation = Link(
        "recommandation",
        "recommendation",
        index="recommendations",
        required=True,
        fixed=True,
        help=_("Son texte, ou le code que vous lui avez donné."),
    )
    day = Day("constaté le", "observed on", required=True, aliases=("date",))
    status = Choice("suite", "status", choices=FollowUpStatus, required=True, aliases=("état",))
    note_fr = Text("constat", "finding", long=True)
    note_en = Text("constat (anglais)", "finding (English)", long=True)
    source = Link("source", "source", index="sources")

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
    same = ("kind", "title_fr")
    form_fields = ("kind", "title_fr", "stage", "quantity")

    event = event_column()
    kind = Choice("type", "kind", choices=OutputKind, required=True)
    title_fr = Text("intitulé", "title", required=True, aliases=("titre",))
    title_en = Text("intitulé (anglais)", "title (English)")
    stage = Choice("avancement", "stage", choices=OutputStage, default=OutputStage.NOT_STATED)
    quantity = Whole("nombre", "quantity", help=_("Vide : non communiqué."))

    class Meta:
        model = Output


class TestResource(EventPartResource):
    __test__ = False  # not a test class, whatever pytest reads in its name

    table_name = _("Pré-tests et post-tests")
    file_name = "tests"
    same = ("moment", "sex")
    form_class = KnowledgeTestForm

    event = event_column()
    moment = Choice("moment", "moment", choices=TestMoment, required=True)
    sex = Choice("sexe", "sex", choices=Sex, spellings=SEXES, help=_("Vide : tous ensemble."))
    taken_by = Whole("nombre de copies", "taken by")
    mean_score = Amount("moyenne", "mean score")
    median_score = Amount("médiane", "median score")
    scale = Whole("barème (sur)", "scale", aliases=("barème",))
    note_fr = Text("remarque", "note")
    note_en = Text("remarque (anglais)", "note (English)")

    class Meta:
        model = KnowledgeTest
