"""Accounts."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.admin.health import HealthPage
from organisations.admin.invitations import InvitationsPage
from organisations.admin.kept_mails import KeptMailsPage
from organisations.admin.scoped import ScopedAdmin
from organisations.admin.second_factor import SecondFactorReset
from organisations.forms.accounts import AccountAddForm, AccountForm
from organisations.models import User
from organisations.permissions import RULES
from organisations.services.delays import forget_attempts

# Rights follow from the role and the organisation; groups would be a second, unread, rule.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(InvitationsPage, SecondFactorReset, KeptMailsPage, HealthPage, ScopedAdmin, UserAdmin):
    rules = RULES[User]
    change_form_template = "admin/accounts/change_form.html"
    add_form_template = None
    form = AccountForm
    add_form = AccountAddForm
    list_display = [
        "username",
        "full_name",
        "organisation",
        "role",
        "keeps_lists",
        "has_second_factor",
        "is_active",
        "last_login",
    ]
    list_select_related = ["organisation"]
    list_filter = ["role", "keeps_lists", "is_active", "organisation"]
    search_fields = [
        "username",
        "first_name",
        "last_name",
        "email",
        "organisation__name_fr",
        "organisation__acronym",
    ]
    filter_horizontal = ()
    autocomplete_fields = ["organisation"]
    readonly_fields = ["last_login", "date_joined", "second_factor_since"]
    actions = ["unlock"]
    fieldsets = [
        (None, {"fields": ["username", "is_active"]}),
        (_("Personne"), {"fields": [("first_name", "last_name"), "email", "language"]}),
        (_("Droits"), {"fields": ["organisation", "role", "keeps_lists"]}),
        (_("Dates"), {"fields": [("last_login", "date_joined"), "second_factor_since"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username"]}),
        (_("Personne"), {"fields": [("first_name", "last_name"), "email", "language"]}),
        (_("Droits"), {"fields": ["organisation", "role", "keeps_lists"]}),
    ]

    @admin.display(description=_("second facteur"), boolean=True, ordering="second_factor_since")
    def has_second_factor(self, obj):
        return obj.second_factor_since is not None

    @admin.display(description=_("nom"), ordering="last_name")
    def full_name(self, obj):
        return obj.get_full_name()

    @admin.action(description=_("Laisser réessayer après des mots de passe erronés"), permissions=["change"])
    def unlock(self, request, queryset):
        accounts = list(queryset)
        for account in accounts:
            forget_attempts(account, of_codes=True)
        self.message_user(
            request,
            ngettext(
                "%(count)d compte peut réessayer tout de suite.",
                "%(count)d comptes peuvent réessayer tout de suite.",
                len(accounts),
            )
            % {"count": len(accounts)},
        )
