"""« Courriels gardés »: what a register that is only tried would have sent (KEPT_MAILS)."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisations.models import User
from organisations.permissions import manages_accounts
from rss_registry.admin_menu import Group, MenuPage
from rss_registry.kept_mails import kept_mails


class KeptMailsPage:
    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.kept_mails_view))
        return [path("courriels/", view, name="organisations_user_mails"), *super().get_urls()]

    def menu_pages(self, request):
        if settings.KEPT_MAILS and manages_accounts(request.user):
            address = reverse("admin:organisations_user_mails")
            yield MenuPage(Group.ADMINISTRATION, _("Courriels gardés"), address)
        yield from super().menu_pages(request)

    def kept_mails_view(self, request):
        if not manages_accounts(request.user):
            raise PermissionDenied
        if not settings.KEPT_MAILS:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Courriels gardés"),
            "mails": _readable_by(request.user),
        }
        return render(request, "admin/accounts/kept_mails.html", context)


def _readable_by(user):
    """Links to the account of a superuser are for superusers: who opens it is one."""
    if user.is_superuser:
        return kept_mails()
    out_of_reach = {
        email.lower() for email in User.objects.filter(is_superuser=True).values_list("email", flat=True)
    }
    return [mail for mail in kept_mails() if mail.to.lower() not in out_of_reach]
