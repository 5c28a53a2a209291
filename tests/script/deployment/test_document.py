"""What `script/follow_deploy` types is what docs/deploy.md says, all of it."""

from script.deployment.__main__ import script_of
from script.deployment.document import DOCUMENT, read
from script.deployment.plan import INLINE_ONLY, MACHINES, REPLACED, Block, Inline

WRITTEN = read(DOCUMENT.read_text())
STEPS = [step for steps in MACHINES.values() for step in steps]


def test_each_block_is_typed_on_some_machine():
    typed = {step.name for step in STEPS if isinstance(step, Block)}
    assert typed == {block.name for block in WRITTEN.blocks}


def test_each_command_between_words_is_typed_or_named_with_a_reason():
    typed = {step.command for step in STEPS if isinstance(step, Inline)}
    blocks = {command for block in WRITTEN.blocks for command in block.commands}
    assert typed <= set(WRITTEN.inline)
    assert typed | blocks | set(INLINE_ONLY) >= set(WRITTEN.inline)
    assert not typed & set(INLINE_ONLY)


def test_what_is_replaced_stands_in_the_document_and_says_why():
    written = {command for block in WRITTEN.blocks for command in block.commands}
    assert set(REPLACED) <= written
    assert set(INLINE_ONLY) <= set(WRITTEN.inline)
    assert all(each.because for each in REPLACED.values()) and all(INLINE_ONLY.values())


def test_what_a_machine_leaves_out_stands_in_its_block():
    blocks = {block.name: block.commands for block in WRITTEN.blocks}
    left_out = [(step.name, command) for step in STEPS if isinstance(step, Block) for command in step.without]
    assert left_out
    assert all(command in blocks[name] for name, command in left_out)


def test_nothing_in_capitals_is_typed_as_it_stands():
    placeholders = ("ADRESSE_DU_DEPOT", "CHEMIN", "SECRET:", "registre.example.org -d", " NOM\n")
    for machine in MACHINES:
        typed = script_of(WRITTEN, machine)
        assert [word for word in placeholders if word in typed] == []


def test_commands_are_read_as_a_shell_reads_them():
    text = "\n".join(
        [
            "## 4. Un titre",
            "```",
            "cd ici   # une raison",
            "# rien que des mots",
            "cat <<'FIN'",
            "une ligne # qui reste",
            "",
            "FIN",
            "une \\",
            "  commande",
            "```",
            "puis `registre script/doctor`, que `un mot` suit, et `sudo ls`",
            "```",
            "ls",
            "```",
        ]
    )
    document = read(text)
    assert [(block.name, block.commands) for block in document.blocks] == [
        ("4.1", ("cd ici", "cat <<'FIN'\nune ligne # qui reste\n\nFIN", "une \\\n  commande")),
        ("4.2", ("ls",)),
    ]
    assert document.inline == ("registre script/doctor", "sudo ls")
