"""Addresses that a page may link to, and those that it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.pages.markup import SCHEMES, encoded, encoded_pieces, safe_address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+491234", "tel:+491234"),
        ("lesson.html#part", "lesson.html#part"),
        ("100%25.html", "100%25.html"),
        ("?a=b:c", "?a=b:c"),
        ("größe.html", "gr%C3%B6%C3%9Fe.html"),
    ],
)
def test_accepts(address: str, expected: str) -> None:
    assert safe_address(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "ms-settings:x",
        "file:///etc/passwd",
        "//host/x",
        "\\\\host\\x",
        "/\\host",
        "\n//host",
        "",
    ],
)
def test_refuses(address: str) -> None:
    assert safe_address(address) is None


@given(st.text(alphabet=st.sampled_from("javscript:data/\\\t\n\r\x00\x01 #?.ht&"), max_size=24))
def test_no_scheme_but_the_allowed_ones_passes(address: str) -> None:
    safe = safe_address(address)
    if safe is not None:
        before = safe.split("/")[0].split("?")[0].split("#")[0]
        assert ":" not in before or before.split(":")[0].lower() in SCHEMES
        assert not safe.startswith(("//", "\\", " "))


def test_page_in_pieces_is_the_page() -> None:
    page = "".join(f"<p>{number} ✓ \ufffe\x01 \ud800</p>\n" for number in range(20_000))
    pieces = (page[start : start + 777] for start in range(0, len(page), 777))
    assert encoded_pieces(pieces) == encoded(page)
    assert encoded_pieces([]) == b""
