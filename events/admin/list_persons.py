"""Who of a list came before: a suggestion to its keeper, who says what is one person and what is two."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.attendance import for_keeper
from events.forms.list_persons import ForgetPersonForm, SeenBefore, StopCountingForm
from events.models import CountingStopped
from events.services.person_marks import count_again, forget_person, say_of, stop_counting

PEOPLE_PER_PAGE = 100
# What a button says of the pair that is its value.
_SAID = {"meme": True, "autre": False, "oublier": None}


class ListPersons:
    """The address on which persons are told apart."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.list_persons_view)
        return [
            path("<int:object_id>/liste/revues/", view, name="events_event_list_persons"),
            *super().get_urls(),
        ]

    @for_keeper
    def list_persons_view(self, request, event):
        seen, forget, stop = SeenBefore(event), ForgetPersonForm(), StopCountingForm()
        if request.method == "POST":
            if "effacer" in request.POST:
                forget = ForgetPersonForm(request.POST)
                if forget.is_valid():
                    return self._forget(request, event, **forget.cleaned_data)
            elif "arreter" in request.POST:
                stop = StopCountingForm(request.POST)
                if stop.is_valid():
                    return self._stop(request, event)
            elif "recompter" in request.POST:
                count_again(organisation=event.owner)
                self.message_user(request, _("Les personnes de vos listes sont de nouveau comptées."))
                return self._to_persons(event)
            else:
                return self._say(request, event, seen)
        return self.list_page(
            request,
            event,
            "persons",
            _("Qui est déjà venu"),
            page=Paginator(seen.people, PEOPLE_PER_PAGE).get_page(request.GET.get("page")),
            count=seen.count,
            waiting=sum(person.waits for person in seen.people),
            is_stopped=CountingStopped.objects.filter(pk=event.owner_id).exists(),
            forget_form=forget,
            stop_form=stop,
        )

    def _say(self, request, event, seen):
        name = next((name for name in _SAID if name in request.POST), "")
        pair = seen.pair(request.POST[name]) if name else None
        if pair is None:
            self.message_user(
                request, _("Cette liste a changé entre-temps : regardez de nouveau."), messages.WARNING
            )
            return self._to_persons(event)
        one, other = pair
        say_of(one=one, other=other, is_same=_SAID[name], by=request.user)
        said = {
            True: _("C’est noté : une seule personne."),
            False: _("C’est noté : deux personnes."),
            None: _("Votre avis est effacé : le registre juge de nouveau d’après les empreintes."),
        }
        self.message_user(request, said[_SAID[name]])
        return self._to_persons(event, request.GET.get("page", ""), f"personne-{one.pk}")

    def _forget(self, request, event, *, full_name, phone):
        number = forget_person(organisation=event.owner, full_name=full_name, phone=phone)
        # No name stands in a message: it is kept in a cookie until it is read.
        said = ngettext("%(number)d empreinte effacée.", "%(number)d empreintes effacées.", number)
        self.message_user(request, said % {"number": number})
        return self._to_persons(event)

    def _stop(self, request, event):
        number = stop_counting(organisation=event.owner, by=request.user)
        said = ngettext(
            "Les personnes de vos listes ne sont plus comptées : %(number)d empreinte effacée.",
            "Les personnes de vos listes ne sont plus comptées : %(number)d empreintes effacées.",
            number,
        )
        self.message_user(request, said % {"number": number})
        return self._to_persons(event)

    def _to_persons(self, event, page="", anchor=""):
        address = reverse("admin:events_event_list_persons", args=[event.pk])
        query = f"?page={page}" if page.isdecimal() else ""
        return HttpResponseRedirect(f"{address}{query}{f'#{anchor}' if anchor else ''}")
