"""The commands that docs/deploy.md tells to type, as they stand there."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/deploy.md"
_HEREDOC = re.compile(r"<<'?(\w+)'?")
# Words between backticks are a command where they begin like one.
_INLINE = re.compile(r"`((?:registre|sudo) [^`]+)`")


@dataclass(frozen=True)
class Block:
    """`name` is the number of the section and that of the block in it: « 4.2 »."""

    name: str
    commands: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    blocks: tuple[Block, ...]
    inline: tuple[str, ...]


def read(text: str) -> Document:
    blocks: list[Block] = []
    inline: list[str] = []
    section, lines = "0", None
    for line in text.splitlines():
        if line.startswith("```"):
            if lines is not None:
                number = sum(block.name.startswith(f"{section}.") for block in blocks) + 1
                blocks.append(Block(f"{section}.{number}", tuple(commands_of(lines))))
            lines = [] if lines is None else None
        elif lines is not None:
            lines.append(line)
        elif heading := re.match(r"## (\d+)\.", line):
            section = heading[1]
        else:
            inline += _INLINE.findall(line)
    return Document(tuple(blocks), tuple(dict.fromkeys(inline)))


def commands_of(lines: list[str]) -> list[str]:
    """One a line, unless the shell reads on: up to the last word of a text, or after a backslash."""
    commands: list[str] = []
    waiting, until = "", ""
    for line in lines:
        waiting = f"{waiting}\n{line}" if waiting else without_comment(line)
        if until:
            if line != until:
                continue
        elif heredoc := _HEREDOC.search(waiting):
            until = heredoc[1]
            continue
        elif waiting.endswith("\\"):
            continue
        if waiting:
            commands.append(waiting)
        waiting = until = ""
    return commands


def without_comment(line: str) -> str:
    return re.sub(r"(^|\s+)# .*$", "", line).strip()
