"""Pages to which a mail leads, and the one that asks for such a mail; nobody is signed in here."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from organisations.enums import LinkPurpose
from organisations.forms.accounts import ChoosePasswordForm, ForgottenForm
from organisations.services import delays
from organisations.services.account_links import (
    SpentLinkError,
    choose_password,
    confirm_email,
    open_link,
    request_reset,
)
from organisations.services.sign_ins import end_sessions
from organisations.views.pages import page
from organisations.views.sign_in import NAME_AT_DOOR
from rss_registry.mails import later


@never_cache
@csrf_protect
def forgotten(request):
    """The same answer, in the same time, whether an account has this address or not."""
    form = ForgottenForm(request.POST or None)
    wait = 0
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        wait = delays.seconds_to_wait(delays.reset_counters(request).values())
        if not wait:
            if not delays.seconds_to_wait(delays.address_counters(email).values()):
                later(request_reset, email)
            title = _("Regardez votre courriel")
            return page(request, "forgotten_sent", title=title, is_kept=settings.KEPT_MAILS)
        form.add_error(None, delays.in_words(wait))
    return page(request, "forgotten", title=_("Mot de passe oublié"), form=form, retry_after=wait)


@never_cache
@csrf_protect
@sensitive_post_parameters()
def account_link(request, token):
    """Opened as often as one likes: mail servers look at links too. Spent by the form alone."""
    link = open_link(token)
    if link is None:
        return _gone(request)
    if link.purpose == LinkPurpose.EMAIL:
        return _email_link(request, token, link)
    form = ChoosePasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = choose_password(token=token, password=form.cleaned_data["new_password1"])
        except SpentLinkError:
            return _gone(request)
        delays.forget_attempts(user, of_codes=False)
        end_sessions(user)
        messages.success(request, _("Votre mot de passe est enregistré. Connectez-vous."))
        request.session[NAME_AT_DOOR] = user.get_username()
        answer = HttpResponseRedirect(reverse("admin:login"))
        # Whoever holds the mailbox is at home here: no stranger’s tries make him wait.
        return delays.with_known_device(answer, request, user, by_link=True)
    is_new = link.purpose == LinkPurpose.INVITATION
    title = _("Bienvenue dans le registre") if is_new else _("Choisir un nouveau mot de passe")
    return page(request, "choose_password", title=title, form=form, account=link.user, is_new=is_new)


def _email_link(request, token, link):
    if request.method != "POST":
        return page(request, "confirm_email", title=_("Confirmer une adresse"), link=link)
    try:
        confirm_email(token)
    except SpentLinkError:
        return _gone(request)
    messages.success(request, _("Cette adresse est maintenant celle de votre compte."))
    return HttpResponseRedirect(reverse("admin:index"))


def _gone(request):
    return page(request, "link_gone", title=_("Ce lien n’est plus bon"), status=404)
