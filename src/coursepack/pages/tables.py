"""Tables as HTML: headers with a scope, alignment by class, scrolling inside themselves."""

from collections.abc import Callable

from coursepack.model.content import Inline, Table, TableCell, plain_text
from coursepack.pages.markup import escaped

Render = Callable[[tuple[Inline, ...]], str]


def table(node: Table, name: str, attributes: str, render: Render) -> str:
    """`node` as a table in a region that scrolls; `name` tells it from the page's other tables."""
    heads = ", ".join(filter(None, (plain_text(cell.children) for cell in node.head)))
    label = escaped(f"{name}: {heads}" if heads else name)
    classes = [f' class="align-{alignment}"' if alignment else "" for alignment in node.alignments]
    classes += [""] * (len(node.head) - len(classes))
    parts = [f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">\n<table{attributes}>\n']
    if heads:
        parts.append("<thead>\n<tr>")
        parts.extend(_head(cell, css, render) for cell, css in zip(node.head, classes, strict=False))
        parts.append("</tr>\n</thead>\n")
    parts.append("<tbody>\n")
    for row in node.rows:
        parts.append("<tr>")
        for index, (cell, css) in enumerate(zip(row, classes, strict=False)):
            content = render(cell.children)
            if index == 0 and node.row_headers:
                parts.append(f'<th scope="row"{css}>{content}</th>')
            else:
                parts.append(f"<td{css}>{content}</td>")
        parts.append("</tr>\n")
    parts.append("</tbody>\n</table>\n</div>\n")
    return "".join(parts)


def _head(cell: TableCell, css: str, render: Render) -> str:
    content = render(cell.children)
    return f'<th scope="col"{css}>{content}</th>' if content.strip() else f"<td{css}></td>"
