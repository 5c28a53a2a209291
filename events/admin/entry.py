"""How a record is entered: a first page, then its parts one by one."""

from copy import deepcopy
from dataclasses import replace

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page

from events import sections as parts
from events.admin.event_sections import ATTENDANCE, FIRST_PAGE, RECORD, SECTIONS, WHO
from events.admin.kept_drafts import part_of, saved_parts
from events.admin.quotations import quoted_on
from events.admin.section_addresses import section_address
from events.admin.sections import PARAMETER, SectionedAdmin
from events.forms.first_page import FirstPageForm
from events.forms.shared_total import SHARED_TOTAL
from events.models import Event, EventLink, EventRole, EventSource
from events.permissions import can, visible_to
from events.services.search_text import index_event
from events.services.section_states import states_of, typed_in, typed_mark
from organisations.admin.scoped import AutocompleteChips
from organisations.permissions import coordinates
from rss_registry.held_forms import HELD

# Which column offers the rows of each field of the first page.
_ROWS = {
    "where": Event._meta.get_field("places"),
    "organisers": EventRole._meta.get_field("organisation"),
    "funders": EventRole._meta.get_field("organisation"),
    "sources": EventSource._meta.get_field("source"),
    # Events that one may read, and not those alone that one may correct.
    "shared_with": EventLink._meta.get_field("other"),
}


