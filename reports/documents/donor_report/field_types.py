"""A named field: what a part of a donor's form can be fed with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.documents.donor_report.gaps import Content
from reports.documents.donor_report.scope import DonorScope


class FieldGroup(TextChoices):
    IDENTITY = "identity", _("Identité de l’action")
    ACTIVITIES = "activities", _("Activités")
    PEOPLE = "people", _("Participants")
    RESULTS = "results", _("Résultats et recommandations")
    COOPERATION = "cooperation", _("Coopération et visibilité")
    COSTS = "costs", _("Coûts")
    METHOD = "method", _("Sources et méthode")


@dataclass(frozen=True)
class DonorField:
    """`code` never changes: templates store it. `read` gives what is printed and what is missing."""

    code: str
    group: FieldGroup
    label: str
    prints: str
    read: Callable[[DonorScope], Content]
    is_private: bool = False
    """For the two parties alone: in no version to spread."""


def donor_field(code: str, group: FieldGroup, label: str, prints: str, *, is_private: bool = False):
    """Name the function below as a field."""

    def named(read):
        return DonorField(code, group, label, prints, read, is_private)

    return named
