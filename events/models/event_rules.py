"""What the database asks of the record of an event: what speaks of meaning, from its submission on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import DateInference, Sensitivity, Status

# What a record must say it says from its submission on: a draft may be stored whatever it lacks.
_IN_WORK = Q(status__in=Status.editable_by_officers())

CONSTRAINTS = [
    models.CheckConstraint(
        condition=_IN_WORK | Q(second_kind="") | ~Q(second_kind=F("kind")),
        name="event_kinds_differ",
        violation_error_message=_("La seconde nature est une autre que la première, ou rien."),
        violation_error_code="same_kind_twice",
    ),
    models.CheckConstraint(
        condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name="event_dates_ordered",
        violation_error_message=_("La fin précède le début : vérifiez les dates."),
        violation_error_code="dates_reversed",
    ),
    models.CheckConstraint(
        condition=_IN_WORK | ~Q(kind=""),
        name="event_has_kind",
        violation_error_message=_("Choisissez le type de l’événement."),
        violation_error_code="kind_missing",
    ),
    models.CheckConstraint(
        condition=_IN_WORK | ~Q(title=""),
        name="event_has_title",
        violation_error_message=_("Donnez un titre : il est publié tel quel."),
        violation_error_code="title_missing",
    ),
    models.CheckConstraint(
        condition=_IN_WORK
        | Q(starts_on__isnull=True, ends_on__isnull=True)
        | Q(starts_on__isnull=False, ends_on__isnull=False),
        name="event_dates_both_or_none",
        violation_error_message=_("Il manque l’une des deux dates : le premier ou le dernier jour."),
        violation_error_code="dates_incomplete",
    ),
    models.CheckConstraint(
        condition=_IN_WORK | Q(date_inference=DateInference.NONE) | ~Q(date_note=""),
        name="event_inferred_date_explained",
        violation_error_message=_("Dites dans la remarque de quoi la date est déduite."),
        violation_error_code="inference_unexplained",
    ),
    models.CheckConstraint(
        condition=_IN_WORK | Q(series__isnull=False) | Q(series_rank__isnull=True),
        name="event_rank_needs_series",
        violation_error_message=_("Choisissez la série, ou videz le rang."),
        violation_error_code="rank_without_series",
    ),
    models.CheckConstraint(
        condition=_IN_WORK
        | Q(sensitivity=Sensitivity.DELAYED, delay_days__isnull=False)
        | (~Q(sensitivity=Sensitivity.DELAYED) & Q(delay_days__isnull=True)),
        name="event_delay_matches_sensitivity",
        violation_error_message=_(
            "Le délai va avec la sensibilité « publique après un délai », et avec elle seule."
        ),
        violation_error_code="delay_mismatch",
    ),
    models.CheckConstraint(
        condition=~Q(status=Status.PUBLISHED) | Q(first_published_at__isnull=False),
        name="event_published_is_dated",
        violation_error_message=_("Une fiche publiée porte la date de sa première publication."),
    ),
]
