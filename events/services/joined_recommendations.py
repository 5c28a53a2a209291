"""Saying that recommendations of several events are one, and taking it back."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Recommendation


class JoiningError(ValidationError):
    """These recommendations cannot be joined."""


@transaction.atomic
def join(*, kept: Recommendation, others: Iterable[Recommendation]) -> list[Recommendation]:
    """Let `others`, and all that was joined with them, go by the words of `kept`; who has changed."""
    rows = [row for row in others if row.pk != kept.pk]
    if not rows:
        raise JoiningError(_("Choisissez au moins deux recommandations."), code="nothing_to_join")
    if any(row.kind != kept.kind for row in rows):
        raise JoiningError(
            _("Seules des lignes de même nature se réunissent : changez d’abord la nature de l’une."),
            code="kinds_differ",
        )
    if not Recommendation.objects.published().filter(pk=kept.pk).exists():
        # Another team reads these words in its own list.
        raise JoiningError(
            _("Les mots qui restent sont ceux d’une fiche publiée : choisissez-les parmi elles."),
            code="kept_not_public",
        )
    keys = {row.pk for row in rows} | {row.same_as_id for row in (kept, *rows) if row.same_as_id}
    behind = Recommendation.objects.filter(same_as__in=keys)
    family = {row.pk: row for row in [*Recommendation.objects.filter(pk__in=keys), *behind]}
    family.pop(kept.pk, None)
    return _point([kept], None) + _point(family.values(), kept)


@transaction.atomic
def part(*, recommendations: Iterable[Recommendation]) -> list[Recommendation]:
    """Let each speak for itself again; of one that kept the words, all that were joined with it."""
    rows = list(recommendations)
    return _point([*rows, *Recommendation.objects.filter(same_as__in=rows)], None)


def _point(rows, kept):
    """Saved one by one, so that the history and the version of the public data know of each."""
    changed = [row for row in rows if row.same_as_id != (kept and kept.pk)]
    for row in changed:
        row.same_as = kept
        row.save(update_fields=["same_as"])
    return changed
