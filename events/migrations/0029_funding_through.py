"""Through whom the money of a funder passed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0028_quotations'),
        ('organisations', '0010_sources_as_dated'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventrole',
            name='intermediary',
            field=models.ForeignKey(blank=True, help_text='Pour un bailleur : l’organisation par laquelle son argent est passé.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='funding_passed_on', to='organisations.organisation', verbose_name='par l’intermédiaire de'),
        ),
        migrations.AddField(
            model_name='historicaleventrole',
            name='intermediary',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Pour un bailleur : l’organisation par laquelle son argent est passé.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisations.organisation', verbose_name='par l’intermédiaire de'),
        ),
        migrations.AddConstraint(
            model_name='eventrole',
            constraint=models.CheckConstraint(condition=models.Q(('intermediary__isnull', True), models.Q(('role', 'funder'), models.Q(('intermediary', models.F('organisation')), _negated=True)), _connector='OR'), name='eventrole_intermediary_of_funder', violation_error_code='intermediary_mismatch', violation_error_message='L’intermédiaire se donne pour un bailleur, et en est un autre.'),
        ),
    ]
