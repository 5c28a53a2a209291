"""A draft is kept as it was typed, whatever is wrong in it (docs/decisions/0036)."""

import re

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from events import sections as parts
from events.admin.section_addresses import section_address
from events.admin.sections import PARAMETER
from events.enums import Status
from events.models import Event
from events.permissions import visible_to
from events.services.search_text import index_event
from events.services.section_states import forget_typed, keep_typed, mark_version, typed_in
from organisations.models import GrantAgreement
from organisations.permissions import coordinates
from rss_registry.held_files import held_fields
from rss_registry.held_forms import is_given_back, mark_saved
from rss_registry.text import without_nul

# What a widget adds to the name of its field: its part of several, a file that waits, « effacer ».
_OF_WIDGET = re.compile(r"(_\d+|-held|-clear)$")


def part_of(sections):
    """The part that a page of these sections is."""
    return sections[0].part if len(sections) == 1 else parts.WHOLE


def saved_parts(sections):
    """The parts that a page of these sections settles once it is saved: each, and the page as a whole."""
    return {part_of(sections), *(section.part for section in sections)}


def show_typed(model_admin, request, event, typed, *, by):
    """Open the page with the fields `typed` (by whom), as if they had just been sent and were not valid."""
    request.POST = QueryDict(mutable=True)
    for name, values in typed.items():
        request.POST.setlist(name, values)
    # What the page of who sent it did not offer in full, or not at all.
    request.POST.setdefault("owner", str(event.owner_id))
    if "agreements" in flatten_fieldsets(model_admin.get_fieldsets(request, event)):
        request.POST.setlist("agreements", _agreements(request, event, typed.get("agreements", ()), by))
    if "shared_with" in typed or "shared_total" in typed:
        request.POST.setlist("shared_with", [*typed.get("shared_with", ()), *_unseen_in_total(event, by)])
    for formset, _inline in model_admin.get_formsets_with_inlines(request, event):
        # Rows that only a stored record has.
        for counter in ("TOTAL_FORMS", "INITIAL_FORMS"):
            request.POST.setdefault(f"{formset.get_default_prefix()}-{counter}", "0")
    request.method, request.is_given_back, request.is_kept_draft = "POST", True, True


def typed_fields(request, form, formsets, *, is_lasting=False) -> dict[str, list[str]]:
    """The fields of the page as they were sent, by name, with words for the files that were accepted.

    `is_lasting`: the files wait until somebody answers, and not for a day.
    """
    pages = (form, *(row for formset in formsets for row in formset.forms))
    # Nothing else: whoever opens the page later may be offered more fields than who sent it.
    own = {each.add_prefix(name) for each in pages for name in each.fields}
    sent = dict(request.POST.lists())
    for formset in formsets:
        # Its rows may bear other numbers than those under which they were sent.
        beginning = f"{formset.prefix}-"
        sent = {name: values for name, values in sent.items() if not name.startswith(beginning)}
        # Django makes a plain dictionary of nothing.
        rows = formset.data.lists() if formset.data else ()
        sent |= {name: values for name, values in rows if name.startswith(beginning)}
    typed = {
        name: [without_nul(value) for value in values]
        for name, values in sent.items()
        if name in own or _OF_WIDGET.sub("", name) in own
    }
    for formset in formsets:
        typed |= _counters(formset, typed)
    for each in pages:
        for name, field in each.fields.items():
            cleaned = getattr(each, "cleaned_data", {}).get(name)
            held = held_fields(field.widget, each.add_prefix(name), cleaned, is_lasting=is_lasting)
            typed |= {key: [token] for key, token in held.items()}
    return typed


def _counters(formset, typed):
    """How many rows were sent, counted: what the page says of it need not be true."""
    rows = formset.forms
    while rows and not any(rows[-1].add_prefix(name) in typed for name in rows[-1].fields):
        rows = rows[:-1]
    stored = min(formset.initial_form_count(), len(rows))
    prefix = formset.prefix
    return {f"{prefix}-TOTAL_FORMS": [str(len(rows))], f"{prefix}-INITIAL_FORMS": [str(stored)]}


def _agreements(request, event, typed, by):
    """Those that were chosen, and those of the record that `by` did not see and so has not taken away."""
    stored = event.agreements.all()
    unseen = stored.exclude(pk__in=visible_to(by, stored)) if by else stored
    chosen = [int(key) for key in typed if key.isdecimal() and len(key) < 10]
    shown = GrantAgreement.objects.filter(pk__in={*chosen, *unseen.values_list("pk", flat=True)})
    return [str(row.pk) for row in visible_to(request.user, shown)]


def _unseen_in_total(event, by):
    """The events of its shared total that `by` did not see and so has not taken away."""
    group = event.headcount_groups.order_by("pk").first()
    if group is None:
        return []
    others = group.events.exclude(pk=event.pk)
    return [
        str(pk)
        for pk in (others.exclude(pk__in=visible_to(by, others)) if by else others).values_list(
            "pk", flat=True
        )
    ]


class KeptDrafts:
    """Drafts that do not pass come back as they were typed, with what is wrong beside it."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        event = self.asked_row(request, object_id)
        if event is not None and request.method == "GET" and self.has_change_permission(request, event):
            state = typed_in(event, part_of(self.chosen_sections(request, event)))
            if state is not None:
                show_typed(self, request, event, state.typed, by=state.updated_by)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if self._is_refused_draft(request, response, event):
            address = self._keep_draft(request, response.context_data, event)
            if event is None:
                return HttpResponseRedirect(address)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_typed:
            saved = saved_parts(self.chosen_sections(request, form.instance))
            forget_typed(event=form.instance, sections=saved)

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
        part = part_of(self.chosen_sections(request, event))
        with transaction.atomic():
            if event is not None:
                in_work = Event.objects.filter(status__in=Status.editable_by_officers())
                current = in_work.select_for_update().filter(pk=event.pk).first()
                if current is None:
                    # Submitted or deleted since the page was checked: the next saving says so.
                    return ""
                form.take_over(current)
            stored = self._store_valid(request, form)
            if event is None:
                self.log_addition(request, stored, [{"added": {}}])
            else:
                self.log_change(request, stored, [{"changed": {"fields": form.changed_data}}])
            typed = typed_fields(request, form, formsets)
            kept = keep_typed(event=stored, section=part, typed=typed, by=request.user)
            # What could be stored was: only what others save from now on is news.
            request.GET = QueryDict(mutable=True)
            request.GET[PARAMETER] = part.key
            fresh = self.get_form(request, stored, change=True)(instance=Event.objects.get(pk=stored.pk))
            mark_version(kept, fresh.initial["version"].partition(".")[0])
            self.note_saved(request, stored, version=fresh.initial["version"])
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
            self.claim_key(request)
            event.created_by = request.user
            if not coordinates(request.user) or event.owner_id is None:
                event.owner_id = request.user.organisation_id
        event.save()
        index_event(event=event)
        return event


def _wrong_fields(form, formsets):
    rows = [row for formset in formsets for row in formset.forms]
    labels = [
        each.fields[name].label for each in (form, *rows) for name in each.errors if name in each.fields
    ]
    return [f"« {label} »" for label in dict.fromkeys(map(str, labels))]
