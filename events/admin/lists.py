"""Attendance lists, half-day sheets and scores: for list keepers of the owning organisation alone."""

from django.contrib import admin
from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.lists import NamedParticipant, ParticipantForm, ScoreForm, SessionSheetForm
from events.models import Event, KnowledgeTest, Participant, Session, TestScore
from events.permissions import RULES, visible_to
from events.resources import ParticipantResource
from events.services.same_people import forget_merges_of
from organisations.admin.scoped import ScopedAdmin, TabularPart
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin


@admin.register(Participant)
class ParticipantAdmin(ExchangeAdmin, ScopedAdmin):
    index_rank = 5
    resource_classes = [ParticipantResource]
    takes_files = False
    import_export_change_list_template = "admin/events/participant/change_list.html"
    rules = RULES[Participant]
    menu_group = Group.EVENTS
    form = ParticipantForm
    list_display = [
        "number",
        "full_name",
        "sex",
        "category",
        "age_band",
        "body",
        "function",
        "phone",
        "attended_column",
        "event",
    ]
    list_display_links = ["number", "full_name"]
    list_select_related = ["organisation", "event"]
    list_filter = ["sex", "category", "event"]
    linked_lookups = ("event",)
    search_fields = ["full_name", "organisation_name", "function"]
    autocomplete_fields = ["event", "organisation"]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["event", ("number", "full_name"), ("sex", "category", "age_band")]}),
            (
                _("Fonction et contact"),
                {
                    "fields": [("organisation", "organisation_name"), "function", ("phone", "email")],
                    "description": _(
                        "Jamais publié, jamais exporté hors de votre organisation, effacé à son terme."
                    ),
                },
            ),
            (_("Accords"), {"fields": [("photo_consent", "contact_consent")]}),
            *([(_("Présences"), {"fields": ["attended"]})] if obj else []),
        ]

    def delete_model(self, request, obj):
        forget_merges_of([obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        forget_merges_of(list(queryset))
        super().delete_queryset(request, queryset)

    def changelist_view(self, request, extra_context=None):
        event = self._event_of(request, request.GET)
        context = {"subtitle": str(event), "listed_event": event} if event else {}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_changeform_initial_data(self, request):
        """« Ajouter » from the list of one event adds to that list."""
        event = self._event_of(request, QueryDict(request.GET.get("_changelist_filters", "")))
        return {"event": event, **super().get_changeform_initial_data(request)}

    def _event_of(self, request, filters):
        """The event whose list the filters show; None when they show several, or another's."""
        key = filters.get("event__id__exact", "")
        rows = Event.objects.filter(pk=key) if key.isdigit() else Event.objects.none()
        return visible_to(request.user, rows).first()

    def with_columns(self, rows):
        return rows.annotate(attended_count=Count("presences"))

    @admin.display(description=_("organisation"))
    def body(self, obj):
        return obj.organisation or obj.organisation_name

    @admin.display(description=_("demi-journées signées"), ordering="attended_count")
    def attended_column(self, obj):
        return obj.attended_count


@admin.register(Session)
class SessionAdmin(ScopedAdmin):
    """The sheet of one half-day; the half-days themselves are kept in the event's form."""

    index_rank = 6
    rules = RULES[Session]
    menu_group = Group.EVENTS
    form = SessionSheetForm
    list_display = ["__str__", "title", "event", "present_column"]
    list_select_related = ["event"]
    list_filter = ["event"]
    linked_lookups = ("event",)
    date_hierarchy = "day"
    fields = ["event", "day", "half_day", "title", "present"]
    readonly_fields = ["event", "day", "half_day", "title"]

    def has_add_permission(self, request):
        return False

    def with_columns(self, rows):
        return rows.annotate(present_count=Count("presences"))

    @admin.display(description=_("présents"), ordering="present_count")
    def present_column(self, obj):
        return obj.present_count


class ScoreInline(TabularPart):
    model = TestScore
    form = ScoreForm
    fields = ["participant", "score"]
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        self.event = obj and obj.event
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != "participant":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        people = Participant.objects.filter(event=self.event) if self.event else Participant.objects.none()
        return NamedParticipant(queryset=people, label=_("participant"))


@admin.register(KnowledgeTest)
class KnowledgeTestAdmin(ScopedAdmin):
    """Each participant's score; the test as a whole is kept in the event's form."""

    index_rank = 7
    rules = RULES[KnowledgeTest]
    menu_group = Group.EVENTS
    list_display = ["__str__", "event", "taken_by", "mean_score", "scale"]
    list_select_related = ["event"]
    list_filter = ["moment", "event"]
    linked_lookups = ("event",)
    fields = ["event", "moment", "sex", "taken_by", "mean_score", "median_score", "scale"]
    readonly_fields = fields
    inlines = [ScoreInline]

    def has_add_permission(self, request):
        return False
