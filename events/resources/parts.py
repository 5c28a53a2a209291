"""Columns for what stands in rows below the event: funders, objectives, agreements."""

import re
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import Role
from events.forms.parts import RoleForm
from events.models import EventRole, Objective
from organisations.enums import FinancingKind
from organisations.models import Organisation
from rss_registry.exchange.cells import bulleted, lines_of, refused
from rss_registry.exchange.columns import Column, labels_of
from rss_registry.exchange.held_to_forms import refuse_wrong_row
from rss_registry.exchange.links import Links, each
from rss_registry.text import fold

_BRACKETED = re.compile(r"(.*?)\s*\[(.*)\]", re.DOTALL)
# The last of the words: a name may hold a comma.
_THROUGH = re.compile(
    r"(?:^|,)\s*(?:par|via|through) +(?:l[’'] ?interm[ée]diaire d(?:e +|[’'] ?))?(.+)$", re.IGNORECASE
)
_WITHHELD = {"non divulgue", "ne pas nommer", "undisclosed", "not disclosed", "withheld"}
# Stands for a text that has no translation, so that the following ones keep their place.
_NO_TEXT = "—"
_ORGANISATIONS = Organisation._meta.label_lower


class Funding(NamedTuple):
    """A funder of the event. None: the file does not say, so what is stored stays."""

    organisation: Organisation
    kind: str | None = None
    disclosed: bool | None = None
    intermediary: Organisation | None = None


class Funders(Column):
    """Funders with the kind of their support: « DCAF-Mali [technique et financier] ; FES »."""

    related = True
    blank = ()

    def accepted(self, resource):
        kinds = ", ".join(f"[{label}]" for label in FinancingKind.labels)
        return _(
            "Organisations séparées par « ; », au besoin suivies de %(kinds)s, [par …] ou [non divulgué]"
        ) % {"kinds": kinds}

    def parse(self, cell, resource):
        return tuple(each(cell, lambda item: self._funding(item, partial(resource.find, _ORGANISATIONS))))

    def _funding(self, item, find):
        found = _BRACKETED.fullmatch(item)
        name, words = (found[1], found[2]) if found else (item, "")
        if through := _THROUGH.search(words):
            words = words[: through.start()]
        known = labels_of(FinancingKind)
        kind = disclosed = None
        for word in filter(None, (part.strip() for part in words.split(","))):
            if fold(word) in _WITHHELD:
                disclosed = False
            elif fold(word) in known:
                kind = known[fold(word)]
            else:
                raise refused(
                    _(
                        "« %(cell)s » : entre crochets, écrivez la nature de l’appui, « par » et "
                        "l’intermédiaire, ou « non divulgué »."
                    ),
                    item,
                )
        intermediary = through and find(through[1])
        return Funding(find(name), kind, disclosed, intermediary)

    def settle(self, instance, value, resource):
        stored = {funding.organisation: funding for funding in self.read(instance)}
        settled = {}
        for wanted in value:
            before = stored.get(wanted.organisation, Funding(None, FinancingKind.NOT_SPECIFIED, True))
            settled[wanted.organisation] = Funding(
                wanted.organisation,
                before.kind if wanted.kind is None else wanted.kind,
                before.disclosed if wanted.disclosed is None else wanted.disclosed,
                wanted.intermediary or before.intermediary,
            )
        return _sorted(settled.values())

    def read(self, instance):
        rows = instance.roles.all() if instance.pk else ()
        return _sorted(
            Funding(row.organisation, row.financing_kind, row.disclosed, row.intermediary)
            for row in rows
            if row.role == Role.FUNDER
        )

    def relate(self, instance, value, resource):
        rows = instance.roles.all() if instance.pk else ()
        rows = {row.organisation: row for row in rows if row.role == Role.FUNDER}
        wanted = {funding.organisation: funding for funding in value}
        for organisation, row in rows.items():
            if organisation not in wanted:
                row.delete()
        for organisation, funding in wanted.items():
            row = rows.get(organisation) or EventRole(
                event=instance, organisation=organisation, role=Role.FUNDER
            )
            differs = (row.financing_kind, row.disclosed, row.intermediary) != funding[1:]
            row.financing_kind, row.disclosed, row.intermediary = funding[1:]
            if row.pk is None or differs:
                refuse_wrong_row(row, RoleForm)
            if row.pk is None:
                resource.writes.add(row)
            elif differs:
                row.save()

    def written(self, value, resource):
        return " ; ".join(self._item(funding, resource) for funding in value)

    def _item(self, funding, resource):
        name = resource.called(_ORGANISATIONS, funding.organisation)
        kind = funding.kind if resource.codes else str(FinancingKind(funding.kind).label)
        words = [kind] if funding.kind != FinancingKind.NOT_SPECIFIED else []
        if not funding.disclosed:
            words.append("withheld" if resource.codes else _("non divulgué"))
        if funding.intermediary:
            through = resource.called(_ORGANISATIONS, funding.intermediary)
            words.append(f"through {through}" if resource.codes else _("par %(name)s") % {"name": through})
        return f"{name} [{', '.join(words)}]" if words else name


def _sorted(fundings):
    return tuple(sorted(fundings, key=lambda funding: funding.organisation.pk))


class Agreements(Links):
    """Those that the user may see; an agreement of which he knows nothing stays as it is."""

    def settle(self, instance, value, resource):
        known = resource.index(self.index).by_key.values()
        hidden = [row for row in self.read(instance) if row not in known]
        return self.ordered([*value, *hidden])

    def told(self, value, resource):
        known = resource.index(self.index).by_key.values()
        return [row for row in value if row in known]


class Objectives(Column):
    """Specific objectives, one a line; in a translation, at the place of the French one."""

    related = True
    blank = ()
    takes = gettext_lazy("Un objectif par ligne")
    language = ""

    @property
    def field(self):
        return f"text_{self.language}"

    def parse(self, cell, resource):
        return self._without_end("" if line == _NO_TEXT else line for line in lines_of(cell))

    def read(self, instance):
        rows = instance.objectives.all() if instance.pk else ()
        return self._without_end(
            (getattr(row, self.field) or "").replace("\r\n", "\n").strip() for row in rows
        )

    def relate(self, instance, value, resource):
        rows = resource.writes.waiting(Objective, event=instance)
        if instance.pk:
            rows = [*Objective.objects.filter(event=instance), *rows]
        if self.field != "text_fr" and len(value) > len(rows):
            raise ValidationError(_("Il y a plus d’objectifs traduits que d’objectifs en français."))
        if self.field == "text_fr":
            for row in rows[len(value) :]:
                row.delete()
        value = [*value, *[""] * (len(rows) - len(value))] if self.field != "text_fr" else value
        for position, text in enumerate(value):
            row = rows[position] if position < len(rows) else Objective(event=instance, position=position)
            if (getattr(row, self.field) or "") != text:
                setattr(row, self.field, text)
                row.clean_fields(exclude={"event"})
                if row.pk:
                    row.save()
                elif position >= len(rows):
                    resource.writes.add(row)

    def written(self, value, resource):
        return bulleted(text or _NO_TEXT for text in value)

    def _without_end(self, texts):
        texts = list(texts)
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)
