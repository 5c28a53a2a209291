"""Rows of parts whose history begins now are noted as they stand: one can go back to them."""

from itertools import islice

from django.db import migrations
from django.utils import timezone

_PARTS = (
    "Audience",
    "Document",
    "EventPlace",
    "EventSource",
    "KnowledgeTest",
    "Objective",
    "Output",
    "Photo",
    "Event_agreements",
    "Event_contributes_to",
    "Event_languages",
    "Event_legal_references",
    "Event_programmes",
    "Event_themes",
)


def note_rows(apps, editor):
    now = timezone.now()
    for name in _PARTS:
        model, history = apps.get_model("events", name), apps.get_model("events", f"Historical{name}")
        kept = {field.attname for field in history._meta.concrete_fields}
        columns = [field.attname for field in model._meta.concrete_fields if field.attname in kept]
        rows_of_table = model.objects.order_by("pk").values(*columns).iterator()
        while rows := list(islice(rows_of_table, 1000)):
            history.objects.bulk_create(
                history(**row, history_date=now, history_type="~", history_change_reason="baseline")
                for row in rows
            )


def forget_rows(apps, editor):
    for name in _PARTS:
        apps.get_model("events", f"Historical{name}").objects.filter(history_change_reason="baseline").delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0020_history_of_parts")]

    operations = [migrations.RunPython(note_rows, forget_rows)]
