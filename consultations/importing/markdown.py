"""Markdown (CommonMark) into pieces. Emphasis and links give their words; HTML is text like any other."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from consultations.importing.pieces import (
    DEEPEST,
    HEADING,
    ITEM,
    LONGEST_PIECE,
    MOST_PIECES,
    PARAGRAPH,
    Imported,
    Piece,
    divided,
    labelled,
)
from core.errors import BadInput
from core.text import clean_text

LARGEST_TEXT = 1_000_000  # characters


def read_markdown(text: str) -> Imported:
    """Raises BadInput for a text that is empty, or larger than any that people could comment on paragraph by paragraph."""
    text = clean_text(text)
    if len(text) > LARGEST_TEXT:
        raise BadInput(f"This text is longer than {LARGEST_TEXT:,} characters. Put it up in parts.")
    tokens = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).parse(text)
    return checked(Imported(tuple(labelled(_pieces(tokens)))))


def checked(imported: Imported) -> Imported:
    """Raises BadInput if there is nothing in it, or too much."""
    if not imported.pieces:
        raise BadInput("There is no paragraph in this text.")
    if len(imported.pieces) > MOST_PIECES:
        raise BadInput(f"This text has {len(imported.pieces):,} paragraphs; at most {MOST_PIECES} can be put up.")
    longest = max(imported.pieces, key=lambda piece: len(piece.text))
    if len(longest.text) > LONGEST_PIECE:
        raise BadInput(
            f"The paragraph that begins “{longest.text[:60]}” has {len(longest.text):,} characters; "
            f"at most {LONGEST_PIECE:,} can stand in one. Put an empty line where it can be divided."
        )
    return imported


def _pieces(tokens: list[Token]) -> list[Piece]:
    """One for each heading, paragraph and first paragraph of a list item. Numbers of ordered lists are the labels."""
    found: list[Piece] = []
    lists: list[int] = []
    heading, label = 0, ""
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "ordered_list_open" | "bullet_list_open":
                lists.append(1)
            case "ordered_list_close" | "bullet_list_close":
                lists.pop()
            case "list_item_open":
                label = f"{token.info}{token.markup}" if token.info else ""
            case "inline" | "code_block" | "fence":
                text = clean_text(_plain(token))
                if text and heading:
                    found.append(Piece(HEADING, text.replace("\n", " "), min(heading, DEEPEST)))
                elif text:
                    numbered = bool(lists) and len(lists) == 1 and bool(label)
                    kind = PARAGRAPH if not lists or numbered else ITEM
                    first, *others = divided(text)
                    found.append(Piece(kind, first, max(1, min(len(lists), DEEPEST)), label))
                    found += [Piece(kind, other, max(1, min(len(lists), DEEPEST))) for other in others]
                label = ""
    return found


def _plain(token: Token) -> str:
    if token.type != "inline":
        return token.content
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if child.type in breaks else child.content for child in token.children or [])
