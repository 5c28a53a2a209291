"""A page that is sent when its record can no longer be saved by its officer: what was typed comes back."""

from django.contrib import messages
from django.forms.formsets import all_valid
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.admin.proposed_changes import changes_in
from events.models import Event
from events.permissions import can
from events.permissions.records import EVENT
from organisations.permissions import belongs_to, coordinates


class LeftHands:
    """Submitted, published or deleted meanwhile, or handed to another organisation."""

    def opens_sent(self, request, record):
        return True

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Every page of a record sends it: what does not was not typed there.
        if object_id is not None and request.method == "POST" and "version" in request.POST:
            event = self.asked_row(request, object_id)
            if event is None and EVENT.may_list(request.user):
                return self._typed_into_nothing(request, object_id)
            if event is not None and not self.may_enter(request, event):
                request.opens_form = request.is_given_back = True
                said = _(
                    "Rien n’a été enregistré : cette fiche est maintenant « %(status)s ». Ce que vous avez "
                    "tapé est encore ci-dessous. Demandez à la coordination de vous la renvoyer, puis "
                    "enregistrez de nouveau ; ou copiez vos textes avant de quitter la page."
                )
                said %= {"status": event.get_status_display()}
                self.message_user(request, said, messages.ERROR)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _typed_into_nothing(self, request, object_id):
        """What was typed, to be read and copied, for a record that is not there for this reader."""
        request.is_given_back = True
        form = self.get_form(request, None)(request.POST)
        rows = [
            formset(request.POST, instance=form.instance, prefix=formset.get_default_prefix())
            for formset, _inline in self.get_formsets_with_inlines(request, None)
        ]
        # Checked, so that choices read as words and not as keys.
        form.full_clean()
        all_valid(rows)
        deleted = None
        if object_id.isdecimal() and len(object_id) < 10:
            deleted = Event.with_deleted.filter(pk=object_id, deleted_at__isnull=False).first()
        knows = deleted and (coordinates(request.user) or belongs_to(request.user, deleted.owner_id))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rien n’a été enregistré"),
            "opts": self.opts,
            "deleted": deleted if knows else None,
            "may_restore": knows and can(request.user, "restore", deleted),
            "typed": [
                (each.label, each.after) for each in changes_in(form, rows, longest=None) if each.after
            ],
        }
        return render(request, "admin/events/event/left_hands.html", context, status=410)
