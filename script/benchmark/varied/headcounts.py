"""How many were there: every way in which this field counts people, or does not."""

from events.enums import AgeBand, Basis, Category, CountUnit, Sex
from events.models import Audience, Headcount, HeadcountGroup
from script.benchmark.varied.texts import Text

FORMS = {
    "women and men": 4,
    "total": 2,
    "about": 2,
    "at least": 2,
    "women of a total": 3,
    "women only": 2,
    "women and men, no total": 1,
    "categories": 2,
    "age bands": 1,
    "crossed": 1,
    "small": 2,
    "small, published": 1,
    "organisations": 1,
    "organisations and people": 1,
    "planned only": 1,
    "planned and held": 1,
    "few": 1,
    "no women": 1,
    "audience only": 1,
    "none": 3,
}


def add(rows, chance, event, form, source):
    """The rows of one event. `source` is the one that published them, where one did."""

    def count(number, **columns):
        rows.add(Headcount(event=event, number=number, **columns))

    women, men = chance.randint(6, 48), chance.randint(8, 70)
    total = women + men
    if form in ("women and men", "women of a total", "planned and held", "no women"):
        women = 0 if form == "no women" else women
        count(women + men)
        count(women, sex=Sex.WOMEN)
        if form != "women of a total":
            count(men, sex=Sex.MEN)
        if form == "planned and held":
            count(total + 10, basis=Basis.PLANNED)
    elif form == "total":
        count(total)
    elif form == "about":
        count(round(total, -1), basis=Basis.APPROXIMATE)
    elif form == "at least":
        count(round(total, -1), basis=Basis.AT_LEAST)
        count(women, sex=Sex.WOMEN, basis=Basis.AT_LEAST)
    elif form == "women only":
        count(women, sex=Sex.WOMEN)
    elif form == "women and men, no total":
        count(women, sex=Sex.WOMEN)
        count(men, sex=Sex.MEN)
    elif form == "planned only":
        count(round(total, -1), basis=Basis.PLANNED)
    elif form == "few":
        count(3)
        count(2, sex=Sex.WOMEN)
    elif form.startswith("small"):
        published = {"source": source, "published_by_organiser": True} if form == "small, published" else {}
        count(3 + men, **published)
        count(3, sex=Sex.WOMEN, **published)
        count(men, sex=Sex.MEN, **published)
    elif form.startswith("organisations"):
        count(chance.randint(9, 24), unit=CountUnit.ORGANISATIONS)
        if form != "organisations":
            count(total)
    elif form in ("categories", "age bands", "crossed"):
        _split(chance, count, form)
    if form == "audience only":
        for category in chance.sample(Category.stated(), 4):
            rows.add(Audience(event=event, category=category[0]))


def _split(chance, count, form):
    if form == "age bands":
        parts = {band: chance.randint(3, 30) for band in (AgeBand.YOUTH, AgeBand.ADULT, AgeBand.SENIOR)}
        count(sum(parts.values()))
        for band, number in parts.items():
            count(number, age_band=band)
        return
    categories = [code for code, _label in chance.sample(Category.stated(), 4)]
    parts = {category: (chance.randint(0, 12), chance.randint(2, 18)) for category in categories}
    count(sum(women + men for women, men in parts.values()))
    if form == "categories":
        for category, (women, men) in parts.items():
            count(women + men, category=category)
        return
    for place, sex in enumerate((Sex.WOMEN, Sex.MEN)):
        count(sum(part[place] for part in parts.values()), sex=sex)
        for category, part in parts.items():
            count(part[place], sex=sex, category=category)


def share(rows, chance, events, form):
    """One total over `events`, which must be neither split nor counted twice."""
    several = len(events) > 2
    label = (
        Text("les trois rencontres", "the three meetings")
        if several
        else Text("les deux rencontres", "the two meetings")
    )
    group = rows.add(HeadcountGroup(**label.columns("label")))
    for event in events:
        rows.add(HeadcountGroup.events.through(headcountgroup=group, event=event))
    basis = {"about": Basis.APPROXIMATE, "at least": Basis.AT_LEAST}.get(form, Basis.EXACT)
    rows.add(Headcount(group=group, number=10 * chance.randint(8, 40), basis=basis))
    if form == "with women":
        rows.add(Headcount(group=group, number=chance.randint(20, 70), sex=Sex.WOMEN))
