"""« Mon compte »: what one says of oneself, and where one is signed in."""

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from organisations.forms.accounts import EmailForm, ProfileForm
from organisations.models import SignIn, User
from organisations.permissions import needs_second_factor
from organisations.services import delays
from organisations.services.account_links import ask_for_email
from organisations.services.sign_ins import end_session, end_sessions, sessions_of
from organisations.views.pages import page

_ROW_KEY = re.compile(r"[0-9]{1,18}")


def account_page(request):
    act = request.POST.get("act", "")
    answer = {"end": _end_one, "end_others": _end_others}.get(act)
    if answer:
        return answer(request)
    user = User.objects.get(pk=request.user.pk)
    profile = ProfileForm(request.POST if act == "profile" else None, instance=user)
    email = EmailForm(user, request.POST if act == "email" else None, prefix="email")
    if act == "profile" and profile.is_valid():
        profile.save()
        messages.success(request, _("Votre compte est enregistré."))
        with override(user.language):
            return HttpResponseRedirect(reverse("admin:account"))
    if act == "email" and email.is_valid():
        _ask(request, email.cleaned_data["email"])
        return HttpResponseRedirect(reverse("admin:account"))
    return page(
        request,
        "account",
        title=_("Mon compte"),
        # As it is stored: a refused form has not changed it.
        account=User.objects.select_related("organisation").get(pk=user.pk),
        profile=profile,
        email=email,
        sessions=sessions_of(user),
        this_session=request.session.session_key,
        is_demanded=settings.SECOND_FACTOR == "demanded" and needs_second_factor(user),
        retry_after=email.retry_after,
    )


def _ask(request, address):
    # Whatever address is typed gets a mail: not as often as one likes.
    if wait := delays.seconds_to_wait(delays.new_address_counters(request.user).values()):
        messages.error(request, delays.in_words(wait))
    elif ask_for_email(user=request.user, email=address):
        told = _("Un lien est parti à %(email)s : suivez-le dans les 24 heures. D’ici là rien ne change.")
        messages.success(request, told % {"email": address})
    else:
        told = _("Le courriel à %(email)s n’est pas parti : demandez-le de nouveau plus tard.")
        messages.error(request, told % {"email": address})


def _end_one(request):
    key = request.POST.get("session", "")
    ended = get_object_or_404(SignIn, user=request.user.pk, pk=int(key) if _ROW_KEY.fullmatch(key) else 0)
    end_session(ended)
    messages.success(request, _("Cette session est terminée."))
    return HttpResponseRedirect(reverse("admin:account"))


def _end_others(request):
    count = end_sessions(request.user, but=request.session.session_key)
    told = ngettext("%(count)d autre session terminée.", "%(count)d autres sessions terminées.", count)
    messages.success(request, told % {"count": count})
    return HttpResponseRedirect(reverse("admin:account"))
