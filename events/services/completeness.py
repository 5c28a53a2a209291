"""What a draft must still say before it can be submitted, each with the field of the form where it stands."""

from typing import NamedTuple

from events.enums import DateInference, Sensitivity
from events.models import Event


class Missing(NamedTuple):
    """`field`: of the form, for a link to it; `code`: of the constraint, stable."""

    field: str
    sentence: str
    code: str


def missing_for_submission(event: Event) -> tuple[Missing, ...]:
    """What keeps `event` from being submitted or published; empty when nothing does."""
    sentences = {rule.violation_error_code: rule.violation_error_message for rule in Event._meta.constraints}
    return tuple(
        Missing(field, str(sentences[code]), code)
        for code, (field, is_missing) in _RULES.items()
        if is_missing(event)
    )


# The constraints of the model that hold from submission on, asked of a draft without a query.
_RULES = {
    "kind_missing": ("kind", lambda event: not event.kind),
    "same_kind_twice": (
        "second_kind",
        lambda event: bool(event.second_kind) and event.second_kind == event.kind,
    ),
    "title_missing": ("title_fr", lambda event: not event.title_fr),
    "dates_incomplete": ("when", lambda event: (event.starts_on is None) != (event.ends_on is None)),
    "inference_unexplained": (
        "date_note_fr",
        lambda event: event.date_inference != DateInference.NONE and not event.date_note_fr,
    ),
    "rank_without_series": (
        "series",
        lambda event: event.series_id is None and event.series_rank is not None,
    ),
    "delay_mismatch": (
        "delay_days",
        lambda event: (event.sensitivity == Sensitivity.DELAYED) != (event.delay_days is not None),
    ),
}
