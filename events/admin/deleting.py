"""A draft deleted by its officer, and brought back from the first page for as long as it is not erased."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import Event
from events.permissions import can
from events.services.deleting import DeletingError, delete_draft, refusal, restore_draft, restored_for

_SHOWN = 8


@dataclass(frozen=True)
class DeletedPanel:
    """The records that the reader may bring back; `latest` is the one that was just deleted."""

    rows: tuple
    latest: Event | None
    rank: int
    title: str
    count: int
    code: str = "deleted"
    template: str = "admin/events/event/_deleted.html"


class DeletedDrafts:
    """Deleting hides; « Annuler la suppression » brings all of it back."""

    def delete_view(self, request, object_id, extra_context=None):
        event = self.get_object(request, object_id)
        refused = refusal(event) if event is not None and self.has_delete_permission(request) else ""
        if refused:
            self.message_user(request, refused, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))
        days = {"days": restored_for().days}
        return super().delete_view(request, object_id, {**days, **(extra_context or {})})

    def delete_model(self, request, obj):
        delete_draft(event=obj)

    def delete_queryset(self, request, queryset):
        for event in queryset:
            try:
                delete_draft(event=event)
            except DeletingError as refused:
                self.message_user(request, f"{event} – {' '.join(refused.messages)}", messages.ERROR)

    def response_delete(self, request, obj_display, obj_id):
        return HttpResponseRedirect(f"{reverse('admin:index')}?supprime={obj_id}")

    @method_decorator(require_POST)
    def restore_view(self, request, object_id):
        event = Event.with_deleted.filter(pk=object_id).first()
        # The same answer for one that does not exist: numbers of others are not told.
        if event is None or not can(request.user, "restore", event):
            raise PermissionDenied
        restore_draft(event=event)
        self.log_change(request, event, [{"changed": {"fields": [str(_("suppression annulée"))]}}])
        self.message_user(
            request,
            _("Le brouillon « %(title)s » est revenu avec tout ce qu’il contenait.") % {"title": event},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))

    def with_deleted(self, request, panels):
        """The panels of the first page and, as long as one can come back, the records that were deleted.

        First of all right after a deletion, below the others from then on.
        """
        since = timezone.now() - restored_for()
        mine = Event.with_deleted.filter(deleted_at__gt=since, created_by=request.user)
        rows = tuple(
            event
            for event in mine.select_related("owner").order_by("-deleted_at")[:_SHOWN]
            if can(request.user, "restore", event)
        )
        latest = self._just_deleted(request)
        if not rows and latest is None:
            return panels
        rank = 5 if latest else 95
        return [
            *panels,
            DeletedPanel(rows, latest, rank, _("Supprimés, encore récupérables"), max(len(rows), 1)),
        ]

    def who_deletes(self, request, event):
        """Whom to ask, for who may correct the record but not delete it."""
        if not self.has_change_permission(request, event) or self.has_delete_permission(request, event):
            return ""
        if event.first_published_at is not None:
            return _(
                "Une fiche qui a été publiée ne se supprime pas : la coordination peut la retirer du site."
            )
        author = event.created_by
        if author is None:
            return _("Pour supprimer ce brouillon, demandez à la coordination.")
        return _("Pour supprimer ce brouillon, demandez à %(who)s, qui l’a saisi, ou à la coordination.") % {
            "who": author
        }

    def _just_deleted(self, request):
        key = request.GET.get("supprime", "")
        event = Event.with_deleted.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
        return event if event is not None and can(request.user, "restore", event) else None
