"""A course as text that people can read and compare line by line: units, blocks, questions, where references lead."""

from collections.abc import Iterator
from typing import assert_never

from coursepack.diagnostics import Report
from coursepack.model.assessment import (
    Area,
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Pool,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import (
    Block,
    Callout,
    Checklist,
    Code,
    CodeBlock,
    Container,
    DefinitionList,
    Disclosure,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    MathBlock,
    Media,
    Paragraph,
    QuizPlacement,
    Quotation,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    TrustedHtml,
    UnitMention,
    VerdictList,
)
from coursepack.model.course import (
    Activity,
    AssetTarget,
    Course,
    CourseTarget,
    Module,
    Objective,
    Quiz,
    Target,
    Unit,
    UnitTarget,
    WebTarget,
)
from coursepack.model.scoring import QuizSettings


def dump_course(course: Course) -> str:
    """The whole course, one line for each unit, block and choice, indented by what stands in what."""
    return "\n".join(_Dump(course).lines()) + "\n"


def dump_diagnostics(report: Report) -> str:
    """Every diagnostic on a line, and what was inferred."""
    lines = [f"{found.at}: {found.severity.word}: {found.message} [{found.rule.name}]" for found in report.diagnostics]
    lines += [f"inferred {times} x {what}" for what, times in sorted(report.inferred.items())]
    return "".join(f"{line}\n" for line in lines)


def _in(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


class _Dump:
    def __init__(self, course: Course) -> None:
        self._course = course

    def lines(self) -> Iterator[str]:
        course = self._course
        said = [f"language={course.language}"]
        said += [f"version={course.version}"] if course.version else []
        yield f'course {course.id} "{self.inlines(course.title)}" {" ".join(said)}'
        if course.description:
            yield f"  description {course.description}"
        yield from _in(self.objectives(course.objectives))
        yield from _in(self.blocks(course.blocks))
        for unit in course.children:
            yield from _in(self.unit(unit))
        for asset in course.assets.values():
            size = f" {asset.width}x{asset.height}" if asset.width else ""
            yield f"asset {asset.path} {asset.media_type}{size}"

    def unit(self, unit: Unit) -> Iterator[str]:
        said = [f"{unit.label} {unit.number}".strip()] if unit.label else []
        said += [f"({unit.schedule})"] if unit.schedule else []
        said += [f"{unit.duration} min"] if unit.duration else []
        said += [f"language={unit.language}"] if unit.language else []
        if isinstance(unit, Activity):
            said += [f"submission={unit.submission}"] if unit.submission != "none" else []
            said += [f"points={unit.points:g}"] if unit.points else []
        tail = f" · {' · '.join(said)}" if said else ""
        yield f'{type(unit).__name__.lower()} {unit.id} "{self.inlines(unit.title)}"{tail}'
        yield from _in(self.objectives(unit.objectives))
        if isinstance(unit, Quiz):
            yield from _in(_settings(unit.settings))
        yield from _in(self.blocks(unit.blocks, () if isinstance(unit, Module | Quiz) else unit.quizzes))
        if isinstance(unit, Module):
            for child in unit.children:
                yield from _in(self.unit(child))
        elif isinstance(unit, Quiz):
            for entry in unit.items:
                if isinstance(entry, Pool):
                    yield f'  pool {entry.id} "{self.inlines(entry.title)}" draw={entry.draw}'
                    for question in entry.questions:
                        yield from _in(_in(self.question(question)))
                else:
                    yield from _in(self.question(entry))

    def objectives(self, objectives: tuple[Objective, ...]) -> Iterator[str]:
        for objective in objectives:
            yield f"objective {objective.id}: {self.inlines(objective.text)}"

    # --- questions -------------------------------------------------------------------------------------------

    def question(self, question: Question) -> Iterator[str]:
        said = [f"points={question.points:g}"] if question.points != 1 else []
        said += [f"penalty={question.penalty:g}"] if question.penalty else []
        said += [f"partial={question.partial}"] if question.partial is not None else []
        said += [f"shuffle={question.shuffle}"] if question.shuffle is not None else []
        said += [f"objectives={','.join(question.objectives)}"] if question.objectives else []
        said += [f"tags={','.join(question.tags)}"] if question.tags else []
        said += [f"difficulty={question.difficulty}"] if question.difficulty else []
        said += ["not scored"] if not question.scored else []
        yield f'question {question.id} "{self.inlines(question.title)}" {" ".join(said)}'.rstrip()
        yield from _in(self.blocks(question.stem))
        if question.interaction is not None:
            yield from _in(self.interaction(question.interaction))
        for hint in question.hints:
            yield "  hint"
            yield from _in(_in(self.blocks(hint)))
        for name in ("explanation", "correct", "partly_correct", "incorrect"):
            if told := getattr(question.feedback, name):
                yield f"  {name}"
                yield from _in(_in(self.blocks(told)))

    def interaction(self, interaction: Interaction) -> Iterator[str]:
        match interaction:
            case ChoiceInteraction(choices=choices, multiple=multiple, presentation=presentation):
                yield f"{'multiple' if multiple else 'single'} choice, {presentation}"
                for choice in choices:
                    yield f"  {choice.code} {'right' if choice.correct else 'wrong'}{' fixed' * choice.fixed}"
                    yield from _in(_in(self.blocks(choice.blocks)))
                    if choice.feedback:
                        yield "    feedback"
                        yield from _in(_in(_in(self.blocks(choice.feedback))))
            case TextEntryInteraction(accepted=texts, case_sensitive=sensitive):
                yield "text entry, case-sensitive" if sensitive else "text entry"
                for text in texts:
                    case = " case-sensitive" if text.case_sensitive else ""
                    yield f"  {text.kind}{case} {text.text}"
            case NumericEntryInteraction(accepted=numbers):
                yield "numeric entry"
                for number in numbers:
                    yield f"  {number.low} … {number.high} shown as {number.value} {number.unit}".rstrip()
            case MatchInteraction(sources=sources, targets=targets, pairs=pairs, presentation=presentation):
                right = dict(pairs)
                once = "" if interaction.one_to_one else ", targets serve many"
                yield f"match, {presentation}{once}"
                for source in sources:
                    yield from _in(self.item(f"{source.code} -> {right.get(source.code, '?')}", source.blocks))
                    yield from _in(_in(self.told(source.feedback)))
                for target in targets:
                    yield from _in(self.item(f"target {target.code}", target.blocks))
            case OrderInteraction(items=items):
                yield "order"
                for item in items:
                    yield from _in(self.item(item.code, item.blocks))
                    yield from _in(_in(self.told(item.feedback)))
            case GapsInteraction(text=passage, gaps=gaps, distractors=distractors, presentation=presentation):
                yield f"gaps, {presentation}"
                yield from _in(self.blocks(passage))
                for gap in gaps:
                    yield from _in(self.item_lines(gap.code, self.interaction(gap.interaction)))
                for distractor in distractors:
                    yield f"  distractor {self.inlines(distractor)}"
            case HotspotInteraction(image=image, alt=alt, areas=areas, multiple=multiple):
                yield f"{'several hotspots' if multiple else 'hotspot'} {image} [{alt}]"
                for area in areas:
                    yield from _in(self.area(area, "right" if area.correct else "wrong"))
            case PlacementInteraction(image=image, alt=alt, items=items, areas=areas, pairs=pairs):
                yield f"placement {image} [{alt}]"
                right = dict(pairs)
                for item in items:
                    yield from _in(self.item(f"{item.code} -> {right.get(item.code, 'nowhere')}", item.blocks))
                for area in areas:
                    yield from _in(self.area(area, "area"))
            case ExtendedTextInteraction(minimum_words=least, maximum_words=most):
                yield f"extended text, {least} to {most} words"
                yield from _in(self.told(interaction.model_answer, "model answer"))
                yield from _in(self.told(interaction.rubric, "rubric"))
            case UploadInteraction(extensions=extensions, rubric=rubric):
                yield f"upload {','.join(extensions)}"
                yield from _in(self.told(rubric, "rubric"))
            case _:
                assert_never(interaction)
        for told in getattr(interaction, "answer_feedback", ()):
            yield f"  to {told.text}"
            yield from _in(_in(self.blocks(told.blocks)))

    def told(self, blocks: tuple[Block, ...], name: str = "feedback") -> Iterator[str]:
        if blocks:
            yield name
            yield from _in(self.blocks(blocks))

    def area(self, area: Area, word: str) -> Iterator[str]:
        numbers = " ".join(f"{number:g}" for number in area.coordinates)
        yield from self.item(f"{area.code} {word} {area.shape} {numbers}", area.label)
        yield from _in(self.told(area.feedback))

    def item_lines(self, head: str, lines: Iterator[str]) -> Iterator[str]:
        yield head
        yield from _in(lines)

    # --- blocks ----------------------------------------------------------------------------------------------

    def blocks(self, blocks: tuple[Block, ...], quizzes: tuple[Quiz, ...] = ()) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, QuizPlacement):
                (quiz,) = (quiz for quiz in quizzes if quiz.id == block.quiz_id)
                yield from self.unit(quiz)
            else:
                yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        said = self.inlines
        match block:
            case Paragraph(children=children):
                yield f"p {said(children)}"
            case Heading(level=level, children=children, anchor=anchor):
                yield f"h{level} {said(children)} #{anchor}"
            case List(ordered=ordered, items=items, start=start, tight=tight):
                yield f"{'ol' if ordered else 'ul'}{f' from {start}' if start != 1 else ''}{'' if tight else ' loose'}"
                for item in items:
                    yield from self.item("li", item.blocks)
            case Checklist(items=boxes):
                yield "checklist"
                for box in boxes:
                    yield from self.item("[x]" if box.done else "[ ]", box.blocks)
            case VerdictList(items=verdicts):
                yield "verdicts"
                for verdict in verdicts:
                    yield from self.item(verdict.verdict, verdict.blocks)
            case DefinitionList(items=definitions):
                yield "dl"
                for definition in definitions:
                    yield f"  dt {said(definition.term)}"
                    for detail in definition.details:
                        yield from self.item("dd", detail)
            case Table(alignments=alignments, head=head, rows=rows, row_headers=headers):
                marks = {"": "", "left": ":-", "center": ":-:", "right": "-:"}
                yield f"table{' with row headers' * headers} {' '.join(marks[one] for one in alignments)}".rstrip()
                for row in (head, *rows):
                    yield f"  | {self.row(row)} |"
            case CodeBlock(text=text, language=language):
                yield f"code {language}".rstrip()
                yield from (f"  {line}" for line in text.split("\n")[:-1])
            case MathBlock(tex=tex):
                yield f"math {tex!r}"
            case Quotation(blocks=inner):
                yield "quotation"
                yield from _in(self.blocks(inner))
            case Callout(kind=kind, title=title, blocks=inner, fold=fold):
                yield f'callout {kind} "{said(title)}" {fold}'.rstrip()
                yield from _in(self.blocks(inner))
            case Disclosure(summary=summary, blocks=inner, open=opened):
                yield f'details "{said(summary)}"{" open" * opened}'
                yield from _in(self.blocks(inner))
            case Figure(image=image, caption=caption):
                yield f'figure {self.image(image)} "{said(caption)}"'
            case Media(kind=media, source=source, alt=alt, caption=caption, tracks=tracks):
                yield f'{media} {self.asset(block.at.file, source)} "{alt}" "{said(caption)}" {tracks or ""}'.rstrip()
            case Container(tag_name=name, blocks=inner):
                classes = block.attributes.classes if block.attributes else ()
                yield f"<{name}>{''.join(f' .{one}' for one in classes)}"
                yield from _in(self.blocks(inner))
            case ThematicBreak():
                yield "break"
            case Footnotes(items=notes):
                yield "footnotes"
                for note in notes:
                    yield from self.item(f"^{note.number} ({note.occurrences} marks)", note.blocks)
            case TrustedHtml(html=html):
                yield f"html {html!r}"
            case QuizPlacement(quiz_id=quiz_id):
                yield f"quiz {quiz_id}"

    def item(self, mark: str, blocks: tuple[Block, ...]) -> Iterator[str]:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            yield f"  {mark} {self.inlines(blocks[0].children)}"
        else:
            yield f"  {mark}"
            yield from _in(_in(self.blocks(blocks)))

    def row(self, row: tuple[TableCell, ...]) -> str:
        return " | ".join(self.inlines(cell.children) for cell in row)

    # --- inlines ---------------------------------------------------------------------------------------------

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(self.inline(node) for node in inlines)

    def inline(self, node: Inline) -> str:
        said = self.inlines
        match node:
            case Text(text=text):
                return text.replace("\n", "⏎")
            case Emphasis(children=children):
                return f"_{said(children)}_"
            case Strong(children=children):
                return f"**{said(children)}**"
            case Strikethrough(children=children):
                return f"~~{said(children)}~~"
            case Code(text=text):
                return f"`{text}`"
            case Math(tex=tex):
                return f"${tex}$"
            case Link(children=children, title=title):
                tail = f' "{title}"' if title else ""
                return f"[{said(children)}]({self.target(self._course.target_of(node))}{tail})"
            case UnitMention(children=children):
                target = self._course.target_of(node)
                return said(children) if target is None else f"[{said(children)}]({self.target(target)})"
            case Image():
                return self.image(node)
            case SoftBreak():
                return "␊"
            case LineBreak():
                return "↵"
            case FootnoteReference(number=number):
                return f"[^{number}]"
            case Span(tag_name=name, children=children):
                return f"<{name}>{said(children)}</{name}>"

    def image(self, image: Image) -> str:
        title = f' "{image.title}"' if image.title else ""
        return f"![{image.alt}]({self.asset(image.at.file, image.source)}{title})"

    def asset(self, file: str, reference: str) -> str:
        asset = self._course.asset_of(file, reference)
        return asset.path if asset else f"nowhere: {reference}"

    def target(self, target: Target | None) -> str:
        match target:
            case None:
                return "nowhere"
            case WebTarget(url=url):
                return f"web {url}"
            case UnitTarget(unit_id=unit_id, anchor=anchor):
                return f"unit {unit_id}#{anchor}".rstrip("#")
            case CourseTarget():
                return "course"
            case AssetTarget(path=path):
                return f"file {path}"


def _settings(settings: QuizSettings) -> Iterator[str]:
    default = QuizSettings()
    yield "graded" if settings.graded else "not graded"
    said = [
        f"{name}={getattr(settings, name)}"
        for name in QuizSettings.__struct_fields__
        if name != "graded" and getattr(settings, name) != getattr(default, name)
    ]
    if said:
        yield " ".join(said)
