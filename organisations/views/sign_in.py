"""The door: name and password, then the code of whoever has a second factor.

Between the two steps nobody is signed in: the session holds whose password was right, for ten minutes.
"""

import time

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from organisations.forms.accounts import CodeForm
from organisations.models import User
from organisations.services import delays
from organisations.services.second_factor import codes_left, verify
from organisations.services.sign_ins import sign_in, signed_out
from organisations.views.pages import page
from rss_registry.held_forms import held_by_address

_PENDING = "second_step"
# In the session: for whom a password was chosen here a moment ago.
NAME_AT_DOOR = "name_at_door"
_SECONDS = 600


class SignIn(LoginView):
    def get_initial(self):
        return {**super().get_initial(), "username": self.request.session.get(NAME_AT_DOOR, "")}

    def form_valid(self, form):
        user = form.get_user()
        address = self._way_on(user)
        if user.second_factor_since is None:
            return sign_in(self.request, user, HttpResponseRedirect(address))
        # Whoever was signed in here is not any more, and nobody else knows the key of the session.
        signed_out(self.request)
        logout(self.request)
        self.request.session.cycle_key()
        self.request.session[_PENDING] = {
            "user": user.pk,
            "password": user.get_session_auth_hash(),
            "at": int(time.time()),
            "next": address,
        }
        return HttpResponseRedirect(reverse("admin:second_step"))

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.retry_after:
            response.status_code = 429
            response["Retry-After"] = str(form.retry_after)
        return response

    def _way_on(self, user):
        """The first page in the language of the account; whoever was on the way elsewhere arrives there."""
        address = self.get_redirect_url()
        if address and address != reverse("admin:index"):
            return address
        with override(user.language):
            return reverse("admin:index")


@never_cache
@csrf_protect
def second_step(request):
    """The code, of the account whose password was right a moment ago."""
    user, address = _pending(request)
    if user is None:
        messages.warning(request, _("Recommencez : nom d’utilisateur et mot de passe d’abord."))
        return HttpResponseRedirect(reverse("admin:login"))
    form, wait = CodeForm(request.POST or None), 0
    if request.method == "POST" and form.is_valid():
        counters = delays.code_counters(request, user)
        wait = delays.seconds_to_wait(counters.values())
        before = codes_left(user)
        app = None if wait else verify(user=user, code=form.cleaned_data["code"])
        if app is not None:
            delays.take_back(counters)
            del request.session[_PENDING]
            if (left := codes_left(user)) < before:
                _tell_left(request, left)
            return sign_in(request, user, HttpResponseRedirect(address), app)
        told = (
            delays.in_words(wait)
            if wait
            else _("Ce code n’est pas bon, ou il a déjà servi : prenez le suivant.")
        )
        form.add_error(None, told)
    ended = held_by_address(address)
    return page(
        request,
        "second_step",
        title=_("Le code de votre application"),
        form=form,
        ended=ended,
        retry_after=wait,
    )


def _tell_left(request, left):
    told = ngettext(
        "Ce code de secours a servi : il vous en reste %(count)d. « Mon compte » en fait dix nouveaux.",
        "Ce code de secours a servi : il vous en reste %(count)d. « Mon compte » en fait dix nouveaux.",
        left,
    )
    messages.warning(request, told % {"count": left})


def _pending(request):
    """Whose password was right, and the way on; nobody after ten minutes, or another password."""
    told = request.session.get(_PENDING)
    if not told or time.time() - told["at"] > _SECONDS:
        return None, ""
    user = User.objects.filter(pk=told["user"], is_active=True, is_staff=True).first()
    if user is None or user.get_session_auth_hash() != told["password"]:
        return None, ""
    return user, told["next"]
