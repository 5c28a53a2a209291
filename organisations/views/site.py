"""The admin site with its accounts: how one comes in, and the pages that need nobody to be signed in."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from organisations.forms.accounts import SignInForm
from organisations.views import links
from organisations.views.passwords import ChangePassword
from organisations.views.sign_in import SignIn
from rss_registry.admin_site import RegistryAdminSite
from rss_registry.held_forms import held_by_address


class AccountsAdminSite(RegistryAdminSite):
    def get_urls(self):
        return [
            path("mot-de-passe-oublie/", links.forgotten, name="forgotten_password"),
            path("lien/<str:token>/", links.account_link, name="account_link"),
            *super().get_urls(),
        ]

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        way = request.GET.get(REDIRECT_FIELD_NAME, "")
        is_told = way or REDIRECT_FIELD_NAME in request.POST
        context = {
            **self.each_context(request),
            "title": _("Se connecter"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "ended": held_by_address(way),
            **({} if is_told else {REDIRECT_FIELD_NAME: reverse("admin:index")}),
            **(extra_context or {}),
        }
        request.current_app = self.name
        view = SignIn.as_view(
            extra_context=context, authentication_form=SignInForm, template_name="admin/login.html"
        )
        return view(request)

    def password_change(self, request, extra_context=None):
        request.current_app = self.name
        context = {**self.each_context(request), **(extra_context or {})}
        return ChangePassword.as_view(extra_context=context)(request)
