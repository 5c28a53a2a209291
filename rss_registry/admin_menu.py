"""The menu of all tables, on every page of the admin: by what one comes for, not by package of the code."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Group(TextChoices):
    """In the order of the menu."""

    EVENTS = "events", _("Événements")
    BODIES = "bodies", _("Organisations et lieux")
    VOCABULARY = "vocabulary", _("Vocabulaire")
    REPORTS = "reports", _("Rapports")
    ADMINISTRATION = "administration", _("Administration")


@dataclass(frozen=True)
class MenuPage:
    """A page that is no table, in the group where one would look for it."""

    group: str
    title: str
    address: str


@dataclass(frozen=True)
class MenuGroup:
    title: "StrOrPromise"
    items: tuple[tuple[str, str], ...]
    """(words, address)."""


def menu_of(apps, registry, pages=()) -> list[MenuGroup]:
    """Groups of the tables that the reader may list: `apps` are Django's, already narrowed to them."""
    items = {group: [(page.title, page.address) for page in pages if page.group == group] for group in Group}
    for app in apps:
        for table in app["models"]:
            if table["admin_url"]:
                group = getattr(registry[table["model"]], "menu_group", Group.ADMINISTRATION)
                items[group].append((table["name"], table["admin_url"]))
    return [MenuGroup(group.label, tuple(rows)) for group, rows in items.items() if rows]
