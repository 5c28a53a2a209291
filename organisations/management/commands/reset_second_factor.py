"""`manage.py reset_second_factor NAME`: for the last administrator, who has lost all codes."""

from django.core.management.base import BaseCommand, CommandError

from organisations.models import User
from organisations.services.second_factor import remove
from organisations.services.sign_ins import end_sessions


class Command(BaseCommand):
    help = (
        "Ôte le second facteur d’un compte et termine ses sessions ; l’historique et un courriel le disent."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="l’identifiant du compte")

    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None or user.second_factor_since is None:
            raise CommandError(f"Aucun compte « {username} » avec un second facteur.")
        remove(user=user, by=user)
        end_sessions(user)
        self.stdout.write(f"Le compte « {username} » s’ouvre avec son mot de passe seul.")
