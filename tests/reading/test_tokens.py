"""The parser's tokens are small, and know where they begin."""

import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from coursepack.reading.markdown.parser import Environment, block_tokens, inline_tokens, parser
from coursepack.reading.markdown.tokens import InlineToken


def test_inline_tokens_know_where_they_begin_and_share_what_is_empty() -> None:
    text = 'a *b* [c](d "e") `f` ![g](h)'
    env: Environment = {}
    found = inline_tokens(text, env)
    starts: dict[str, int] = {}
    for token in found:
        assert isinstance(token, InlineToken)
        starts.setdefault(token.content or token.type, token.start)
    assert starts == {
        "a ": 0,
        "em_open": 2,
        "b": 3,
        "em_close": 4,
        " ": 5,
        "link_open": 7,
        "c": 7,
        "link_close": 8,
        "f": 17,
        "g": 21,
    }
    plain = [token for token in found if not token.attrs]
    assert len({id(token.attrs) for token in plain} | {id(token.meta) for token in plain}) == 1
    assert {str(token.attrs["href"]) for token in found if token.type == "link_open"} == {"d"}


def test_a_list_of_many_items_is_closed_by_few_tokens() -> None:
    tokens = block_tokens("- a\n\n- b\n- c\n" * 100, {})
    kinds = [token.type for token in tokens]
    assert kinds.count("list_item_close") == kinds.count("list_item_open") == 300
    closing = {id(token) for token in tokens if token.nesting < 0}
    assert len(closing) == 3  # the item's, its paragraph's, the list's
    assert all(b.level - a.level == (a.nesting > 0) - (b.nesting < 0) for a, b in pairwise(tokens))


def test_inline_token_costs_little() -> None:
    (*_, token) = inline_tokens("a *b* c", {})
    assert isinstance(token, InlineToken)
    assert sys.getsizeof(token) <= 144
    assert not hasattr(token, "__dict__")


LINES = (
    "word|two words|   indented|    code|\tcode|: details|~ details|---|===|- item|* item|+ item|- |-|1. one|2. two"
    "|7) seven|  - inner|   1. inner|      deep|> quoted|>|> - item|- > quoted|* * *|- - -|# Head|```|<div>"
    "|[^1]: note|[a]: b|--|\u00a0|\v"
).split("|")
ADDRESSES = "https:// http:// a b7 . .. - _ / // # ? % é A xn-- www. mailto: :8 [ ]".split()

BARE = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
BARE.use(deflist_plugin).use(footnote_plugin, move_to_end=False)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(["", "", *LINES]), max_size=12))
def test_blocks_are_those_that_the_parser_finds_by_itself(lines: list[str]) -> None:
    text = "\n".join(lines)
    expected: list[Token] = []
    BARE.block.parse(text, BARE, {}, expected)
    assert list(map(_said, block_tokens(text, {}))) == list(map(_said, expected))


def _said(token: Token) -> tuple[object, ...]:
    """What a token says; one that closes several blocks has nothing of its own."""
    own = (token.tag, token.map, token.hidden, token.content, token.info) if token.nesting >= 0 else ()
    return token.type, token.nesting, token.level, own


@given(st.lists(st.sampled_from(ADDRESSES), max_size=9))
def test_addresses_are_normal_as_the_parser_makes_them(parts: list[str]) -> None:
    address = "".join(parts)
    assert parser().normalizeLink(address) == normalizeLink(address)
