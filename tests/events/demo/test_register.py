"""Loading that is cut off, and data that are wrong."""

import pytest
from django.core.management import CommandError, call_command

from events.demo import register
from events.demo.reading import DemoDataError, read
from events.enums import Status
from events.models import Event, HeadcountGroup
from organisations.models import Organisation

pytestmark = pytest.mark.one_database


class PowerCutError(Exception):
    pass


def test_a_run_that_was_cut_off_is_taken_up_where_it_stopped(db, monkeypatch):
    publish, published = register.save_event, []

    def cut_after_three(*args, **kwargs):
        event = publish(*args, **kwargs)
        published.append(event)
        if len(published) == 4:
            raise PowerCutError
        return event

    with monkeypatch.context() as patch:
        patch.setattr(register, "save_event", cut_after_three)
        with pytest.raises(PowerCutError):
            register.load_demo()
    # The fourth belongs to a pair: neither half of the pair is left behind, nor half an event.
    assert set(Event.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert HeadcountGroup.objects.count() == Event.objects.filter(headcount_groups__isnull=False).count() // 2
    stopped_at = Event.objects.count()
    assert 0 < stopped_at < 10
    register.load_demo()
    assert Event.objects.published().count() == 10
    assert HeadcountGroup.objects.get().events.count() == 2
    assert Organisation.objects.count() == 28
    assert sorted(Event.objects.held().values_list("reference", flat=True)) == [
        "RSS-ML-2021-0001",
        "RSS-ML-2023-0001",
        "RSS-ML-2023-0002",
        "RSS-ML-2023-0003",
        "RSS-ML-2023-0004",
        "RSS-ML-2024-0001",
    ]


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A copy of the data, in which one text of one file is replaced; returns the message."""

    def message(file, text, replacement):
        for path in register.DATA.rglob("*.toml"):
            copy = tmp_path / path.relative_to(register.DATA)
            copy.parent.mkdir(exist_ok=True)
            content = path.read_text("utf-8")
            if copy.name == file:
                assert text in content
                content = content.replace(text, replacement, 1)
            copy.write_text(content, "utf-8")
        with pytest.raises(DemoDataError) as caught:
            register.load_demo(tmp_path)
        return str(caught.value)

    return message


@pytest.mark.parametrize(
    ("file", "text", "replacement", "parts"),
    [
        ("2023-03-ac-rss.toml", 'kind = "training"', 'kind = "trainning"', ["ac-rss-2023-03", "kind"]),
        ("2023-10-ccs-bamako.toml", 'organisation = "assn"', 'organisation = "asn"', ["roles 3", "« asn »"]),
        (
            "2023-10-ccs-bamako.toml",
            'source = "barry-2023"',
            'source = "bary"',
            ["sources 1", "sources.toml"],
        ),
        ("2024-02-just-future.toml", "stated_days", "statd_days", ["just-future-2024-02", "« statd_days »"]),
        ("2024-02-just-future.toml", "represents.en", "represents.de", ["figures", "represents"]),
        (
            "2024-02-just-future.toml",
            "du 29 février au 1er mars 2024",
            "du 29 février au 1er février 2024",
            ["just-future-2024-02"],
        ),
        ("organisations.toml", "[[organisation]]", "[organisation]]", ["organisations.toml"]),
    ],
)
def test_wrong_data_are_refused_with_their_file_and_key(db, broken, file, text, replacement, parts):
    message = broken(file, text, replacement)
    assert file in message
    assert all(part in message for part in parts), message


def test_the_command_says_what_is_wrong_without_a_traceback(db, tmp_path, monkeypatch):
    def refuse():
        raise DemoDataError("fichier.toml, clé: faux")

    monkeypatch.setattr("events.management.commands.load_demo.load_demo", refuse)
    with pytest.raises(CommandError, match=r"fichier\.toml, clé: faux"):
        call_command("load_demo")


def test_a_file_keeps_paragraphs_and_unwraps_lines(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(
        '[[row]]\nkey = "a"\ntext.fr = """\nUne\nligne.\n\nDeux.\n"""\ntext.en = "One"\n', "utf-8"
    )
    assert read(path) == {"row": [{"key": "a", "text_fr": "Une ligne.\n\nDeux.", "text_en": "One"}]}