class RecordEntry(SectionedAdmin):
    """The pages of a record's parts."""

    sections = SECTIONS
    first_page = FIRST_PAGE

    # -- what a page holds ---------------------------------------------------------

    def chosen_sections(self, request, obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            # Whoever only reads has nothing to save part by part.
            return self.sections
        return super().chosen_sections(request, obj)

    def get_sections(self, request, obj=None):
        chosen = [self._section_for(section, request, obj) for section in self.chosen_sections(request, obj)]
        return [section for section in chosen if section is not None]

    def _section_for(self, section, request, obj):
        if section is RECORD:
            if obj is None and not coordinates(request.user):
                return None
            return replace(section, fields=section.fields if obj else ("owner",))
        if section is FIRST_PAGE and obj is None and request.user.organisation_id is None:
            return replace(section, fields=(*section.fields, "owner"))
        if section is WHO and obj is not None and not self.has_change_permission(request, obj):
            # Printed in full when it cannot be edited, and it may hold agreements of others.
            return replace(section, fields=tuple(name for name in section.fields if name != "agreements"))
        if section is ATTENDANCE and obj is not None and not self.has_change_permission(request, obj):
            # Below it stands what these say where nothing is typed.
            typed = {"audience_words", *SHARED_TOTAL}
            fields = tuple(field for field in section.fields if not typed & {*flatten([field])})
            return replace(section, fields=fields)
        return section

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.chosen_sections(request, obj) == (FIRST_PAGE,):
            kwargs["form"] = FirstPageForm
        form = super().get_form(request, obj, change, **kwargs)
        # Fields that the form declares are the same for everybody, and here they become this user's.
        form.base_fields = deepcopy(form.base_fields)
        shown = {"version", *flatten_fieldsets(self.get_fieldsets(request, obj))}
        for name in form.base_fields.keys() - shown:
            # A field that the page does not show must not come back empty.
            del form.base_fields[name]
        for name in _ROWS.keys() & form.base_fields.keys():
            self._offer_rows(request, form.base_fields[name], _ROWS[name])
        if "shared_with" in form.base_fields:
            self._share_total(request, form, obj)
        if "languages" in form.base_fields:
            # A new row cannot join a list of boxes without loading the page again.
            form.base_fields["languages"].widget.can_add_related = False
        form.relations += tuple(inline.model for inline in self.get_inlines(request, obj))
        if obj is not None:
            shown_parts = saved_parts(self.chosen_sections(request, obj))
            form.typed_mark, form.has_typed = typed_mark(obj, shown_parts, user=request.user)
        return form

    def _share_total(self, request, form, event):
        """It stands on the pages of all its events: where one is public, an officer proposes it."""
        may_propose = event is not None and can(request.user, "propose", event)
        form.changes_public_pages = coordinates(request.user) or may_propose
        form.may_change_total = staticmethod(lambda group: may_propose or can(request.user, "change", group))

    def _offer_rows(self, request, field, column):
        related = self.admin_site.get_model_admin(column.remote_field.model)
        field.widget = RelatedFieldWidgetWrapper(
            AutocompleteChips(column, self.admin_site),
            column.remote_field,
            self.admin_site,
            can_add_related=related.has_add_permission(request),
        )
        field.queryset = self.get_field_queryset(None, column, request)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "languages":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # -- one page ------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = self._page_of_record
        if request.method == "GET" and request.GET.keys() <= {PARAMETER}:
            # Not where the address could put a text of somebody else's choice into the page: by how well
            # both compress together one could guess the rest (docs/decisions/0042).
            view = gzip_page(view)
        return view(request, object_id, form_url, extra_context)

    def _page_of_record(self, request, object_id, form_url, extra_context):
        event = self.asked_row(request, object_id)
        names_no_part = not {PARAMETER, HELD, IS_POPUP_VAR} & request.GET.keys()
        if event is not None and request.method == "GET" and names_no_part and self.may_enter(request, event):
            return self.overview_view(request, event)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def may_enter(self, request, event):
        """Whether the user saves parts of the record, or proposes how they should read."""
        return self.has_change_permission(request, event) or can(request.user, "propose", event)

    def beside_part(self, request, event):
        """What stands around the page: its name, the other parts with their states, what is missing here."""
        shown, progress = self.chosen_sections(request, event), states_of([event])[event.pk]
        names = {FIRST_PAGE.key: None} | {each.section.key: each.progress for each in progress.parts}
        keys = [section.key for section in shown]
        return {
            "page_name": part_of(shown).title,
            "part_rows": [
                (parts.BY_KEY[key].title, section_address(event, key), state, keys == [key])
                for key, state in names.items()
            ]
            if len(shown) == 1 and self.has_change_permission(request, event)
            else [],
            "gaps": [gap for each in progress.parts if each.section.key in keys for gap in each.gaps],
            "quotations": quoted_on(event, shown),
            "shared_totals": self._shared_totals(request, event) if ATTENDANCE in shown else [],
            "evidence_address": section_address(event, parts.EVIDENCE.key),
            "is_whole": len(shown) > 1,
            "has_next": len(shown) == 1 and shown[0] not in (FIRST_PAGE, RECORD),
        }

    def _shared_totals(self, request, event):
        """Each total that it shares: its name, the other events, and where the user may correct it."""
        for group in event.headcount_groups.prefetch_related("headcounts").order_by("pk"):
            events = group.events.exclude(pk=event.pk).order_by("pk")
            others = [str(other) for other in visible_to(request.user, events)]
            if unseen := len(events) - len(others):
                others.append(
                    ngettext(
                        "%(count)d fiche d’une autre organisation",
                        "%(count)d fiches d’autres organisations",
                        unseen,
                    )
                    % {"count": unseen}
                )
            address = reverse("admin:events_headcountgroup_change", args=[group.pk])
            numbers = ", ".join(str(row) for row in group.headcounts.all())
            yield numbers, others, address if can(request.user, "change", group) else ""

    # -- a new record that is sent twice --------------------------------------------

    def as_change(self, request):
        # It was asked for when there was none.
        request.__dict__.pop("asked_row", None)
        request.GET = request.GET.copy()
        request.GET.setdefault(PARAMETER, FIRST_PAGE.key)

    def version_after(self, request, record):
        asked = request.GET
        self.as_change(request)
        form = self.get_form(request, record, change=True)(instance=Event.objects.get(pk=record.pk))
        request.GET = asked
        return form.initial["version"]

    def answer_again(self, request, record):
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, record)
        # Not `response_add`: the move of its button is made.
        self.as_change(request)
        part = part_of(self.chosen_sections(request, record))
        if typed_in(record, part):
            return HttpResponseRedirect(section_address(record, part.key))
        return HttpResponseRedirect(self.after_part(request, record))

    # -- after it ------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_event(event=form.instance)

    def after_part(self, request, event):
        """The address after a page was saved: the next part where one asked for it, or the list of parts."""
        keys = [section.key for section in (FIRST_PAGE, *SECTIONS)]
        shown = request.GET.get(PARAMETER, FIRST_PAGE.key)
        if "_continue" in request.POST:
            if shown == parts.WHOLE.key:
                return section_address(event, parts.WHOLE.key)
            if shown in keys[:-2]:
                return section_address(event, keys[keys.index(shown) + 1])
        return reverse("admin:events_event_change", args=[event.pk])
