"""One's own password, changed by whoever knows the one before."""

from django.contrib.auth.views import PasswordChangeView
from django.urls import reverse_lazy

from organisations.forms.accounts import NewPasswordForm
from organisations.services.sign_ins import password_changed


class ChangePassword(PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form):
        former_key = self.request.session.session_key
        response = super().form_valid(form)
        password_changed(self.request, former_key)
        return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.retry_after:
            response.status_code = 429
            response["Retry-After"] = str(form.retry_after)
        return response
