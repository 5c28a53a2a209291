"""Forms of accounts: invite, sign in, choose a password."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm, UserChangeForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.models import User
from organisations.services import delays
from rss_registry.forms import RecordForm


class _AccountRules(RecordForm):
    errors_at = {
        "officer_without_organisation": "organisation",
        "list_keeper_without_organisation": "organisation",
    }


class AccountAddForm(_AccountRules):
    """A new account is a staff account, without a password: its holder chooses one by the link of a mail."""

    class Meta:
        model = User
        fields = (
            "username",
            "first_name",
            "last_name",
            "email",
            "language",
            "organisation",
            "role",
            "keeps_lists",
        )
        field_classes = {"username": UsernameField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The pop-up of another form shows some of them only.
        if "email" in self.fields:
            self.fields["email"].required = True
            self.fields["email"].help_text = _(
                "Le lien par lequel la personne choisit son mot de passe y est envoyé ; "
                "il est bon 72 heures et une seule fois."
            )

    def _post_clean(self):
        self.instance.is_staff = True
        if not self.instance.pk:
            self.instance.set_unusable_password()
        super()._post_clean()


class AccountForm(_AccountRules, UserChangeForm):
    # Nobody types the password of somebody else: a link is sent (organisations/admin/invitations.py).
    password = None

    class Meta:
        model = User
        fields = (*AccountAddForm.Meta.fields, "is_active")
        field_classes = {"username": forms.CharField}


class _Slowed:
    """A form with a secret, which waits after wrong ones (organisations/services/delays.py)."""

    # Seconds, where this attempt was not looked at.
    retry_after = 0

    def count_attempt(self, counters):
        """ValidationError as long as one waits; else the attempt is counted, until it turns out right."""
        self.retry_after = delays.seconds_to_wait(counters.values())
        if self.retry_after:
            raise ValidationError(delays.in_words(self.retry_after), code="wait")


class SignInForm(_Slowed, AdminAuthenticationForm):
    """Name and password."""

    # Django's words speak of fields, and of authorised accounts.
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "Ce nom d’utilisateur et ce mot de passe ne vont pas ensemble. "
            "Vérifiez les majuscules, puis réessayez."
        ),
    }

    def clean(self):
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if username is None or not password:
            return self.cleaned_data
        counters = delays.sign_in_counters(self.request, username)
        self.count_attempt(counters)
        self.user_cache = authenticate(self.request, username=username, password=password)
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        # A right password of somebody who may not come in here counts as a wrong one.
        self.confirm_login_allowed(self.user_cache)
        delays.take_back(counters)
        return self.cleaned_data


class _ShortHelp:
    """Two sentences say what a password must be; what is refused says why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "Douze signes ou plus. Le plus simple : quatre mots sans rapport entre eux ; "
            "pas de nom de lieu, de personne ou d’organisation suivi d’une année."
        )
        self.fields["new_password2"].label = _("Le même, encore une fois")
        self.fields["new_password2"].help_text = ""


class ChoosePasswordForm(_ShortHelp, SetPasswordForm):
    """Twice the same new password, by the link of a mail."""


class NewPasswordForm(_Slowed, _ShortHelp, PasswordChangeForm):
    """By whoever is signed in: the one before is asked, and asked as slowly as at the door."""

    def clean_old_password(self):
        counters = delays.confirmation_counters(self.user)
        self.count_attempt(counters)
        password = super().clean_old_password()
        delays.take_back(counters)
        return password


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse de courriel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class ConfirmForm(_Slowed, forms.Form):
    """The password once more, before what opens the account is changed."""

    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        counters = delays.confirmation_counters(self.user)
        self.count_attempt(counters)
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("Ce n’est pas votre mot de passe."), code="wrong_password")
        delays.take_back(counters)
        return password


class _CodeInput(forms.TextInput):
    """A code that was refused is good for nothing: the field comes back empty, and is gone to at once."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs)


class CodeForm(forms.Form):
    """The code of the application, or one on paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=_CodeInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "autocapitalize": "off",
            }
        ),
    )


class SetUpForm(ConfirmForm):
    """The first code of an application, with the password unless it was typed a moment ago."""

    code = forms.CharField(
        label=_("Le code que l’application montre"),
        max_length=10,
        widget=_CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "password")

    def __init__(self, user, *args, asks_password, **kwargs):
        super().__init__(user, *args, **kwargs)
        if not asks_password:
            del self.fields["password"]
        if self.is_bound:
            # On a telephone it stands far below what one sees first.
            self.fields["code"].widget.attrs["autofocus"] = True


class ProfileForm(forms.ModelForm):
    """What one changes of oneself at once; rights and names of accounts are for administrators."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language", "told_of_sign_ins")


class EmailForm(ConfirmForm):
    """Another address; it counts once its link was followed. Whether others have it is nobody's business."""

    email = forms.EmailField(
        label=_("Nouvelle adresse"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("email", "password")
