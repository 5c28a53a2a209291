"""How a record is entered: a first page, then its parts one by one; and a draft is kept as it was typed."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events import sections as parts
from events.admin.event_sections import FIRST_PAGE, RECORD, SECTIONS, WHO
from events.admin.section_addresses import section_address
from events.admin.sections import PARAMETER, SectionedAdmin
from events.enums import Outcome, Status
from events.forms.first_page import FirstPageForm
from events.models import Event, EventRole, EventSource
from events.services.search_text import index_event
from events.services.section_states import forget_typed, keep_typed, states_of, typed_in
from organisations.admin.scoped import AutocompleteChips
from organisations.permissions import coordinates
from rss_registry.held_files import held_fields
from rss_registry.held_forms import HELD, is_given_back, mark_saved

# Which column offers the rows of each field of the first page.
_ROWS = {
    "where": Event._meta.get_field("places"),
    "organisers": EventRole._meta.get_field("organisation"),
    "funders": EventRole._meta.get_field("organisation"),
    "sources": EventSource._meta.get_field("source"),
}
# Of a form that was sent: what says nothing of the record.
_NOT_TYPED = ("csrfmiddlewaretoken",)


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
        return section

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.chosen_sections(request, obj) == (FIRST_PAGE,):
            kwargs["form"] = FirstPageForm
        form = super().get_form(request, obj, change, **kwargs)
        shown = {"version", *flatten_fieldsets(self.get_fieldsets(request, obj))}
        for name in form.base_fields.keys() - shown:
            # A field that the page does not show must not come back empty.
            del form.base_fields[name]
        for name in _ROWS.keys() & form.base_fields.keys():
            self._offer_rows(request, form.base_fields[name], _ROWS[name])
        if "languages" in form.base_fields:
            # A new row cannot join a list of boxes without loading the page again.
            form.base_fields["languages"].widget.can_add_related = False
        form.relations += tuple(inline.model for inline in self.get_inlines(request, obj))
        return form

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
        event = self.get_object(request, unquote(object_id)) if object_id else None
        if event is not None and request.method == "GET" and self.has_change_permission(request, event):
            if not {PARAMETER, HELD, IS_POPUP_VAR} & request.GET.keys():
                return self.overview_view(request, event)
            self._show_as_typed(request, event)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if self._is_refused_draft(request, response, event):
            address = self._keep_draft(request, response.context_data, event)
            if event is None:
                return HttpResponseRedirect(address)
        return response

    def _show_as_typed(self, request, event):
        """Of a part that was kept with errors: the page as it was typed, with what is wrong beside it."""
        typed = typed_in(event, _part_of(self.chosen_sections(request, event)))
        if typed is not None:
            request.POST = QueryDict(mutable=True)
            for name, values in typed.items():
                request.POST.setlist(name, values)
            for formset, _inline in self.get_formsets_with_inlines(request, event):
                # Rows that only a stored record has.
                for counter in ("TOTAL_FORMS", "INITIAL_FORMS"):
                    request.POST.setdefault(f"{formset.get_default_prefix()}-{counter}", "0")
            request.method, request.is_given_back, request.is_kept_draft = "POST", True, True

    def _is_refused_draft(self, request, response, event):
        if request.method != "POST" or is_given_back(request) or not isinstance(response, TemplateResponse):
            return False
        context = response.context_data or {}
        if not context.get("errors") or IS_POPUP_VAR in request.POST:
            return False
        if event is not None and event.status not in Status.editable_by_officers():
            return False
        form = context["adminform"].form
        problems = form.non_field_errors().as_data()
        if event is None and "owner" in form.errors:
            # Whose draft would it be?
            return False
        return "saved_meanwhile" not in [problem.code for problem in problems]

    def _keep_draft(self, request, context, event):
        """Store what can be stored, keep the page as it was typed; returns where it is corrected."""
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        part = _part_of(self.chosen_sections(request, event))
        with transaction.atomic():
            stored = self._store_valid(request, form)
            if event is None:
                self.log_addition(request, stored, [{"added": {}}])
            else:
                self.log_change(request, stored, [{"changed": {"fields": form.changed_data}}])
            typed = _typed(request, form, formsets)
            # What could be stored was: only what others save from now on is news.
            request.GET = QueryDict(mutable=True)
            request.GET[PARAMETER] = part.key
            fresh = self.get_form(request, stored, change=True)(instance=Event.objects.get(pk=stored.pk))
            typed["version"] = [fresh.initial["version"]]
            keep_typed(event=stored, section=part, typed=typed, by=request.user)
        form.data = form.data.copy()
        form.data["version"] = fresh.initial["version"]
        request.is_kept_draft = True
        mark_saved(request)
        self.message_user(
            request,
            _(
                "Brouillon gardé tel que vous l’avez tapé. À corriger avant la relecture : %(fields)s. "
                "Vous pouvez y revenir plus tard."
            )
            % {"fields": ", ".join(_wrong_fields(form, formsets)) or part.title},
            messages.WARNING,
        )
        return section_address(stored, part.key)

    def _store_valid(self, request, form):
        event = form.instance
        if event.pk is None:
            event.created_by = request.user
            if not coordinates(request.user) or event.owner_id is None:
                event.owner_id = request.user.organisation_id
        try:
            with transaction.atomic():
                event.save()
        except IntegrityError:
            # Two values that exclude each other: both are kept as typed.
            if event.pk is None:
                event = Event(
                    title_fr=event.title_fr,
                    kind=event.kind,
                    outcome=Outcome.PLANNED,
                    owner=event.owner,
                    created_by=event.created_by,
                )
                event.save()
            else:
                event = Event.objects.get(pk=event.pk)
        index_event(event=event)
        return event

    def beside_part(self, request, event):
        """What stands around the page: its name, the other parts with their states, what is missing here."""
        shown, progress = self.chosen_sections(request, event), states_of([event])[event.pk]
        names = {FIRST_PAGE.key: None} | {each.section.key: each.progress for each in progress.parts}
        keys = [section.key for section in shown]
        return {
            "page_name": _part_of(shown).title,
            "part_rows": [
                (parts.BY_KEY[key].title, section_address(event, key), state, keys == [key])
                for key, state in names.items()
            ]
            if len(shown) == 1 and self.has_change_permission(request, event)
            else [],
            "gaps": [gap for each in progress.parts if each.section.key in keys for gap in each.gaps],
            "is_whole": len(shown) > 1,
            "has_next": len(shown) == 1 and shown[0] not in (FIRST_PAGE, RECORD),
        }

    # -- after it ------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_event(event=form.instance)
        sections = self.chosen_sections(request, form.instance)
        saved = {_part_of(sections), *(section.part for section in sections)}
        forget_typed(event=form.instance, sections=saved)

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


def _part_of(sections):
    return sections[0].part if len(sections) == 1 else parts.WHOLE


def _typed(request, form, formsets):
    """The fields of the page as they were sent, by name, with the files that were accepted."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if not name.startswith("_") and name not in _NOT_TYPED
    }
    for each in (form, *(row for formset in formsets for row in formset.forms)):
        for name, field in each.fields.items():
            typed |= {key: [token] for key, token in held_fields(field.widget, each.add_prefix(name)).items()}
    return typed


def _wrong_fields(form, formsets):
    rows = [row for formset in formsets for row in formset.forms]
    labels = [
        each.fields[name].label for each in (form, *rows) for name in each.errors if name in each.fields
    ]
    return [f"« {label} »" for label in dict.fromkeys(map(str, labels))]
