"""One demonstration account per role, so that a new register can be tried at once."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from organisations.enums import UserRole
from organisations.models import Organisation, User

# Neither 0 and O nor 1, l and I: a password is copied from a screen by hand.
READABLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

# user name: (organisation, columns of the account)
ACCOUNTS = {
    "agent": ("WANEP-Mali", {"role": UserRole.OFFICER, "keeps_lists": True}),
    "coordination": ("CRSS", {"role": UserRole.COORDINATOR}),
    "administration": (None, {"role": UserRole.ADMINISTRATOR, "is_superuser": True}),
}


class Command(BaseCommand):
    help = "Crée un compte de démonstration par rôle et imprime les mots de passe, une seule fois."

    @transaction.atomic
    def handle(self, *args, **options):
        taken = set(User.objects.filter(username__in=ACCOUNTS).values_list("username", flat=True))
        passwords = {
            username: self.create(username, organisation_name, columns)
            for username, (organisation_name, columns) in ACCOUNTS.items()
            if username not in taken
        }
        if passwords:
            self.stdout.write(self.in_a_table(passwords))
        for username in sorted(taken):
            self.stdout.write(f"Le compte « {username} » existe déjà : il reste tel quel.")

    def create(self, username, organisation_name, columns):
        organisation = self.find(organisation_name) if organisation_name else None
        password = get_random_string(16, READABLE)
        User.objects.create_user(
            username, password=password, is_staff=True, organisation=organisation, **columns
        )
        return password

    def find(self, name):
        organisation = Organisation.objects.named(name).first()
        if organisation is None:
            raise CommandError(f"L’organisation « {name} » manque : lancez d’abord load_demo.")
        return organisation

    def in_a_table(self, passwords):
        rows = [
            f"  {username:<16}{password:<20}{ACCOUNTS[username][1]['role'].label}"
            for username, password in passwords.items()
        ]
        return "\n".join(
            [
                "",
                "Comptes de démonstration, à noter maintenant : ces mots de passe ne seront plus montrés.",
                "  (demonstration accounts: note the passwords now, they are not shown again)",
                *rows,
                "",
            ]
        )
