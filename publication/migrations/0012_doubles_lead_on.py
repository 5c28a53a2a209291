"""A record that was withdrawn as a double of another names it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0011_key_mark")]

    operations = [
        migrations.AddField(
            model_name="withdrawal",
            name="double_of",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="double de"),
        ),
    ]
