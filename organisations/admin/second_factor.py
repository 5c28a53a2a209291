"""An administrator takes away the second factor of whoever has lost the telephone; never his own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from organisations.forms.accounts import ConfirmForm
from organisations.services.second_factor import remove
from organisations.services.sign_ins import end_sessions
from organisations.views.pages import page


class SecondFactorReset:
    def get_urls(self):
        view = self.admin_site.admin_view(self.second_factor_view)
        name = "organisations_user_second_factor"
        return [path("<int:object_id>/second-facteur/", view, name=name), *super().get_urls()]

    def second_factor_view(self, request, object_id):
        account = get_object_or_404(self.get_queryset(request), pk=object_id)
        # One's own goes by « Mon compte », with the second step done.
        if account.pk == request.user.pk or not self.rules.may_change(request.user, account):
            raise PermissionDenied
        form = ConfirmForm(request.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            remove(user=account, by=request.user)
            end_sessions(account)
            messages.success(request, _("Le second facteur est ôté, et la personne en est prévenue."))
            return HttpResponseRedirect(reverse("admin:organisations_user_change", args=[account.pk]))
        return page(
            request,
            "reset_second_factor",
            title=_("Ôter le second facteur"),
            opts=self.opts,
            original=account,
            form=form,
            retry_after=form.retry_after,
        )
