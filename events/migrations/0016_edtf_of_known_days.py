from calendar import monthrange

from django.db import migrations

_LENGTH = {"day": 10, "month": 7, "year": 4}


def write_edtf(apps, schema_editor):
    """The days that stand there, as precisely as they are known, are what the source says."""
    for name in ("event", "historicalevent"):
        model = apps.get_model("events", name)
        key = model._meta.pk.name
        rows = model.objects.exclude(starts_on=None, ends_on=None).order_by(key)
        for row in rows.only(key, "starts_on", "ends_on", "date_precision").iterator(chunk_size=500):
            first, last = _bounds(row.starts_on, row.ends_on, row.date_precision)
            told = [day.isoformat()[: _LENGTH[row.date_precision]] if day else "" for day in (first, last)]
            text = told[0] if told[0] == told[1] else "/".join(told)
            model.objects.filter(pk=row.pk).update(dates_edtf=text, starts_on=first, ends_on=last)


def _bounds(first, last, precision):
    if precision == "month":
        first = first and first.replace(day=1)
        last = last and last.replace(day=monthrange(last.year, last.month)[1])
    elif precision == "year":
        first, last = first and first.replace(month=1, day=1), last and last.replace(month=12, day=31)
    return first, last


class Migration(migrations.Migration):
    dependencies = [("events", "0015_dates_as_stated")]

    # Back: the days stay where they are, as wide as they are known.
    operations = [migrations.RunPython(write_edtf, migrations.RunPython.noop)]
