"""Submitting a page of the admin as a browser would: with everything that it shows."""

from django.db.models.fields.files import FieldFile
from django.urls import reverse


def admin_url(row_or_model, page, *args):
    opts = row_or_model._meta
    keys = [] if isinstance(row_or_model, type) else [row_or_model.pk]
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[*keys, *args])


def sheet_url(event=None):
    """The page that holds every part of an event's record; without an event, of a new one."""
    page = admin_url(event, "change") if event else reverse("admin:events_event_add")
    return f"{page}?section=tout"


def log_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown_after(response):
    """The page on which one stands then: of a draft that was kept as it was typed, that of its part."""
    return response.client.get(response["Location"]) if response.status_code == 302 else response


def data_of(response):
    """What the form of the page would send if nobody touched it."""
    response = shown_after(response)
    data = _values(response.context["adminform"].form)
    for each in response.context["inline_admin_formsets"]:
        data |= _values(each.formset.management_form)
        for form in each.formset.forms:
            data |= _values(form)
    return data


def add_row(data, prefix, **values):
    """One more row of an inline, as its « + » does; returns its number."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return number


def errors_of(response):
    """The sentences of a refused page: by field, and by row of each inline."""
    response = shown_after(response)
    found = {name: list(errors) for name, errors in response.context["adminform"].form.errors.items()}
    for each in response.context["inline_admin_formsets"]:
        formset = each.formset
        if formset.non_form_errors():
            found[formset.prefix] = list(formset.non_form_errors())
        for form in formset.forms:
            found |= {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
    return found


def _values(form):
    values = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False or value == []:
            continue
        if hasattr(value, "strftime") or hasattr(value, "as_tuple"):
            value = bound.field.widget.format_value(value)
        elif isinstance(value, list):
            value = [getattr(item, "pk", item) for item in value]
        elif isinstance(value, FieldFile):
            continue
        values[bound.html_name] = value
    return values
