"""What is kept of sign-ins, links and attempts has an end: each night it goes."""

from django.db import transaction

from organisations.models import AccountLink, AttemptCounter, AuthenticatorApp, KnownNetwork, SignIn
from organisations.models.second_factors import BEGUN_FOR


@transaction.atomic
def forget_past(on) -> dict[str, int]:
    """How many rows went, by table; an application that was begun and never confirmed goes too."""
    begun = AuthenticatorApp.objects.filter(confirmed=False, made_at__lt=on - BEGUN_FOR)
    tables = (AccountLink, AttemptCounter, KnownNetwork, SignIn)
    past = [(model, model.objects.past(on)) for model in tables] + [(AuthenticatorApp, begun)]
    return {model._meta.label: rows.delete()[0] for model, rows in past}
