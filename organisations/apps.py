"""Who, where, with whose money."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = _("Organisations, lieux et financements")

    def ready(self):
        from organisations.services.searched_records import follow_records
        from organisations.services.sign_ins import follow_sign_ins

        follow_records()
        follow_sign_ins()
