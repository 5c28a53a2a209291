"""Series stand in the index of records as well."""

from importlib import import_module

from django.db import migrations


def fill_series(apps, editor):
    fill = import_module("organisations.migrations.0009_record_search").fill
    fill(apps, apps.get_model("events", "Series"), ["title_fr", "title_en"])


def forget_series(apps, editor):
    rows = apps.get_model("organisations", "RecordSearch").objects.filter(kind="series")
    apps.get_model("organisations", "RecordWords").objects.filter(pk__in=rows.values("pk")).delete()
    rows.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0018_justification_written_by"),
        ("organisations", "0009_record_search"),
    ]

    operations = [migrations.RunPython(fill_series, forget_series)]
