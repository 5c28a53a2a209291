"""Which parameters of an address a list of the admin accepts, and what the others were about."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import NotRelationField, get_fields_from_path, prepare_lookup_value
from django.contrib.admin.views.main import IGNORED_PARAMS, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError

# The columns of the list, in its address: « colonnes=title,dates ».
COLUMNS = "colonnes"
_ORDER = re.compile(r"-?\d{1,3}(\.-?\d{1,3})*")
_NO_FILTERS = {*IGNORED_PARAMS, PAGE_VAR, "e"} - {SEARCH_VAR, ORDER_VAR}
_MOST_PARAMETERS = 40
_ERRORS = (FieldError, FieldDoesNotExist, NotRelationField, ValidationError, ValueError, TypeError)


@dataclass(frozen=True)
class Accepted:
    """What is left of an address, in order, and the names of the filters that the list does not have."""

    parameters: dict[str, str]
    unknown: tuple[str, ...]

    @property
    def query(self) -> str:
        return urlencode(sorted(self.parameters.items()))


def accepted(model_admin, request, query: str) -> Accepted:
    """Of an address as it was typed, kept or sent: what the list understands today, for this user."""
    parameters, unknown = {}, []
    for name, value in parameters_of(query).items():
        if name in (SEARCH_VAR, COLUMNS) or (name == ORDER_VAR and _ORDER.fullmatch(value)):
            parameters[name] = value
        elif name != ORDER_VAR:
            label = _refused(model_admin, request, name, value)
            if label is None:
                parameters[name] = value
            else:
                unknown.append(str(label))
    return Accepted(parameters, tuple(dict.fromkeys(unknown)))


def parameters_of(query: str) -> dict[str, str]:
    """What an address says of a list, its page and its pop-ups apart; nothing of one that is too long."""
    try:
        pairs = parse_qsl(query, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return {}
    return {name: value for name, value in pairs if name not in _NO_FILTERS and "\0" not in name + value}


def reordered(order: str, before: list[str], after: list[str]) -> str:
    """The order of a list by the numbers of its columns, once other columns stand in it."""
    kept = []
    for part in order.split("."):
        number = part.removeprefix("-")
        if number.isdecimal() and 0 < int(number) <= len(before) and before[int(number) - 1] in after:
            sign = "-" if part.startswith("-") else ""
            kept.append(f"{sign}{after.index(before[int(number) - 1]) + 1}")
    return ".".join(kept)


def _refused(model_admin, request, name, value):
    """The words for a filter that the list does not have, or whose value is gone; None where it has it."""
    for item in model_admin.get_list_filter(request):
        if isinstance(item, type) and issubclass(item, SimpleListFilter) and item.parameter_name == name:
            values = {str(choice) for choice, _label in item.lookups(item, request, model_admin) or ()}
            return None if value in values else item.title
    return None if _is_lookup(model_admin, request, name, value) else _label(model_admin.model, name)


def _is_lookup(model_admin, request, name, value):
    if not model_admin.lookup_allowed(name, value, request):
        return False
    model = model_admin.model
    try:
        # Built, not asked: a column or a value that is none is told then.
        model._default_manager.filter(**{name: prepare_lookup_value(name, value)})
        field = _field(model, name)
        if not name.endswith("__exact"):
            return True
        if field.is_relation:
            return field.related_model._base_manager.filter(pk=value).exists()
        return not field.flatchoices or value in {str(choice) for choice, _name in field.flatchoices}
    except _ERRORS:
        return False


def _field(model, name):
    """The column, or the relation, that a lookup is about."""
    path = name.split("__")
    while path:
        try:
            field = get_fields_from_path(model, "__".join(path))[-1]
        except (FieldDoesNotExist, NotRelationField):
            path.pop()
            continue
        if len(path) > 1 and field.primary_key:
            path.pop()
            continue
        return field
    raise FieldDoesNotExist(name)


def _label(model, name):
    try:
        field = _field(model, name)
    except _ERRORS:
        return name
    return getattr(field, "verbose_name", name)
