"""Links that administrators send: invitations, and new passwords. Nobody types another’s password."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisations.models import AccountLink
from organisations.permissions import manages_accounts
from organisations.services.account_links import (
    forget_links,
    is_good,
    prepare_link,
    send_link,
    tell_former_address,
    withdraw_invitation,
)
from organisations.services.sign_ins import end_sessions
from rss_registry.admin_menu import Group, MenuPage
from rss_registry.mails import later

_SHOWN = 100


class InvitationsPage:
    def get_urls(self):
        def address(end, view, name):
            return path(end, self.admin_site.admin_view(view), name=f"organisations_user_{name}")

        return [
            address("invitations/", require_safe(self.invitations_view), "invitations"),
            address("<int:object_id>/lien/", require_POST(self.link_view), "link"),
            address("<int:object_id>/retirer/", require_POST(self.withdraw_view), "withdraw"),
            # Without the page on which Django lets an administrator type another's password.
            *(each for each in super().get_urls() if each.name != "auth_user_password_change"),
        ]

    def menu_pages(self, request):
        if manages_accounts(request.user):
            yield MenuPage(
                Group.ADMINISTRATION,
                _("Invitations en attente"),
                reverse("admin:organisations_user_invitations"),
            )
        yield from super().menu_pages(request)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            self._send(request, obj)
            return
        if "email" in form.changed_data or not obj.is_active:
            forget_links(obj)
        if not obj.is_active:
            end_sessions(obj)
        elif "email" in form.changed_data:
            self._readdressed(request, obj, form.initial.get("email"))

    def invitations_view(self, request):
        if not manages_accounts(request.user):
            raise PermissionDenied
        links = AccountLink.objects.invitations().select_related("user__organisation", "sent_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Invitations en attente"),
            "links": [
                (link, is_good(link), self.rules.may_change(request.user, link.user))
                for link in links[:_SHOWN]
            ],
        }
        return render(request, "admin/accounts/invitations.html", context)

    def link_view(self, request, object_id):
        self._send(request, self._account(request, object_id))
        return self._back(request, object_id)

    def withdraw_view(self, request, object_id):
        account = self._account(request, object_id)
        link = get_object_or_404(AccountLink.objects.invitations(), user=account)
        withdraw_invitation(link=link, by=request.user)
        told = _("Invitation retirée : son lien n’ouvre plus rien, et le compte « %(account)s » est fermé.")
        messages.success(request, told % {"account": account})
        return HttpResponseRedirect(reverse("admin:organisations_user_invitations"))

    def _readdressed(self, request, account, former):
        if not account.has_usable_password():
            # The first address was wrong: whoever has it need not hear more.
            self._send(request, account)
        elif former:
            transaction.on_commit(lambda: later(tell_former_address, account, former))

    def _account(self, request, object_id):
        account = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.rules.may_change(request.user, account):
            raise PermissionDenied
        return account

    def _back(self, request, object_id):
        if "invitations" in request.POST:
            return HttpResponseRedirect(reverse("admin:organisations_user_invitations"))
        return HttpResponseRedirect(reverse("admin:organisations_user_change", args=[object_id]))

    def _send(self, request, account):
        if not account.email:
            messages.error(request, _("Ce compte n’a pas d’adresse de courriel : donnez-en une d’abord."))
            return
        if not account.is_active:
            messages.error(request, _("Ce compte est fermé : cochez d’abord « actif »."))
            return
        purpose, token = prepare_link(user=account, by=request.user)
        # Not while the row is being written: a mail server may take its time.
        transaction.on_commit(lambda: self._sent(request, account, purpose, token))

    def _sent(self, request, account, purpose, token):
        if send_link(user=account, purpose=purpose, token=token):
            told = _("Un lien est parti à %(email)s, bon une seule fois, pour une durée de %(hours)d h.")
            messages.success(request, told % {"email": account.email, "hours": purpose.hours})
        else:
            told = _("Le courriel à %(email)s n’est pas parti : envoyez-le de nouveau plus tard.")
            messages.error(request, told % {"email": account.email})
