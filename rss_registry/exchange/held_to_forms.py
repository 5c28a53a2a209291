"""Lines held to the form that one fills in by hand, so that each rule is written once."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import ForeignKey
from django.forms import modelform_factory
from django.forms.models import model_to_dict

from rss_registry.exchange.links import Links
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.forms import RecordForm
from rss_registry.row_choices import RowChoiceField, remember_row


class FormHeldResource(ExchangeResource):
    """`form_class` checks every new or changed line; `form_fields` where the form does not name its own."""

    form_class = RecordForm
    form_fields: tuple[str, ...] = ()
    # Codes of rules that the table asks of its own rows, all at once.
    codes_told: frozenset[str] = frozenset()

    class Meta(ExchangeResource.Meta):
        # The form asks the model everything that there is to ask.
        clean_model_instances = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Choices that the line has found already are not looked for again.
        self._form = modelform_factory(
            self._meta.model,
            form=self.form_class,
            fields=self.form_fields or None,
            formfield_callback=_field_of_row,
        )

    def place_of(self, error_code, field):
        return self.errors_at.get(error_code) or self.form_class.errors_at.get(error_code, field)

    def form_data(self, instance, values):
        """What the form would be sent for this row."""
        data = model_to_dict(instance, fields=self._form.base_fields)
        for code, column in self.columns.items():
            if isinstance(column, Links):
                linked = values[code] if code in values else column.read(instance)
                data[column.field_name] = [row.pk for row in linked]
        return {name: value for name, value in data.items() if value is not None}

    def check(self, instance, values, wrong):
        if not self.changes:
            return
        # What the form compares with is what was stored: the row says already what the line says.
        before = {column.field_name: getattr(was, "pk", was) for column, was, _now in self.changes}
        form = self._form(data=self.form_data(instance, values), instance=instance, initial=before)
        form.user, form.codes_left_to_formset = self.user, self.codes_told
        remember_row(form)
        for field, problems in form.errors.as_data().items():
            for problem in problems:
                column = self.column_at(problem.code, field)
                # Of a line in which something is wrong, only what does not follow from that.
                if column.code not in wrong if column else not wrong:
                    yield (column.code if column else NON_FIELD_ERRORS), problem


def _field_of_row(field, **kwargs):
    if isinstance(field, ForeignKey):
        kwargs["form_class"] = RowChoiceField
    return field.formfield(**kwargs)
