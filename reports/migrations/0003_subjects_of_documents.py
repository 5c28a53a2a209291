import json
from hashlib import sha256

from django.db import migrations, models


def name_subjects(apps, schema_editor):
    rows = apps.get_model("reports", "DocumentProof").objects.only("kind", "language", "parameters")
    for row in rows.iterator(chunk_size=500):
        said = json.dumps([row.kind, row.language, row.parameters], sort_keys=True, separators=(",", ":"))
        row.subject = sha256(said.encode()).hexdigest()[:32]
        row.save(update_fields=["subject"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_donor_templates")]

    operations = [
        migrations.AddField(
            model_name="documentproof",
            name="subject",
            field=models.CharField(
                default="",
                max_length=32,
                db_index=True,
                help_text="Sorte, langue et paramètres, en une empreinte.",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_subjects, migrations.RunPython.noop, elidable=True),
    ]
