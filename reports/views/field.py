"""What is printed for the room: sign-in sheets and certificates, from the admin page of an event.

Nothing of it is kept: not in a cache, not on a disk, not under a name that names anybody.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.half_days import half_days_of, read_code
from events.models import Event
from events.permissions import keeps_list_of, visible_to
from reports.documents import certificates, sign_in_sheets
from reports.forms.field import CertificatesForm, SignInSheetsForm
from reports.views.documents import pdf_response


def _staff_event(request, event_id):
    return get_object_or_404(visible_to(request.user, Event.objects.select_related("owner")), pk=event_id)


@require_safe
def sheets_page(request, event_id):
    """The choices before printing; an event without days gets told what to do first."""
    event = _staff_event(request, event_id)
    slots = half_days_of(event)
    form = _sheets_form(request, event, slots) if slots else None
    return _sheets_answer(request, event, form)


@require_safe
def sheets_pdf(request, event_id):
    event = _staff_event(request, event_id)
    slots = half_days_of(event)
    form = _sheets_form(request, event, slots) if slots else None
    if form is None or not form.is_valid():
        return _sheets_answer(request, event, form, status=422)
    with override(form.cleaned_data["langue"]):
        sheets = sign_in_sheets.build(event, form.slots, rows=form.rows, people=form.people)
        return pdf_response(sign_in_sheets.write(sheets), sheets.filename)


def _sheets_form(request, event, slots):
    people = None
    if keeps_list_of(request.user, event):
        people = list(event.participants.select_related("organisation").order_by("number"))
    return SignInSheetsForm(request.GET, slots=slots, people=people)


def _sheets_answer(request, event, form, status=200):
    refusal = _(
        "Cet événement n’a pas encore de jours connus : donnez dans sa fiche les deux dates au jour près, "
        "ou la liste de ses demi-journées. Les feuilles seront alors à imprimer ici."
    )
    return _page(
        request,
        event,
        form,
        title=_("Feuilles d’émargement"),
        action=reverse("staff:sign_in_sheets_pdf", args=[event.pk]),
        refusal="" if form else refusal,
        status=status,
    )


@require_safe
def certificates_page(request, event_id):
    return _certificates_answer(request, *_certificates_form(request, event_id))


@require_safe
def certificates_pdf(request, event_id):
    event, attendance, form = _certificates_form(request, event_id)
    if form is None or not form.is_valid():
        return _certificates_answer(request, event, attendance, form, status=422)
    with override(form.cleaned_data["langue"]):
        batch = certificates.build(event, form.people)
        return pdf_response(certificates.write(batch), batch.filename)


def _certificates_form(request, event_id):
    """For list keepers of the owning organisation alone, whatever else one may see of the event."""
    event = _staff_event(request, event_id)
    if not keeps_list_of(request.user, event):
        raise PermissionDenied
    attendance = certificates.attendance_of(event)
    ready = attendance.signatures and event.starts_on
    return (
        event,
        attendance,
        CertificatesForm(request.GET, event=event, attendance=attendance) if ready else None,
    )


def _certificates_answer(request, event, attendance, form, status=200):
    refusal = _(
        "Aucune signature n’est encore notée : cochez d’abord les présents de chaque demi-journée, "
        "d’après les feuilles signées."
    )
    return _page(
        request,
        event,
        form,
        title=_("Attestations de présence"),
        action=reverse("staff:certificates_pdf", args=[event.pk]),
        attendance=attendance,
        refusal="" if form else refusal,
        status=status,
    )


def _page(request, event, form, *, title, status, attendance=None, **context):
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(event),
        "opts": Event._meta,
        "original": event,
        "form": form,
        "attendance": attendance,
    }
    return render(request, "admin/events/event/print_form.html", context, status=status)


@require_safe
def sheet(request, code):
    """Where the code of a sheet leads: to the half-day whose signatures are to be entered."""
    slot = read_code(code)
    if slot is None:
        raise Http404
    event = _staff_event(request, slot.event)
    listed = event.sessions.filter(day=slot.day, half_day=slot.half_day).first()
    if listed is not None and keeps_list_of(request.user, event):
        return redirect("admin:events_session_change", listed.pk)
    return redirect("admin:events_event_change", event.pk)
