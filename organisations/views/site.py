"""The admin site with its accounts: how one comes in, what one has to have for it, and one's own pages."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from organisations.forms.accounts import SignInForm
from organisations.permissions import is_staff_member, needs_second_factor
from organisations.services.sign_ins import end_if_over, signed_out
from organisations.views import links
from organisations.views.account import account_page
from organisations.views.passwords import ChangePassword
from organisations.views.second_factor import second_factor_page
from organisations.views.sign_in import SignIn, second_step
from rss_registry.admin_site import RegistryAdminSite
from rss_registry.held_forms import held_by_address, way_back


def is_signed_in(request) -> bool:
    """By both steps, where the account has two: a session of the first alone opens nothing."""
    user = request.user
    return is_staff_member(user) and (user.second_factor_since is None or user.is_verified())


def lacks_second_factor(request) -> bool:
    """Whether one has to set it up before anything else."""
    user = request.user
    is_demanded = settings.SECOND_FACTOR == "demanded" and needs_second_factor(user)
    return is_demanded and user.second_factor_since is None


class AccountsAdminSite(RegistryAdminSite):
    def get_urls(self):
        return [
            path("mot-de-passe-oublie/", links.forgotten, name="forgotten_password"),
            path("lien/<str:token>/", links.account_link, name="account_link"),
            path("login/code/", second_step, name="second_step"),
            path("compte/", self.admin_view(account_page), name="account"),
            path("compte/second-facteur/", self.own_view(second_factor_page), name="second_factor"),
            *super().get_urls(),
        ]

    def has_permission(self, request):
        return super().has_permission(request) and is_signed_in(request) and not lacks_second_factor(request)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)
        own = self.own_view(view)

        @wraps(inner)
        def answer(request, *args, **kwargs):
            end_if_over(request)
            if not (is_signed_in(request) and lacks_second_factor(request)):
                return inner(request, *args, **kwargs)
            if request.path == reverse("admin:logout"):
                return own(request, *args, **kwargs)
            # What was typed into a form waits meanwhile.
            way = (way_back(request) if request.method == "POST" else "") or request.get_full_path()
            query = urlencode({REDIRECT_FIELD_NAME: way})
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")

        return answer

    def own_view(self, view):
        """Of one's own account: also for whoever has to set up a second factor first."""

        @wraps(view)
        def answer(request, *args, **kwargs):
            end_if_over(request)
            if not is_signed_in(request):
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            return view(request, *args, **kwargs)

        return never_cache(csrf_protect(answer))

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "GET" and is_signed_in(request):
            # What is missing is the second factor, not the password.
            return HttpResponseRedirect(reverse("admin:second_factor"))
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

    def logout(self, request, extra_context=None):
        if request.method == "POST":
            signed_out(request)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        request.current_app = self.name
        context = {**self.each_context(request), **(extra_context or {})}
        return ChangePassword.as_view(extra_context=context)(request)
