"""Lines held to the form that one fills in by hand, so that each rule is written once."""

from functools import cache

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model
from django.forms import modelform_factory
from django.forms.models import model_to_dict

from rss_registry.exchange.links import Links
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.forms import RecordForm
from rss_registry.row_choices import FoundRows, RowChoiceField, remember_row


class FormHeldResource(ExchangeResource):
    """`form_class` checks every new or changed line; `form_fields` where the form does not name its own."""

    form_class = RecordForm
    form_fields: tuple[str, ...] = ()
    # Codes of rules that the table asks of its own rows, all at once.
    codes_told: frozenset[str] = frozenset()

    def place_of(self, error_code, field):
        return self.errors_at.get(error_code) or self.form_class.errors_at.get(error_code, field)

    def form_of_line(self):
        return form_of_lines(self.model, self.form_class, self.form_fields)

    def form_data(self, form, instance, values):
        """What the form would be sent for this row."""
        data = model_to_dict(instance, fields=form.base_fields)
        for code, column in self.columns.items():
            if isinstance(column, Links):
                data[column.field_name] = values[code] if code in values else column.read(instance)
        return data

    def check(self, instance, values, wrong):
        if not self.changes:
            return
        # What the form compares with is what was stored: the row says already what the line says.
        before = {column.field_name: getattr(was, "pk", was) for column, was, _now in self.changes}
        form_class = self.form_of_line()
        form = _filled(form_class, instance, self.form_data(form_class, instance, values), initial=before)
        form.user, form.codes_left_to_formset = self.user, self.codes_told
        for field, problems in form.errors.as_data().items():
            for problem in problems:
                column = self.column_at(problem.code, field)
                # Of a line in which something is wrong, only what does not follow from that.
                if column.code not in wrong if column else not wrong:
                    yield (column.code if column else NON_FIELD_ERRORS), problem


@cache
def form_of_lines(model, form_class, fields=()):
    """`form_class` for rows of which every choice was found already, and is not looked for again."""
    return modelform_factory(
        model, form=form_class, fields=fields or None, formfield_callback=_field_of_found_rows
    )


def refuse_wrong_row(row: Model, form_class) -> None:
    """ValidationError where the form in which one enters such a row by hand would refuse it."""
    form_class = form_of_lines(type(row), form_class)
    form = _filled(form_class, row, model_to_dict(row, fields=form_class.base_fields))
    if problems := [problem for each in form.errors.as_data().values() for problem in each]:
        raise ValidationError(problems)


def _filled(form_class, instance, data, **said):
    data = {name: value for name, value in data.items() if value is not None}
    form = form_class(data=data, instance=instance, **said)
    remember_row(form)
    return form


def _field_of_found_rows(field, **kwargs):
    if isinstance(field, ManyToManyField):
        return FoundRows(required=not field.blank, label=field.verbose_name)
    if isinstance(field, ForeignKey):
        kwargs["form_class"] = RowChoiceField
    return field.formfield(**kwargs)
