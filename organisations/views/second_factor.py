"""One's own second factor: set up, codes on paper, taken away."""

import time

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from organisations.forms.accounts import ConfirmForm, SetUpForm
from organisations.permissions import needs_second_factor
from organisations.services import second_factor
from organisations.services.sign_ins import began_at, end_sessions, sign_in_again
from organisations.views.pages import page

# Whoever has just typed the password is not asked for it once more.
_JUST_NOW_SECONDS = 600
# In the session: the application that is being set up.
_BEGUN = "second_factor_begun"


def second_factor_page(request):
    """What one has, or the way to it."""
    if request.user.second_factor_since is None or "changer" in request.GET:
        return _set_up(request)
    act = request.POST.get("act", "")
    form = ConfirmForm(request.user, request.POST if act else None)
    if act and form.is_valid():
        if act == "codes":
            return _codes(request, second_factor.renew_codes(request.user))
        if act == "remove":
            second_factor.remove(user=request.user, by=request.user)
            messages.success(request, _("Votre compte s’ouvre de nouveau avec le mot de passe seul."))
            return HttpResponseRedirect(reverse("admin:account"))
    return page(
        request,
        "second_factor",
        title=_("Second facteur"),
        form=form,
        act=act,
        left=second_factor.codes_left(request.user),
        is_demanded=settings.SECOND_FACTOR == "demanded" and needs_second_factor(request.user),
        retry_after=form.retry_after,
    )


def _set_up(request):
    # Of whoever has one already it is asked anyway: the telephone that lies here unlocked knows no password.
    has_one = request.user.second_factor_since is not None
    asks = has_one or time.time() - began_at(request) > _JUST_NOW_SECONDS
    # Of this session alone: what another one saw is no secret of its holder.
    app = second_factor.begin(request.user, request.session.get(_BEGUN))
    request.session[_BEGUN] = app.pk
    form = SetUpForm(request.user, request.POST or None, asks_password=asks)
    if request.method == "POST" and form.is_valid():
        done = second_factor.confirm(begun=app, code=form.cleaned_data["code"].replace(" ", ""))
        if done:
            confirmed, codes = done
            sign_in_again(request, confirmed)
            return _codes(request, codes)
        told = _("Ce code n’est pas bon. L’heure du téléphone est-elle juste ? Attendez le suivant.")
        form.add_error("code", told)
    return page(
        request,
        "second_factor_set_up",
        title=_("Mettre en place le second facteur"),
        form=form,
        picture=_picture(second_factor.setup_address(app)),
        key=second_factor.key_in_words(app),
        setup_address=second_factor.setup_address(app),
        is_demanded=settings.SECOND_FACTOR == "demanded" and needs_second_factor(request.user),
        retry_after=form.retry_after,
    )


def _codes(request, codes):
    end_sessions(request.user, but=request.session.session_key)
    way = request.GET.get(REDIRECT_FIELD_NAME, "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(way, hosts, require_https=request.is_secure())
    onward = way if is_ours else reverse("admin:index")
    return page(request, "recovery_codes", title=_("Vos codes de secours"), codes=codes, onward=onward)


def _picture(address):
    """The QR code as a drawing of the page: no file, no address, nothing that a third party sees."""
    drawing = segno.make_qr(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", title=_("Code QR à photographier")
    )
    # Made of the matrix by the library; the address itself is not in it.
    return mark_safe(drawing)  # noqa: S308
