"""Writes the keys of titles and venues of the events that are there already."""

from django.db import migrations

from events.models.search_terms import title_key, venue_key


def write_keys(apps, editor):
    texts = apps.get_model("events", "EventSearchText").objects
    rows = texts.select_related("event").only("text", "event__title_fr", "event__venue").iterator(2000)
    batch = []
    for row in rows:
        row.title_key, row.venue_key = title_key(row.event.title_fr or ""), venue_key(row.event.venue)
        batch.append(row)
        if len(batch) == 2000:
            texts.bulk_update(batch, ["title_key", "venue_key"])
            batch = []
    texts.bulk_update(batch, ["title_key", "venue_key"])


class Migration(migrations.Migration):
    dependencies = [("events", "0022_likely_duplicates")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop)]
