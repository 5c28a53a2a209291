"""Model forms that hold every constraint of the database and put its sentence where it helps."""

import re
from collections import defaultdict
from functools import reduce
from operator import and_

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import InlineForeignKeyField
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from rss_registry.checked_rows import surely_kept
from rss_registry.row_choices import chosen_in, remember_row

# Of any column, on every database but SQLite.
_LARGEST = 2_147_483_647


class RecordForm(forms.ModelForm):
    """A model form that also checks constraints on translated fields, and places their errors.

    `errors_at` says at which field the violation of a constraint stands, by its code.
    """

    errors_at: dict[str, str] = {}
    # Columns that the form sets without having a field of their name.
    columns_beside: tuple[str, ...] = ()
    codes_left_to_formset: frozenset = frozenset()
    # One of the rows of a parent's form. As long as nobody changes it it is not saved, and breaks no rule,
    # but for one that holds it against its parent.
    is_row = False
    is_held_against_parent = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField) and field.max_value is None:
                # Beyond the largest column, SQLite would stop at the saving.
                field.validators = [*field.validators, MaxValueValidator(_LARGEST)]

    def _post_clean(self):
        if self.is_row and self.instance.pk and not self.has_changed():
            if self.is_held_against_parent:
                self._hold_against_parent()
            return
        super()._post_clean()
        # Django skips a check that speaks of a column outside the form: of `title` when the form
        # has `title_fr`, or of what the page does not show. It would stop the request later, in
        # the database; but the row's own values are all known here.
        rules = [rule for rule in self._rules_skipped() if not surely_kept(rule, self.instance)]
        checks = [rule for rule in rules if isinstance(rule, CheckConstraint)]
        if self._all_hold(checks):
            rules = [rule for rule in rules if rule not in checks]
        for rule in rules:
            try:
                rule.validate(type(self.instance), self.instance, exclude=set(self.errors))
            except ValidationError as problem:
                self._update_errors(problem)

    def _hold_against_parent(self):
        """What the row itself says was held against every rule when it was stored."""
        try:
            self.instance.clean()
        except ValidationError as problem:
            self._update_errors(problem)

    def _save_m2m(self):
        """Only what was changed: the links of the rest stand, and are not read to be compared."""
        every = self.cleaned_data
        links = {field.name for field in self.instance._meta.many_to_many}
        same = links - {*self.changed_data}
        self.cleaned_data = {name: value for name, value in every.items() if name not in same}
        super()._save_m2m()
        self.cleaned_data = every

    def _all_hold(self, checks):
        """Whether each of them holds, asked at once: the database is asked one by one for what is wrong."""
        # Nothing is checked that speaks of a value which is wrong already.
        wrong = self.errors.keys()
        made = [rule.condition for rule in checks if not wrong & rule.condition.referenced_base_fields]
        if len(made) < 2:
            return False
        every = CheckConstraint(condition=reduce(and_, made, Q()), name="every_check")
        try:
            every.validate(type(self.instance), self.instance, exclude=set(wrong))
        except ValidationError:
            return False
        return True

    def _rules_skipped(self):
        """The constraints that speak of something here and of a column that Django did not look at."""
        known = {problem.code for problems in self.errors.as_data().values() for problem in problems}
        mine = {*self.fields, *self.columns_beside, *self._translated_here()}
        rows_of = {name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)}
        excluded = self._get_validation_exclusions() | rows_of
        for rule in self.instance._meta.constraints:
            code = rule.violation_error_code
            # One that is unique under a condition on such a column is skipped too.
            if rule.condition is None or code in known or code in self.codes_left_to_formset:
                continue
            named = {*rule.condition.referenced_base_fields, *getattr(rule, "fields", ())}
            if named & mine and named & excluded:
                yield rule

    def _update_errors(self, errors):
        by_field = getattr(errors, "error_dict", None) or {NON_FIELD_ERRORS: errors.error_list}
        placed = defaultdict(list)
        for field, problems in by_field.items():
            for problem in problems:
                if problem.code not in self.codes_left_to_formset:
                    place = self.errors_at.get(problem.code, field)
                    placed[place if place in self.fields else NON_FIELD_ERRORS].append(problem)
        if placed:
            super()._update_errors(ValidationError(placed))

    def _translated_here(self):
        columns = {field.name: field for field in self.instance._meta.concrete_fields}
        return {
            columns[name].translated_field.name
            for name in self.fields
            if hasattr(columns.get(name), "translated_field")
        }


