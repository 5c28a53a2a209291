"""« État du registre »: what script/doctor says, for administrators in their browser."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisations.permissions import manages_accounts
from rss_registry.admin_menu import Group, MenuPage
from rss_registry.health import State, examinations

_WORDS = {State.WELL: "well", State.WATCH: "watch", State.ILL: "ill"}


class HealthPage:
    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.health_view))
        return [path("etat/", view, name="organisations_user_health"), *super().get_urls()]

    def menu_pages(self, request):
        if manages_accounts(request.user):
            address = reverse("admin:organisations_user_health")
            yield MenuPage(Group.ADMINISTRATION, _("État du registre"), address)

    def health_view(self, request):
        if not manages_accounts(request.user):
            raise PermissionDenied
        lines = [(each, each.finding()) for each in examinations() if not each.slow]
        # What is ill first; among equals the order of the doctor.
        lines.sort(key=lambda line: -line[1].state)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("État du registre"),
            "lines": [(each.title, finding, _WORDS[finding.state]) for each, finding in lines],
            "ill": sum(finding.state == State.ILL for _each, finding in lines),
        }
        return render(request, "admin/organisations/health.html", context)
