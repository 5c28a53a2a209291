"""« Probablement la même personne »: two rows of one list, for whoever keeps it."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.admin.attendance import for_keeper
from events.forms.same_people import SamePeopleForm
from events.permissions import keeps_list_of
from events.services.same_people import (
    likely_people,
    merge_people,
    part_people,
    say_two_people,
    undoable,
)

# Surest first: the others follow once these are decided.
_SHOWN = 50


def of_pair(view):
    """The two rows of the address, for whoever keeps their list."""

    @wraps(view)
    def guarded(self, request, object_id, first, second):
        @for_keeper
        def asked(self, request, event):
            people = event.participants.select_related("organisation").in_bulk([first, second])
            if len(people) < 2:
                self.message_user(request, _("L’une des deux lignes n’est plus dans la liste."))
                return self._to_same_people(event)
            return view(self, request, event, people[first], people[second])

        return asked(self, request, object_id)

    return guarded


class SamePeoplePages:
    """The addresses below « liste/doublons/ »."""

    def get_urls(self):
        def address(end, view, name):
            way = f"<int:object_id>/liste/doublons/{end}"
            return path(way, self.admin_site.admin_view(view), name=f"events_event_{name}")

        return [
            address("", self.same_people_view, "same_people"),
            address("annuler/", self.part_people_view, "part_people"),
            address("<int:first>/<int:second>/", self.merge_people_view, "merge_people"),
            address("<int:first>/<int:second>/distinctes/", self.two_people_view, "two_people"),
            *super().get_urls(),
        ]

    @for_keeper
    def same_people_view(self, request, event):
        pairs = likely_people(event)
        return self.list_page(
            request,
            event,
            "same_people",
            _("Probablement la même personne"),
            pairs=pairs[:_SHOWN],
            further=max(len(pairs) - _SHOWN, 0),
            merges=undoable(event),
        )

    @of_pair
    def merge_people_view(self, request, event, first, second):
        form = SamePeopleForm(request.POST or None, first=first, second=second)
        if not form.is_valid():
            return self.list_page(
                request,
                event,
                "merge_people",
                _("Une seule ligne pour deux"),
                form=form,
                pair=(first, second),
            )
        try:
            merge_people(kept=form.kept, absorbed=form.absorbed, values=form.values(), by=request.user)
        except ValidationError as refused:
            self.message_user(request, " ".join(refused.messages))
        else:
            self.log_list(request, event, _("Deux lignes de la liste réunies"))
            self.message_user(request, _("Une seule ligne reste. Cela s’annule pendant une semaine."))
        return self._to_same_people(event)

    @method_decorator(require_POST)
    @of_pair
    def two_people_view(self, request, event, first, second):
        say_two_people(one=first, other=second)
        self.message_user(request, _("Noté : ce sont deux personnes."))
        return self._to_same_people(event)

    @method_decorator(require_POST)
    @for_keeper
    def part_people_view(self, request, event):
        done = next((row for row in undoable(event) if str(row.pk) == request.POST.get("merge")), None)
        if done is None or not keeps_list_of(request.user, done.event):
            self.message_user(request, _("Cette réunion ne s’annule plus."))
            return self._to_same_people(event)
        try:
            part_people(merge=done)
        except ValidationError as refused:
            self.message_user(request, " ".join(refused.messages))
        else:
            self.log_list(request, event, _("Deux lignes de la liste séparées de nouveau"))
            self.message_user(request, _("Ce sont de nouveau deux lignes."))
        return self._to_same_people(event)

    def _to_same_people(self, event):
        return HttpResponseRedirect(reverse("admin:events_event_same_people", args=[event.pk]))
