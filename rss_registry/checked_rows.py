"""Rows that are held to their rules with few questions to the database.

Django asks it about each CHECK of a row by itself, and about each row that a link names, also where
that row was just read. What can be told from the values at hand is told from them.
"""

from operator import eq, ge, gt, le, lt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, ForeignKey, Q
from django.db.models.expressions import BaseExpression

_COMPARISONS = {"exact": eq, "gt": gt, "gte": ge, "lt": lt, "lte": le}


class CheckedModel(models.Model):
    """Base of rows that forms and files bring in."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude={*(exclude or ()), *self._links_at_hand()})

    def validate_constraints(self, exclude=None):
        exclude = set(exclude or ())
        errors = {}
        for model, constraints in self.get_constraints():
            for rule in constraints:
                if surely_kept(rule, self):
                    continue
                try:
                    rule.validate(model, self, exclude=exclude)
                except ValidationError as problem:
                    errors = _gathered(errors, rule, problem)
        if errors:
            raise ValidationError(errors)

    def _links_at_hand(self):
        """The links to rows that were read as this one was filled in: that they exist need not be asked."""
        for field in self._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.is_cached(self) and not field.get_limit_choices_to():
                row = field.get_cached_value(self)
                if row is not None and row.pk is not None and row.pk == getattr(self, field.attname):
                    yield field.name


def _gathered(errors, rule, problem):
    if getattr(problem, "code", None) == "unique" and len(rule.fields) == 1:
        errors.setdefault(rule.fields[0], []).append(problem)
        return errors
    return problem.update_error_dict(errors)


class _NotHereError(Exception):
    """Only the database can tell."""


def surely_kept(rule: models.BaseConstraint, row: models.Model) -> bool:
    """Whether the values of the row cannot break the rule; where only the database can tell, no."""
    if isinstance(rule, CheckConstraint):
        return surely_holds(rule.condition, row)
    if not isinstance(rule, models.UniqueConstraint) or not rule.fields or rule.nulls_distinct is False:
        return False
    if any(row.serializable_value(name) is None for name in rule.fields):
        return True
    try:
        return rule.condition is not None and _told(rule.condition, row) is False
    except (_NotHereError, TypeError):
        return False


def surely_holds(condition: Q | BaseExpression, row: models.Model) -> bool:
    """Whether the values of the row break no CHECK; where only the database can tell, no."""
    try:
        return _told(condition, row) is not False
    except (_NotHereError, TypeError):
        return False


def surely_concerns(rule: models.UniqueConstraint, row: models.Model) -> bool:
    """Whether the row must be unique by this rule; where only the database can tell, no."""
    try:
        return rule.condition is None or _told(rule.condition, row) is True
    except (_NotHereError, TypeError):
        return False


def _told(condition, row):
    """True, False or, as in SQL, None for « unknown »."""
    if isinstance(condition, tuple):
        return _compared(*condition, row)
    if not isinstance(condition, Q) or condition.connector not in (Q.AND, Q.OR):
        raise _NotHereError
    told = [_told(child, row) for child in condition.children]
    decisive = condition.connector == Q.OR
    answer = decisive if decisive in told else None if None in told else not decisive
    return not answer if condition.negated and answer is not None else answer


def _compared(lookup, wanted, row):
    name, _separator, operator = lookup.partition("__")
    value = _value_of(name, row)
    operator = operator or "exact"
    if operator == "isnull":
        return (value is None) is wanted
    if operator == "in":
        return None if value is None else value in wanted
    if operator not in _COMPARISONS:
        raise _NotHereError
    wanted = _value_of(wanted.name, row) if isinstance(wanted, F) else wanted
    if isinstance(wanted, models.Model) or hasattr(wanted, "resolve_expression"):
        raise _NotHereError
    return None if value is None or wanted is None else _COMPARISONS[operator](value, wanted)


def _value_of(name, row):
    field = row._meta.pk if name == "pk" else row._meta.get_field(name)
    return getattr(row, field.attname)