class UniqueRowsFormSet(forms.BaseInlineFormSet):
    """Rows of one parent that must differ, compared with one another rather than with the table.

    All rows of the parent are on the page. Compared with the table, deleting a row and adding its
    replacement at once, or exchanging two rows, would be refused for what is about to go. The
    rules are the model's unique constraints; one with a condition is named in `row_keys`, a
    function from the row's values to what must be unique (None: the rule does not concern it).
    """

    row_keys: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if chosen := chosen_in(self.form):
            self.queryset = self.queryset.select_related(*chosen)
        if self.is_bound:
            self._make_new_what_is_gone()

    @cached_property
    def empty_form(self):
        """Asked for many times by one page, of which each makes a form."""
        return super().empty_form

    @cached_property
    def media(self):
        return super().media

    def total_form_count(self):
        """Of the rows told, those of which anything was sent: thousands of others would take seconds."""
        told = super().total_form_count()
        return min(told, self._rows_sent) if self.is_bound else told

    @cached_property
    def _rows_sent(self):
        row = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,5}})-")
        sent = filter(None, map(row.match, (*self.data, *self.files)))
        return max((int(found[1]) + 1 for found in sent), default=0)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk:
            remember_row(form)

    def clean(self):
        # Not Django's validate_unique(): its sentences are vaguer than those of the constraints.
        for constraint in self._constraints():
            seen = set()
            for form in self.kept_forms():
                key = self._key(constraint, form.cleaned_data)
                if key is not None and key in seen:
                    self._refuse(form, constraint)
                seen.add(key)

    def kept_forms(self):
        """The valid forms that will be rows: neither empty nor deleted."""
        return [
            form
            for form in self.forms
            if not form.errors
            and (form.instance.pk or form.has_changed())
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def _make_new_what_is_gone(self):
        """Rows that were deleted since the page was opened: what was typed into them is a row to add.

        Django would refuse the page for ever, at a field that nobody sees.
        """
        key = self.model._meta.pk.name
        sent = range(min(self.initial_form_count(), self.total_form_count()))
        keys = [self.data.get(f"{self.add_prefix(number)}-{key}", "") for number in sent]
        stored = {str(row.pk) for row in self.get_queryset()} if any(keys) else set()
        gone = [number for number in sent if keys[number] and keys[number] not in stored]
        if not gone:
            return
        dropped = [
            number
            for number in gone
            if not self.can_delete or f"{self.add_prefix(number)}-{DELETION_FIELD_NAME}" in self.data
        ]
        rest = [number for number in range(self.total_form_count()) if number not in gone]
        first = len(sent) - len(gone)
        order = [*rest[:first], *(number for number in gone if number not in dropped), *rest[first:]]
        renamed = {f"{self.add_prefix(old)}-": f"{self.add_prefix(new)}-" for new, old in enumerate(order)}
        lost = {f"{self.add_prefix(number)}-{key}" for number in gone}
        self.data = _renamed(self.data, self.prefix, renamed, lost)
        self.files = _renamed(self.files, self.prefix, renamed, lost)
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(first)
        # They were read from what was sent.
        self.__dict__.pop("management_form", None)
        self.__dict__.pop("forms", None)
        self.__dict__.pop("_rows_sent", None)

    def _constraints(self):
        return [
            rule
            for rule in self.model._meta.constraints
            if isinstance(rule, UniqueConstraint)
            and self.fk.name in rule.fields
            and (rule.condition is None or rule.name in self.row_keys)
        ]

    def _key(self, constraint, values):
        if constraint.name in self.row_keys:
            return self.row_keys[constraint.name](values)
        return tuple(values.get(field) for field in constraint.fields if field != self.fk.name)

    def _refuse(self, form, constraint):
        field = next(
            (name for name in constraint.fields if name in form.fields and name != self.fk.name), None
        )
        form.add_error(
            field,
            ValidationError(constraint.get_violation_error_message(), code=constraint.violation_error_code),
        )

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.is_row = True
        form.codes_left_to_formset = frozenset(rule.violation_error_code for rule in self._constraints())
        return form


def _renamed(sent, prefix, renamed, lost):
    """What was sent, the rows of one formset under new numbers (old beginnings of names to new ones)."""
    row = re.compile(rf"{re.escape(prefix)}-\d+-")
    values = MultiValueDict()
    for name in sent:
        found = row.match(name)
        if found is None:
            values.setlist(name, sent.getlist(name))
        elif found[0] in renamed and name not in lost:
            values.setlist(renamed[found[0]] + name[found.end() :], sent.getlist(name))
    return values


class NumberedRowsFormSet(UniqueRowsFormSet):
    """Rows without a rank take that of their place on the page."""

    def save_new(self, form, commit=True):
        self._rank(form)
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):
        self._rank(form)
        return super().save_existing(form, obj, commit)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if "position" in form.fields:
            form.fields["position"].required = False
        return form

    def _rank(self, form):
        if not form.instance.position:
            form.instance.position = self.forms.index(form) + 1
