"""Events."""

from dataclasses import replace

from django.contrib import admin, messages
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.columns import EventColumns
from events.admin.copying import CopyPage
from events.admin.costs import CostsPage, visible_costs
from events.admin.deleting import DeletedDrafts
from events.admin.english import EnglishPage
from events.admin.event_sections import RECORD, SECTIONS, WHO
from events.admin.files import EventFiles
from events.admin.filters import GapFilter, KindFilter, UnitFilter
from events.admin.gaps import gaps_of
from events.admin.index import index_panels
from events.admin.justifications import JustificationsPage
from events.admin.likely import LikelyPages, facts_panels
from events.admin.sections import SectionedAdmin
from events.admin.steps import STEPS, StepsAdmin
from events.costs import events_to_charge, sums_of
from events.enums import Status
from events.forms.events import EventForm
from events.models import CostLine, Event, EventLink
from events.permissions import RULES, ListRules, editable_by, keeps_list_of
from events.resources import EventResource, HeadcountResource
from events.services.attendance import EmptyListError, count_attendance_list
from events.services.correcting import asks_reason, correcting
from events.services.search_text import index_event
from organisations.admin.filters import SeenValuesFilter
from organisations.admin.history import ScopedHistoryAdmin
from organisations.permissions import coordinates
from rss_registry.exchange_admin import ExchangeAdmin

# One line beside the correction on the public page.
LONGEST_REASON = 200
_OWNER = ("owner", SeenValuesFilter)


class EventPages(
    SectionedAdmin,
    StepsAdmin,
    DeletedDrafts,
    EventColumns,
    EnglishPage,
    CostsPage,
    JustificationsPage,
    EventFiles,
    LikelyPages,
    CopyPage,
):
    """What makes up the pages of an event, each part in a module of its own."""


@admin.register(Event)
class EventAdmin(ExchangeAdmin, EventPages, ScopedHistoryAdmin):
    index_rank = 1
    resource_classes = [EventResource, HeadcountResource]
    rules = RULES[Event]
    form = EventForm
    sections = SECTIONS
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
    list_filter = ["status", "outcome", KindFilter, UnitFilter, GapFilter, _OWNER]
    linked_lookups = ("roles__organisation", "places", "programmes", "series")
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
        if isinstance(RULES.get(db_field.model), ListRules):
            return rows.filter(owner=request.user.organisation_id)
        return editable_by(request.user, rows)

    def choice_label(self, row):
        return f"{row.title} – {self.dates_column(row)}"

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def index_panels(self, request):
        panels = [*index_panels(request.user), *facts_panels(request.user)]
        return self.with_deleted(request, panels)

    def get_list_filter(self, request):
        """An officer has one organisation to choose from."""
        filters = super().get_list_filter(request)
        return filters if coordinates(request.user) else [item for item in filters if item != _OWNER]

    # -- the form ------------------------------------------------------------------

    def get_sections(self, request, obj=None):
        sections = [self._section_for(section, request, obj) for section in self.sections]
        return [section for section in sections if section is not None]

    def _section_for(self, section, request, obj):
        if section is RECORD:
            fields = section.fields if obj else ("owner",)
            if obj is None and not coordinates(request.user):
                return None
            return replace(section, fields=fields)
        if section is WHO and obj is not None and not self.has_change_permission(request, obj):
            # Printed in full when it cannot be edited, and it may hold agreements of others.
            return replace(section, fields=tuple(name for name in section.fields if name != "agreements"))
        return section

    def get_readonly_fields(self, request, obj=None):
        """An officer's record stays with his organisation; coordinators may hand it over."""
        fields = super().get_readonly_fields(request, obj)
        return fields if coordinates(request.user) else [*fields, "owner"]

    @admin.display(description=gettext_lazy("publics présents"))
    def audience(self, obj):
        # What the boxes of the form become when the record can only be read.
        return ", ".join(row.get_category_display() for row in obj.audiences.all())

    @admin.display(description=gettext_lazy("saisi par"))
    def entered_by(self, obj):
        # In words: the account itself is for administrators.
        return str(obj.created_by or "")

    def get_changeform_initial_data(self, request):
        return {"owner": request.user.organisation_id, **super().get_changeform_initial_data(request)}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "languages":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "languages" in form.base_fields:
            # A new row cannot join a list of boxes without loading the page again.
            form.base_fields["languages"].widget.can_add_related = False
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Around the whole: what was changed is published with its commit.
        with correcting(request.POST.get("correction_reason", "")[:LONGEST_REASON]) as saving:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if saving.no_longer_shown:
            self.message_user(request, _no_longer_shown(saving), messages.WARNING)
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is None:
            context["steps"] = [STEPS["submit"]]
        else:
            first, with_reason = self.steps_for(request, obj)
            context |= {
                "steps": first,
                "reason_steps": with_reason,
                "asks_reason": asks_reason(obj) and self.has_change_permission(request, obj),
                "correction_reason": request.POST.get("correction_reason", ""),
                "longest_reason": LONGEST_REASON,
                "cost_sums": sums_of(visible_costs(request.user, obj)),
                "who_deletes": self.who_deletes(request, obj),
                "gaps": gaps_of([obj]).get(obj.pk, []),
                "last_change": obj.status_changes.order_by("-pk").first(),
                "keeps_list": keeps_list_of(request.user, obj),
                "list_length": obj.participants.count() if keeps_list_of(request.user, obj) else 0,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # -- saving --------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            if not coordinates(request.user):
                obj.owner_id = request.user.organisation_id
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_event(event=form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        address = self._after_saving(request, obj)
        return (
            HttpResponseRedirect(address)
            if address
            else super().response_add(request, obj, post_url_continue)
        )

    def response_change(self, request, obj):
        address = self._after_saving(request, obj)
        return HttpResponseRedirect(address) if address else super().response_change(request, obj)

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
        return self.step_after_saving(request, obj)

    # -- addresses -----------------------------------------------------------------

    def public_address(self, obj):
        return obj.get_absolute_url() if obj.status == Status.PUBLISHED else None

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:object_id>/etat/<str:name>/", view(self.step_view), name="events_event_step"),
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


def _no_longer_shown(saving):
    return _(
        "La page publique ne montre plus : %(numbers)s. De petits nombres s’en déduiraient, "
        "avec ceux de la fiche ou avec ce que la page a déjà montré. Si c’est une faute de frappe, "
        "remettez le nombre d’avant : tout sera de nouveau montré."
    ) % {"numbers": ", ".join(sorted(map(str, saving.no_longer_shown)))}
