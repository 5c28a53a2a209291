"""`visible_from` now holds for every event, not only for the delayed: the gate reads one column."""

from datetime import date, timedelta

from django.db import migrations


def fill(apps, schema_editor):
    events = apps.get_model("events", "Event").objects
    for event in events.iterator(chunk_size=500):
        events.filter(pk=event.pk).update(visible_from=first_visible_day(event))


def first_visible_day(event):
    if event.announced:
        known_from = date.min
    elif event.ends_on is None:
        return None
    elif event.sensitivity == "region_and_month":
        year, month = event.ends_on.year, event.ends_on.month
        known_from = date(year + month // 12, month % 12 + 1, 1)
    else:
        known_from = event.ends_on if event.outcome == "held" else event.ends_on + timedelta(days=1)
    if event.delay_days is None:
        return known_from
    return max(known_from, event.ends_on + timedelta(days=event.delay_days)) if event.ends_on else None


class Migration(migrations.Migration):
    dependencies = [("events", "0002_search_index")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
