"""`manage.py tell_failure UNIT`: a mail to the administrators, for systemd's `OnFailure=`."""

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Dit aux administrateurs (ADMINS) qu’un service a échoué."

    def add_arguments(self, parser):
        parser.add_argument("unit")

    def handle(self, *args, unit, **options):
        if not settings.ADMINS:
            self.stderr.write("ADMINS n’est pas donné : personne n’est prévenu. (nobody is told)")
            return
        mail_admins(
            f"{unit} a échoué",
            f"Le service {unit} du registre {settings.PUBLIC_URL} a échoué.\n\n"
            f"  systemctl status {unit}\n  journalctl -u {unit} -n 50\n  script/doctor\n",
        )
