"""Who signs the demonstration register: an officer per organisation, and one coordinator.

Nobody can log in as one of them: they have no password.
"""

from organisations.enums import UserRole
from organisations.models import User


def officer_of(organisation):
    return _account(f"essai-{organisation.slug}"[:150], role=UserRole.OFFICER, organisation=organisation)


def coordinator():
    return _account("essai-coordination", role=UserRole.COORDINATOR)


def _account(username, **columns):
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, is_staff=True, **columns)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
    return user
