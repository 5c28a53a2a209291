"""Events."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.attendance import AttendancePages
from events.admin.bulk_changes import BulkChanges
from events.admin.chosen_columns import ChosenEventColumns
from events.admin.columns import EventColumns
from events.admin.copying import CopyPage
from events.admin.corrections import no_longer_shown
from events.admin.costs import CostsPage, visible_costs
from events.admin.deleting import DeletedDrafts
from events.admin.english import EnglishPage
from events.admin.entry import RecordEntry
from events.admin.files import EventFiles
from events.admin.filters import GapFilter, KindFilter, OwnerFilter, UnitFilter
from events.admin.home import EventHome
from events.admin.justifications import JustificationsPage
from events.admin.kept_drafts import KeptDrafts
from events.admin.left_hands import LeftHands
from events.admin.likely import LikelyPages
from events.admin.list_columns import ListColumns
from events.admin.list_persons import ListPersons
from events.admin.list_rows import ListRows
from events.admin.merging import EventMergePages
from events.admin.overview import RecordOverview
from events.admin.presence_grid import PresencePage
from events.admin.proposals import ProposalsAdmin
from events.admin.quality import QualityPage
from events.admin.same_people import SamePeoplePages
from events.admin.searching import SearchEverywhere
from events.admin.steps import STEPS, StepsAdmin
from events.admin.versions import RecordVersions
from events.admin.workbooks import WorkbookPages
from events.costs import events_to_charge, sums_of
from events.enums import Status
from events.forms.events import EventForm
from events.models import CostLine, Event, EventLink, HeadcountGroup
from events.permissions import RULES, ListRules, editable_by, keeps_list_of
from events.resources import EventResource, HeadcountResource, SessionResource
from events.services.attendance import EmptyListError, count_attendance_list
from events.services.correcting import LONGEST_REASON, asks_reason, correcting
from organisations.admin.history import ScopedHistoryAdmin
from organisations.permissions import coordinates
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin

_OWNER = ("owner", OwnerFilter)


class EventPages(
    LeftHands,
    RecordEntry,
    ProposalsAdmin,
    KeptDrafts,
    RecordOverview,
    StepsAdmin,
    BulkChanges,
    DeletedDrafts,
    EventColumns,
    ChosenEventColumns,
    EnglishPage,
    CostsPage,
    JustificationsPage,
    EventFiles,
    EventHome,
    QualityPage,
    SearchEverywhere,
    RecordVersions,
    LikelyPages,
    EventMergePages,
    CopyPage,
    AttendancePages,
    ListColumns,
    ListPersons,
    ListRows,
    PresencePage,
    SamePeoplePages,
):
    """What makes up the pages of an event, each part in a module of its own."""


@admin.register(Event)
class EventAdmin(WorkbookPages, ExchangeAdmin, EventPages, ScopedHistoryAdmin):
    index_rank = 1
    resource_classes = [EventResource, HeadcountResource, SessionResource]
    rules = RULES[Event]
    menu_group = Group.EVENTS
    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    list_display = [
        "reference_column",
        "title_column",
        "dates_column",
        "place_column",
        "status_column",
        "participants_column",
        "gaps_column",
    ]
    list_display_links = ["reference_column", "title_column"]
    linked_lookups = ("roles__organisation", "places", "programmes", "series", "created_by")
    list_filter = ["status", "outcome", KindFilter, UnitFilter, GapFilter, _OWNER]
    date_hierarchy = "starts_on"
    search_fields = ["search_text__text"]
    search_help_text = gettext_lazy("Titre, lieu, organisation, thème, référence… sans souci des accents.")
    autocomplete_fields = [
        "owner",
        "series",
        "programmes",
        "agreements",
        "themes",
        "contributes_to",
        "legal_references",
        "origins",
    ]
    readonly_fields = ["entered_by", "created_at", "updated_at"]

    # -- rows ----------------------------------------------------------------------

    def choices(self, request, db_field):
        """A part is added to events that one may correct; a participant, to those whose list one keeps."""
        if db_field.model is CostLine:
            return events_to_charge(request.user)
        rows = self.get_queryset(request)
        if db_field.model is EventLink:
            return rows
        if db_field.model is HeadcountGroup:
            return rows.filter(pk__in=RULES[HeadcountGroup].events(request.user).order_by().values("pk"))
        if isinstance(RULES.get(db_field.model), ListRules):
            return rows.filter(owner=request.user.organisation_id)
        return editable_by(request.user, rows)

    def choice_label(self, row):
        return f"{row} – {self.dates_column(row)}"

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def get_list_filter(self, request):
        """An officer has one organisation to choose from."""
        filters = super().get_list_filter(request)
        return filters if coordinates(request.user) else [item for item in filters if item != _OWNER]

    # -- the form ------------------------------------------------------------------

    def get_readonly_fields(self, request, obj=None):
        """An officer's record stays with his organisation; coordinators may hand it over."""
        fields = super().get_readonly_fields(request, obj)
        return fields if coordinates(request.user) else [*fields, "owner"]

    @admin.display(description=gettext_lazy("publics présents"))
    def audience(self, obj):
        # What the boxes of the form become when the record can only be read.
        return ", ".join(row.category_label for row in obj.audiences.all())

    @admin.display(description=gettext_lazy("saisi par"))
    def entered_by(self, obj):
        # In words: the account itself is for administrators.
        return str(obj.created_by or "")

    def get_changeform_initial_data(self, request):
        return {"owner": request.user.organisation_id, **super().get_changeform_initial_data(request)}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Around the whole: what was changed is published with its commit.
        with correcting(request.POST.get("correction_reason", "")[:LONGEST_REASON]) as saving:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if saving.no_longer_shown:
            self.message_user(request, no_longer_shown(saving), messages.WARNING)
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is None:
            context |= {
                "steps": [STEPS["submit"]],
                "page_name": _("Nouvel événement"),
                "is_first_page": self.chosen_sections(request) == (self.first_page,),
            }
        else:
            first, with_reason = self.steps_for(request, obj)
            keeps_list = keeps_list_of(request.user, obj)
            context |= {
                "steps": first,
                "reason_steps": with_reason,
                "asks_reason": asks_reason(obj) and self.has_change_permission(request, obj),
                "correction_reason": request.POST.get("correction_reason", ""),
                "longest_reason": LONGEST_REASON,
                "cost_sums": sums_of(visible_costs(request.user, obj)),
                "last_change": obj.status_changes.order_by("-pk").first(),
                "keeps_list": keeps_list,
                "list_length": obj.participants.count() if keeps_list else 0,
                **self.beside_part(request, obj),
            }
        context["shows_likely"] = obj is None or self.has_change_permission(request, obj)
        context |= {"title": str(obj) if obj else context["page_name"], "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # -- saving --------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            if not coordinates(request.user):
                obj.owner_id = request.user.organisation_id
        super().save_model(request, obj, form, change)
        for notice in form.notices:
            self.message_user(request, notice, messages.WARNING)

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.response_change(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return HttpResponseRedirect(self._after_saving(request, obj))

    def _after_saving(self, request, obj):
        if "_count_list" in request.POST and keeps_list_of(request.user, obj):
            try:
                rows = count_attendance_list(event=obj)
                self.message_user(
                    request,
                    _("Les effectifs viennent maintenant de la liste : %(rows)d lignes.")
                    % {"rows": len(rows)},
                )
            except EmptyListError as refused:
                self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return reverse("admin:events_event_change", args=[obj.pk])
        address = self.step_after_saving(request, obj)
        if address is None:
            self.message_user(request, _("Enregistré."), messages.SUCCESS)
        return address or self.after_part(request, obj)

    # -- addresses -----------------------------------------------------------------

    def public_address(self, obj):
        return obj.get_absolute_url() if obj.status == Status.PUBLISHED else None

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:object_id>/etat/<str:name>/", view(self.step_view), name="events_event_step"),
            path(
                "<int:object_id>/sans-objet/<str:key>/",
                view(self.not_applicable_view),
                name="events_event_not_applicable",
            ),
            path(
                "<int:object_id>/proposition/<str:key>/",
                view(self.proposal_view),
                name="events_event_proposal",
            ),
            path("<int:object_id>/retablir/", view(self.restore_view), name="events_event_restore"),
            path("<int:object_id>/couts/", view(self.costs_view), name="events_event_costs"),
            path(
                "<int:object_id>/constats/",
                view(self.justifications_view),
                name="events_event_justifications",
            ),
            path("<int:object_id>/anglais/", view(self.english_view), name="events_event_english"),
            path(
                "<int:object_id>/fichier/<str:kind>/<int:file_id>/",
                view(self.file_view),
                name="events_event_file",
            ),
        ]
        return own + super().get_urls()
