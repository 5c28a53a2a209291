"""What invented events left behind: recommendations and their follow-up, productions, tests."""

from datetime import timedelta
from decimal import Decimal

from events.enums import (
    FollowUpStatus,
    OutputKind,
    OutputStage,
    RecommendationKind,
    Sex,
    TestMoment,
)
from events.models import FollowUp, KnowledgeTest, Objective, Output, Recommendation

RECOMMENDATIONS = {0: 4, 1: 3, 2: 3, 3: 2, 7: 1}
FOLLOW_UPS = {
    (): 5,
    (FollowUpStatus.NOT_STARTED,): 1,
    (FollowUpStatus.IN_PROGRESS,): 2,
    (FollowUpStatus.IN_PROGRESS, FollowUpStatus.DONE): 2,
    (FollowUpStatus.REJECTED,): 1,
    (FollowUpStatus.NOT_KNOWN,): 1,
}
ADDRESSEES = {"body": 4, "committee": 2, "text": 2, "none": 1}
OUTPUTS = {
    "": 4,
    "planned": 1,
    "drafted": 1,
    "validated": 2,
    "certificates": 2,
    "few certificates": 1,
    "several": 1,
}
TESTS = {"": 6, "both": 2, "before only": 1, "without numbers": 1, "by sex": 1, "few": 1}


def add_objectives(rows, event, subject, number, english):
    for position, text in enumerate(subject.specifics[:number]):
        rows.add(Objective(event=event, position=position, **text.columns("text", english=english)))


_KINDS = (
    RecommendationKind.RECOMMENDATION,
    RecommendationKind.RECOMMENDATION,
    RecommendationKind.WISH,
    RecommendationKind.RECOMMENDATION,
    RecommendationKind.COMMITMENT,
    RecommendationKind.OPINION,
)


def add_recommendations(rows, chance, world, event, subject, texts, decks, english):
    """`decks` deals the addressees and the follow-ups."""
    over = event.ends_on or event.entered_at.date()
    for position, text in enumerate(texts):
        recommendation = rows.add(
            Recommendation(
                event=event,
                position=position,
                kind=_KINDS[position % len(_KINDS)],
                theme=world.themes[subject.themes[0]] if position % 2 == 0 else None,
                due_on=over + timedelta(days=180) if position % 2 else None,
                **text.columns("text", english=english),
                **_addressee(chance, world, decks["addressee"].deal()),
            )
        )
        for rank, status in enumerate(decks["follow-up"].deal(), 1):
            told = status != FollowUpStatus.NOT_KNOWN
            rows.add(
                FollowUp(
                    recommendation=recommendation,
                    day=over + timedelta(days=12 * rank),
                    status=status,
                    note_fr="Constat inventé, lors d’une visite." if told else "",
                    note_en="Invented finding, made on a visit." if told and english else "",
                )
            )


def join_recommendations(rows, chance, number):
    """Let recommendations of `number` wordings be the same as the first one, which keeps the words."""
    by_words = {}
    for row in rows.of(Recommendation):
        by_words.setdefault(row.text_fr, []).append(row)
    several = [(first, *others) for first, *others in by_words.values() if others]
    for first, *others in chance.sample(several, min(number, len(several))):
        for other in others[: 1 + chance.randrange(3)]:
            if other.event is not first.event:
                other.same_as = first


def add_outputs(rows, event, subject, form, english):
    def output(kind, title_fr, title_en, stage=OutputStage.NOT_STATED, quantity=None):
        columns = {"title_fr": title_fr, "title_en": title_en if english else ""}
        rows.add(Output(event=event, kind=kind, stage=stage, quantity=quantity, **columns))

    if form in ("planned", "drafted", "validated", "several"):
        stage = OutputStage.VALIDATED if form == "several" else OutputStage(form)
        output(OutputKind.GUIDE, subject.output.fr, subject.output.en, stage)
    if form == "several":
        output(OutputKind.DECLARATION, "Déclaration finale", "Final declaration", OutputStage.HANDED_OUT, 1)
        output(OutputKind.ACTION_PLAN, "Plan d’actions de la région", "Action plan of the region")
    if form.endswith("certificates"):
        quantity = 3 if form.startswith("few") else 24
        output(OutputKind.CERTIFICATES, "Attestations", "Certificates", OutputStage.HANDED_OUT, quantity)


def add_tests(rows, chance, event, form):
    def test(moment, taken_by=None, mean=None, sex=Sex.NOT_STATED):
        scale = 20 if mean is not None else None
        score = Decimal(mean) if mean is not None else None
        return rows.add(
            KnowledgeTest(
                event=event, moment=moment, taken_by=taken_by, mean_score=score, scale=scale, sex=sex
            )
        )

    if form == "without numbers":
        test(TestMoment.BEFORE)
    elif form == "before only":
        test(TestMoment.BEFORE, 18, 9)
    elif form == "few":
        test(TestMoment.BEFORE, 3, 8)
        test(TestMoment.AFTER, 3, 12)
    elif form:
        copies = chance.randint(14, 40)
        test(TestMoment.BEFORE, copies, chance.randint(6, 10))
        test(TestMoment.AFTER, copies - 2, chance.randint(11, 17))
        if form == "by sex":
            test(TestMoment.AFTER, 8, 14, Sex.WOMEN)
            test(TestMoment.AFTER, copies - 10, 13, Sex.MEN)
    return form in ("both", "by sex")


def _addressee(chance, world, form):
    if form == "body":
        return {
            "addressee": world.bodies[chance.choice(("commissariat-exemple", "ministere-exemple-securite"))]
        }
    if form == "committee":
        return {"addressee": chance.choice(list(world.regional.committees.values()))}
    if form == "text":
        return {
            "addressee_text_fr": "Les partenaires techniques et financiers",
            "addressee_text_en": "Technical and financial partners",
        }
    return {}
