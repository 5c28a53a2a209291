"""The door: name and password."""

from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override

from organisations.services.sign_ins import sign_in


class SignIn(LoginView):
    def form_valid(self, form):
        user = form.get_user()
        address = self.get_redirect_url()
        # The first page in the language of the account; whoever was on the way to another page arrives there.
        if not address or address == reverse("admin:index"):
            with override(user.language):
                address = reverse("admin:index")
        return sign_in(self.request, user, HttpResponseRedirect(address))

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.retry_after:
            response.status_code = 429
            response["Retry-After"] = str(form.retry_after)
        return response
