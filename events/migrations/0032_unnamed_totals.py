"""A total that several events share needs no name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0031_categories_in_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='headcountgroup',
            name='label',
            field=models.CharField(blank=True, help_text='Publié : par exemple « les deux ateliers d’avril 2023 ».', max_length=200, verbose_name='libellé'),
        ),
        migrations.AlterField(
            model_name='headcountgroup',
            name='label_en',
            field=models.CharField(blank=True, help_text='Publié : par exemple « les deux ateliers d’avril 2023 ».', max_length=200, null=True, verbose_name='libellé'),
        ),
        migrations.AlterField(
            model_name='headcountgroup',
            name='label_fr',
            field=models.CharField(blank=True, help_text='Publié : par exemple « les deux ateliers d’avril 2023 ».', max_length=200, null=True, verbose_name='libellé'),
        ),
    ]
