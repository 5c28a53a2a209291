"""Who was there, half-day by half-day: many marks written at once."""

from django.db import transaction

from events.models import Presence, Session


def sessions_for(event, half_days):
    """The sessions of `event` by (day, half-day); those that it lacks of `half_days` are added.

    A session without a subject or a place says nothing to the public, so that whoever keeps the list
    may add it where the record itself can no longer be corrected.
    """
    known = {(row.day, row.half_day): row for row in event.sessions.all()}
    for day, half_day in half_days:
        if (day, half_day) not in known:
            known[day, half_day] = Session.objects.create(event=event, day=day, half_day=half_day)
    return known


@transaction.atomic
def set_presences(*, event, present=(), absent=()):
    """Mark pairs of (key of a participant, (day, half-day)) as present or absent; what is right stays.

    Returns the pairs that were set, and those that were taken away. A line « non signé » is an absence.
    """
    sessions = sessions_for(event, {half_day for _person, half_day in present})
    half_days = {row.pk: half_day for half_day, row in sessions.items()}
    people = set(event.participants.values_list("pk", flat=True))
    marks = Presence.objects.filter(session__event=event, signed=True)
    known = {
        (person, half_days[session]) for person, session in marks.values_list("participant_id", "session_id")
    }
    wanted = {pair for pair in present if pair[0] in people} - known
    unwanted = known & set(absent)
    Presence.objects.bulk_create(
        [Presence(participant_id=person, session=sessions[half_day]) for person, half_day in sorted(wanted)],
        update_conflicts=True,
        unique_fields=["participant", "session"],
        update_fields=["signed"],
    )
    for half_day in {half_day for _person, half_day in unwanted}:
        gone = [person for person, other in unwanted if other == half_day]
        Presence.objects.filter(session=sessions[half_day], participant__in=gone).delete()
    return wanted, unwanted
