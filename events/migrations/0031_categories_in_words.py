"""Categories of participants in the words of the source."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0030_origins_and_spellings'),
        ('organisations', '0010_sources_as_dated'),
    ]

    operations = [
        migrations.CreateModel(
            name='CategoryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=80, unique=True, verbose_name='clé')),
                ('words', models.CharField(editable=False, max_length=80, verbose_name='dans les mots des sources')),
                ('category', models.CharField(blank=True, choices=[('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires')], help_text='Vide : à classer ; le public lit « autre catégorie », avec ces mots.', max_length=20, verbose_name='catégorie')),
            ],
            options={
                'verbose_name': 'catégorie en mots',
                'verbose_name_plural': 'catégories en mots',
                'ordering': ('category', 'words'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='audience',
            name='audience_unique',
        ),
        migrations.RemoveConstraint(
            model_name='headcount',
            name='headcount_one_row_per_event_cell',
        ),
        migrations.RemoveConstraint(
            model_name='headcount',
            name='headcount_one_row_per_event_cell_planned',
        ),
        migrations.RemoveConstraint(
            model_name='headcount',
            name='headcount_one_row_per_group_cell',
        ),
        migrations.RemoveConstraint(
            model_name='headcount',
            name='headcount_one_row_per_group_cell_planned',
        ),
        migrations.AddField(
            model_name='audience',
            name='category_words',
            field=models.CharField(blank=True, help_text='Dans les mots de la source, s’ils ne sont pas ceux de la liste.', max_length=80, verbose_name='catégorie, en mots'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='category_words',
            field=models.CharField(blank=True, help_text='Dans les mots de la source, s’ils ne sont pas ceux de la liste.', max_length=80, verbose_name='catégorie, en mots'),
        ),
        migrations.AddField(
            model_name='historicalaudience',
            name='category_words',
            field=models.CharField(blank=True, help_text='Dans les mots de la source, s’ils ne sont pas ceux de la liste.', max_length=80, verbose_name='catégorie, en mots'),
        ),
        migrations.AddField(
            model_name='historicalheadcount',
            name='category_words',
            field=models.CharField(blank=True, help_text='Dans les mots de la source, s’ils ne sont pas ceux de la liste.', max_length=80, verbose_name='catégorie, en mots'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='category',
            field=models.CharField(choices=[('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires'), ('other', 'autre catégorie')], max_length=20, verbose_name='catégorie'),
        ),
        migrations.AlterField(
            model_name='headcount',
            name='category',
            field=models.CharField(blank=True, choices=[('', 'non communiquée'), ('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires'), ('other', 'autre catégorie')], default='', max_length=20, verbose_name='catégorie'),
        ),
        migrations.AlterField(
            model_name='historicalaudience',
            name='category',
            field=models.CharField(choices=[('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires'), ('other', 'autre catégorie')], max_length=20, verbose_name='catégorie'),
        ),
        migrations.AlterField(
            model_name='historicalheadcount',
            name='category',
            field=models.CharField(blank=True, choices=[('', 'non communiquée'), ('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires'), ('other', 'autre catégorie')], default='', max_length=20, verbose_name='catégorie'),
        ),
        migrations.AlterField(
            model_name='participant',
            name='category',
            field=models.CharField(blank=True, choices=[('', 'non communiquée'), ('fds', 'forces de défense et de sécurité'), ('administration', 'administration'), ('elected', 'élus'), ('traditional', 'autorités traditionnelles, religieuses et coutumières'), ('civil_society_women', 'société civile – femmes'), ('civil_society_youth', 'société civile – jeunes'), ('civil_society_other', 'société civile – autres'), ('ccs_members', 'membres des CCS'), ('media', 'médias'), ('justice', 'justice'), ('partners', 'partenaires'), ('other', 'autre catégorie')], default='', max_length=20, verbose_name='catégorie'),
        ),
        migrations.AddConstraint(
            model_name='audience',
            constraint=models.UniqueConstraint(fields=('event', 'category', 'category_words'), name='audience_unique', violation_error_code='duplicate_audience', violation_error_message='Ce public figure déjà dans la liste.'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.CheckConstraint(condition=models.Q(('category_words', ''), models.Q(('category', ''), _negated=True), _connector='OR'), name='headcount_words_have_category', violation_error_code='words_without_category', violation_error_message='Une catégorie en mots va avec « autre catégorie ».'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), models.Q(('basis', 'planned'), _negated=True), models.Q(('category', 'other'), _negated=True)), fields=('event', 'unit', 'sex', 'category', 'age_band'), name='headcount_one_row_per_event_cell', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), models.Q(('basis', 'planned'), _negated=True), ('category', 'other')), fields=('event', 'unit', 'sex', 'category', 'age_band', 'category_words'), name='headcount_one_row_per_event_words', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), ('basis', 'planned'), models.Q(('category', 'other'), _negated=True)), fields=('event', 'unit', 'sex', 'category', 'age_band'), name='headcount_one_row_per_event_cell_planned', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), ('basis', 'planned'), ('category', 'other')), fields=('event', 'unit', 'sex', 'category', 'age_band', 'category_words'), name='headcount_one_row_per_event_words_planned', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), models.Q(('basis', 'planned'), _negated=True), models.Q(('category', 'other'), _negated=True)), fields=('group', 'unit', 'sex', 'category', 'age_band'), name='headcount_one_row_per_group_cell', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), models.Q(('basis', 'planned'), _negated=True), ('category', 'other')), fields=('group', 'unit', 'sex', 'category', 'age_band', 'category_words'), name='headcount_one_row_per_group_words', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), ('basis', 'planned'), models.Q(('category', 'other'), _negated=True)), fields=('group', 'unit', 'sex', 'category', 'age_band'), name='headcount_one_row_per_group_cell_planned', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), ('basis', 'planned'), ('category', 'other')), fields=('group', 'unit', 'sex', 'category', 'age_band', 'category_words'), name='headcount_one_row_per_group_words_planned', violation_error_code='duplicate_headcount', violation_error_message='Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge).'),
        ),
    ]
