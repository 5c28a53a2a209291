"""« Même recommandation »: a page that shows which words stay, and the way back."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.forms.recommendations import MOST_JOINED, JoiningForm
from events.services.joined_recommendations import JoiningError, join, part
from organisations.permissions import coordinates


class Joining:
    """Actions of the list of recommendations, for coordinators: they speak for every team."""

    actions = ["join_selected", "part_selected"]

    def has_review_permission(self, request):
        return coordinates(request.user)

    def join_selected(self, request, queryset):
        rows = queryset.select_related("event", "addressee", "same_as").order_by("event__starts_on", "pk")
        if not 1 < rows.count() <= MOST_JOINED:
            message = _("Choisissez de deux à %(most)d recommandations.") % {"most": MOST_JOINED}
            return self.message_user(request, message, messages.ERROR)
        form = JoiningForm(request.POST if "kept" in request.POST else None, rows=rows)
        if form.is_valid():
            return self._join(request, rows, form.cleaned_data["kept"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Réunir en une seule recommandation"),
            "opts": self.opts,
            "form": form,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        }
        return render(request, "admin/events/recommendation/join.html", context)

    join_selected.short_description = gettext_lazy("Même recommandation : réunir…")
    join_selected.allowed_permissions = ("review",)

    def part_selected(self, request, queryset):
        number = len(part(recommendations=queryset))
        text = ngettext(
            "%(number)d recommandation compte de nouveau pour elle-même.",
            "%(number)d recommandations comptent de nouveau pour elles-mêmes.",
            number,
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)

    part_selected.short_description = gettext_lazy("Ne plus réunir")
    part_selected.allowed_permissions = ("review",)

    @admin.display(description=gettext_lazy("réunie avec"), ordering="same_as")
    def joined_column(self, obj):
        return Truncator(str(obj.same_as or "")).chars(40)

    def _join(self, request, rows, kept):
        try:
            number = len(join(kept=kept, others=rows))
        except JoiningError as refused:
            return self.message_user(request, " ".join(refused.messages), messages.ERROR)
        text = ngettext(
            "%(number)d recommandation réunie avec « %(text)s ».",
            "%(number)d recommandations réunies avec « %(text)s ».",
            number,
        )
        self.message_user(request, text % {"number": number, "text": kept}, messages.SUCCESS)
        return None
