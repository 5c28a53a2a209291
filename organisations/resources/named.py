"""Tables whose rows have a slug and a name: places, organisations, programmes."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.resources.records import RecordResource
from rss_registry.exchange.cells import items_of, listed, text_of
from rss_registry.exchange.columns import Column, Text
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.references import OWN_CODE
from rss_registry.slugs import free_slug
from rss_registry.tabular import is_blank
from rss_registry.text import fold


class Slug(Text):
    """The permanent identifier: a new row may bring its own, none changes it."""

    def parse(self, cell, resource):
        return super().parse(cell, resource).lower()


class NamedResource(RecordResource):
    """A row is found by its slug, else by its exact name; a new one may leave its slug to us."""

    keys = ("slug", "name_fr")
    keys_suffice = True
    # The column that names it.
    name_code = "name_fr"
    headings = """
        optional fixed slug | identifiant | identifier | id, slug
    """
    slug = Slug()
    helps = {
        "slug": gettext_lazy("Clé permanente, en minuscules et sans espaces. Vide : elle est faite du nom.")
    }

    def pk_of(self, row):
        index = self.index(self.own_index)
        if not is_blank(slug := row.get("slug")):
            known = index.by_key.get(text_of(slug).lower())
            return known.pk if known else None
        if is_blank(name := row.get(self.name_code)):
            return None
        wanted = fold(str(name))
        called = index.by_name.get(wanted, ())
        same = [known for known in called if fold(getattr(known, self.name_code)) == wanted]
        return self.choose(same, row)

    def choose(self, same, row):
        """Which of the stored rows of that name the line means; names are unique, but for places."""
        return same[0].pk if same else None

    def complete(self, instance, values, is_new):
        if "aliases" in self.columns:
            stored = self.columns["aliases"].read(instance)
            self.other_names = values.get("aliases", stored)
        if is_new and not values.get("slug"):
            names = [values.get(name) or "" for name in self.form_class.named_after]
            values["slug"] = free_slug(self._slugs.__contains__, *names)
        if is_new:
            self._slugs.add(values["slug"])

    @cached_property
    def _slugs(self):
        """Those that are taken, also by rows that the user does not see."""
        return set(self.model.objects.order_by().values_list("slug", flat=True))

    def refusal(self, instance):
        return _("Vous ne pouvez modifier que ce que votre équipe a saisi : demandez à la coordination.")

    def in_order(self, lines):
        """Rows that lie in another one, or branch off it, after that one."""
        columns = self.columns.items()
        links = [code for code, column in columns if getattr(column, "index", "") == self.own_index]
        names = (OWN_CODE, "slug", self.name_code, "name_en", "acronym")
        by_name = {fold(str(line[code])): line for line in lines for code in names if line.get(code)}
        placed: dict[int, dict] = {}
        waiting: set[int] = set()

        def place(line):
            if line[LINE] not in placed:
                # Two lines that need each other wait for nothing, and are told so.
                waiting.add(line[LINE])
                for code in links:
                    needed = by_name.get(fold(str(line.get(code) or "")))
                    if needed is not None and needed[LINE] not in waiting:
                        place(needed)
                placed[line[LINE]] = line

        for line in lines:
            place(line)
        return list(placed.values())


class Aliases(Column):
    """The other names of a row, separated by « ; »."""

    related = True
    blank = ()
    takes = gettext_lazy("Noms séparés par « ; »")

    def parse(self, cell, resource):
        return tuple(sorted(set(items_of(cell))))

    def read(self, instance):
        return tuple(sorted(alias.name for alias in instance.aliases.all())) if instance.pk else ()

    def relate(self, instance, value, resource):
        relation, known = instance._meta.get_field("aliases"), set()
        if instance.pk:
            instance.aliases.exclude(name__in=value).delete()
            known = set(instance.aliases.values_list("name", flat=True))
        for name in value:
            if name not in known:
                alias = relation.related_model(**{relation.field.name: instance}, name=name)
                alias.clean_fields(exclude={relation.field.name})
                resource.writes.add(alias)

    def written(self, value, resource):
        return listed(value)
