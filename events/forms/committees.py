"""Forms of the make-up of a security committee."""

from events.models import CommitteeComposition, CommitteeSeats
from rss_registry.forms import RecordForm


class CompositionForm(RecordForm):
    errors_at = {"duplicate_composition": "as_of", "published_without_source": "source"}

    class Meta:
        model = CommitteeComposition
        fields = ("committee", "as_of", "source", "is_as_published")


class SeatsForm(RecordForm):
    errors_at = {"duplicate_college": "category", "more_women_than_seats": "women"}

    class Meta:
        model = CommitteeSeats
        fields = ("category", "number", "women")
