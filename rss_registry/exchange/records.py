"""A key for rows that have no public one: « F12-bkfq », the row's number and four check letters.

Filling a column downwards in a spreadsheet counts numbers up, and a file may come from another
installation: the letters, made from this installation's secret, keep either from overwriting the
wrong row. Letters are consonants, so that no spreadsheet reads a month in them.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Column
from rss_registry.tabular import is_blank

_LETTERS = "bcdfghjklmnpqrstvwxz"
_KEY = re.compile(r"([A-Z])([0-9]{1,18})-([a-z]{4})")


def record_key(prefix: str, label: str, pk: int) -> str:
    """The key of the row `pk` of the model `label`."""
    digest = salted_hmac("exchange.record", f"{label}:{pk}", algorithm="sha256").digest()
    return f"{prefix}{pk}-{''.join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])}"


def pk_of_record(prefix: str, label: str, key: str) -> int | None:
    """The row that the key means; None when it is not one of this installation."""
    found = _KEY.fullmatch(key.strip())
    if found is None or found[1] != prefix:
        return None
    pk = int(found[2])
    return pk if constant_time_compare(record_key(prefix, label, pk), key.strip()) else None


class Record(Column):
    """The column of such keys, for rows whose public key (`unless`) is blank; `unknown` refuses one."""

    blank = ""
    takes = _("Donné par l’export ; vide pour une nouvelle fiche")

    fixed = True
    prefix = unknown = unless = ""

    def pk_of(self, row, model, knows):
        """The row that this line means, None where its key is blank."""
        if is_blank(row.get(self.code)):
            return None
        key = text_of(row[self.code])
        pk = pk_of_record(self.prefix, model._meta.label_lower, key)
        if pk is None or not knows(pk):
            raise ValidationError({self.code: ValidationError(self.unknown, params={"record": key})})
        return pk

    def read(self, instance):
        return record_key(self.prefix, instance._meta.label_lower, instance.pk) if instance.pk else ""

    def exported(self, instance, resource):
        # The public key is enough, and good in other installations too.
        return "" if self.unless and getattr(instance, self.unless) else super().exported(instance, resource)
