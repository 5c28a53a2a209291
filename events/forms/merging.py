"""Two editors of one page: what only the other one changed is taken over, what both changed is named."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Model

from rss_registry.words_of_counts import Count
from rss_registry.words_of_dates import Understood

_SIGNS = 6


def digest(value, signs=20) -> str:
    return sha256(repr(_plain(value)).encode()).hexdigest()[:signs]


def _plain(value):
    """The same for a value as it is stored and as a field cleans it: a choice is its code."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def digests_of(told: dict) -> str:
    """What each thing that a page tells was when it was opened, in the order in which it tells them."""
    return "".join(digest(value, _SIGNS) for value in told.values())


def changed_since(sent: str, told: dict) -> dict[str, str] | None:
    """Of what the page tells now, what has changed since `sent`, with what it was; None if not known."""
    if len(sent) != _SIGNS * len(told):
        return None
    before = {name: sent[at * _SIGNS : (at + 1) * _SIGNS] for at, name in enumerate(told)}
    return {name: before[name] for name, value in told.items() if digest(value, _SIGNS) != before[name]}


def take_over_untouched(form, changed: dict[str, str]) -> tuple[list[str], list[str]]:
    """Give the fields that nobody touched here what others have stored; (those, the names of all the rest).

    `changed` is what others stored since the page was opened, with the digest of what it was then.
    """
    taken, disputed = [], []
    for name, before in changed.items():
        if name not in form.fields:
            disputed.append(name)
        elif form[name]._has_changed():
            cleaned = form.cleaned_data
            is_touched = name not in cleaned or digest(comparable(cleaned[name]), _SIGNS) != before
            if is_touched or not _take_stored(form, name):
                disputed.append(name)
            else:
                taken.append(name)
    form.__dict__.pop("changed_data", None)
    return taken, disputed


def comparable(value):
    """A cleaned value as the page tells a stored one."""
    if isinstance(value, Count):
        return (value.number, str(value.basis))
    if isinstance(value, Understood):
        return (value.edtf, value.stated_days)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return value or None
    return sorted(getattr(each, "pk", each) for each in value)


def _take_stored(form, name):
    field, key = form.fields[name], form.add_prefix(name)
    before = form.data.getlist(key)
    value = field.prepare_value(form.get_initial_for_field(field, name))
    values = value if isinstance(value, list) else [value]
    words = ["on" if each is True else str(getattr(each, "pk", each)) for each in values if each]
    form.data.setlist(key, words)
    if not words:
        del form.data[key]
    try:
        form.cleaned_data[name] = field.clean(field.widget.value_from_datadict(form.data, form.files, key))
    except ValidationError:
        # A choice that this reader may not see.
        form.data.setlist(key, before)
        return False
    return True
