"""Places in a table."""

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.enums import PlaceKind
from organisations.forms.records import PlaceForm
from organisations.models import Place
from organisations.resources.named import Aliases, NamedResource
from rss_registry.exchange.columns import Text
from rss_registry.text import fold

_CODES = ("code_national", "iso_3166_2", "ocha_pcode_2021", "iso_3166_1")
_LEVELS = (
    PlaceKind.COUNTRY,
    PlaceKind.REGION,
    PlaceKind.DISTRICT,
    PlaceKind.CERCLE,
    PlaceKind.COMMUNE,
    PlaceKind.LOCALITY,
)


class NationalCode(Text):
    """Two digits or more: a spreadsheet makes « 1 » of « 01 », which is mended, and said."""

    def settle(self, instance, value, resource):
        stored = self.read(instance)
        whole = value
        if value.isdigit():
            whole = stored if stored.lstrip("0") == value else value.zfill(2)
        if whole != value:
            resource.notes.append(
                gettext("Code national « %(cell)s » lu « %(code)s » : le tableur en avait ôté le zéro.")
                % {"cell": value, "code": whole}
            )
        return whole


class PlaceResource(NamedResource):
    model = Place
    table_name = _("Lieux")
    file_name = "lieux"
    sheet = ("Lieux", "Places")
    example = {"name_fr": "Markala", "kind": "commune", "parent": "Ségou"}
    form_class = PlaceForm
    errors_at = {"duplicate_alias": "aliases", "place_in_circle": "parent"}

    headings = """
        name_fr               | nom | name | nom (français), lieu, place
        aliases               | autres noms | other names
        kind                  | type | kind | niveau, level
        parent                | fait partie de | part of | région, region, cercle
        created_from          | issue de la région | created from
        code_national         | code national | national code
        code_national_certain | code national lu dans un texte | national code read in a text
        iso_3166_2            | code ISO 3166-2 | ISO 3166-2 code
        ocha_pcode_2021       | P-code OCHA 2021 | OCHA P-code 2021 | pcode, p-code
        iso_3166_1            | code ISO 3166-1 (pays) | ISO 3166-1 code (country)
        latitude              | latitude du chef-lieu | latitude of the chief town | latitude, lat
        longitude             | longitude du chef-lieu | longitude of the chief town | longitude, long, lon
    """
    aliases = Aliases()
    code_national = NationalCode()
    helps = {
        "aliases": _("Ancien nom ou autre graphie."),
        "parent": _("La région d’un cercle, le cercle d’une commune ; vide pour un pays."),
        "created_from": _("Pour une région née d’une autre."),
        "code_national": _("Recopié de sa source, jamais déduit."),
        "code_national_certain": _("Non : le code est déduit de l’ordre de la loi et reste à confirmer."),
    }

    def to_export(self, queryset):
        """From the country down, so that each place comes after the one it lies in."""
        depth = Case(*(When(kind=kind, then=Value(level)) for level, kind in enumerate(_LEVELS)))
        # A region born of another comes after it: the old ones have no origin.
        places = super().to_export(queryset).select_related("parent__parent__parent")
        places = places.prefetch_related("aliases")
        return places.order_by(depth, F("created_from__pk").asc(nulls_first=True), "pk")

    def check(self, instance, values, wrong):
        # The constraints of the four codes share one sentence: here it is known which code it is.
        for code in _CODES:
            if (
                values.get(code)
                and Place.objects.exclude(pk=instance.pk).filter(**{code: values[code]}).exists()
            ):
                yield code, gettext("Un autre lieu porte déjà ce code.")
                wrong = {*wrong, code}
        yield from super().check(instance, values, wrong)

    def choose(self, same, row):
        if row.get("kind"):
            kind = self.key_value("kind", row)
            same = [place for place in same if place.kind == kind]
        if row.get("parent"):
            above = self.key_value("parent", row)
            same = [place for place in same if place.parent_id == above.pk]
        return same[0].pk if len(same) == 1 else None

    def identity(self, row):
        # Several places share a name: their line is told apart by its kind and by what it lies in.
        if row.get("slug"):
            return super().identity(row)
        return ("name_fr", tuple(fold(str(row.get(code) or "")) for code in ("name_fr", "kind", "parent")))
