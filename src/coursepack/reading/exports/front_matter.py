"""Front matter of other tools: the keys that they write and coursepack has no use for."""

from typing import Any

from coursepack.reading.frontmatter import FrontMatter

FOREIGN_KEYS: dict[str, str] = {
    "obsidian": "tags tag aliases alias cssclasses cssclass publish permalink cover created modified updated up "
    "related",
    "jekyll": "layout date author authors categories category permalink published excerpt nav_order parent "
    "grand_parent has_children has_toc nav_exclude search_exclude last_modified_date redirect_from image toc comments",
    "hugo": "draft slug url linkTitle lastmod publishDate expiryDate keywords summary bookToc bookFlatSection "
    "bookCollapseSection bookHidden menu cascade outputs featured series images math",
    "docusaurus": "sidebar_position sidebar_label sidebar_class_name sidebar_custom_props hide_title "
    "hide_table_of_contents toc_min_heading_level toc_max_heading_level pagination_label pagination_prev "
    "pagination_next displayed_sidebar custom_edit_url last_update unlisted",
    "mkdocs": "hide icon status template search social subtitle revision_date",
    "quarto": "format editor execute bibliography csl number-sections code-fold code-tools jupyter kernel lightbox "
    "subtitle abstract abstract-title doi affiliation lang toc-depth toc-title listing page-layout filters engine "
    "theme css output html-math-method reference-location knitr date-format",
    "notion": "notion-id notion_id notion-url last_edited created_time last_edited_time",
    "vuepress": "sidebar navbar prev next editLink lastUpdated contributors outline aside footer head pageClass home",
}
"""{tool: keys of its front matter}: accepted in silence."""

_KNOWN = frozenset(key for keys in FOREIGN_KEYS.values() for key in keys.split())
_PAGE_TYPES = ("post", "posts", "page", "pages", "doc", "docs", "book", "default", "note", "article", "blog")
_HIDING = {"draft": True, "published": False, "publish": False}


def set_aside(front: FrontMatter) -> dict[str, Any]:
    """Take what belongs to other tools out of a file's front matter, and return it."""
    foreign = {key: value for key, value in front.values.items() if key in _KNOWN}
    if foreign and "weight" in front.values and front.values.get("type") != "quiz":
        foreign["weight"] = front.values["weight"]  # Hugo's order of pages
    if str(front.values.get("type", "")).lower() in _PAGE_TYPES:
        foreign["type"] = front.values["type"]
    for key in foreign:
        del front.values[key]
    return foreign


def is_draft(foreign: dict[str, Any]) -> bool:
    """Whether a tool would not publish the file: `draft: true`, `published: false`."""
    return any(_truth(foreign.get(key)) is hidden for key, hidden in _HIDING.items())


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
        str(value).strip().lower()
    )


def aliases_of(foreign: dict[str, Any]) -> list[str]:
    """Other names of a page, by which wiki links may call it."""
    found = foreign.get("aliases") or foreign.get("alias") or []
    return [str(alias) for alias in (found if isinstance(found, list) else str(found).split(","))]
