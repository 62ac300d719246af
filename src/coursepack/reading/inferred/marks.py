"""The words and signs by which people write quizzes: options, answers, question numbers, explanations, keys."""

import re

import msgspec

from coursepack.patterns import late

_ANSWERS = (
    r"(?:the\s+)?(?:correct|right)\s+(?:answers?|options?|choices?)(?:\(s\))?|answers?(?:\(s\))?|ans|solutions?(?:\(s\))?|correct"
    r"|(?:richtige\s+)?antwort(?:en)?|lösung(?:en)?|(?:bonnes?\s+)?réponses?(?:\s+correctes?)?|solución|"
    r"respuestas?(?:\s+correctas?)?|respostas?(?:\s+corretas?)?|solução"
)
_EXPLANATIONS = (
    r"explanations?|rationale|reason(?:ing)?|why|feedback|because|erklärung|begründung|explication|justification|explicación|"
    r"justificación|explicação|justificativa"
)
_QUESTIONS = r"questions?|q|frage|f|pregunta|p|pergunta|questão"
_KEYS = (
    r"answer\s*keys?|answers?|solutions?|key|correct\s+answers|answers?\s+and\s+explanations?|lösungen|lösungsschlüssel|antworten|"
    r"corrigé|réponses|solucionario|respuestas|soluciones|gabarito|respostas"
)
_GLYPH = r"(?:[^\w\s()\[\]\"'*]+\s*)?"
_LETTERS = r"\(?[A-Za-z]\)?(?:\s*(?:,|;|&|/|\+|and|und|et|y|e)\s*\(?[A-Za-z]\)?)*"

OPTION = late(r"\s*(?P<star>\*)?(?:\(([A-Za-z])\)|([A-Za-z])[.)])(?:\s+|$)")
"""How an option begins: `A)`, `A.` or `(A)`; bold signs are taken off before. Banks of questions star the right one."""

OPTION_INSIDE = late(r"(?:^|(?<=\s))(?:\(([A-Za-z])\)|([A-Za-z])\))\s+")
"""An option anywhere in a line: `A)` or `(A)`; `A.` may end a sentence."""

RIGHT_MARK = late(
    r"\s*(?:[✅✓✔☑]\ufe0f?|\((?:correct|right|richtig|correcte?|correcto|correta|correto)\)|[←⬅]\s*(?:correct|right))\s*$",
    re.IGNORECASE,
)
"""What marks an option as right, at its end."""

WRONG_MARK = late(r"\s*(?:[❌✗✘✖]\ufe0f?|\((?:incorrect|wrong|falsch|faux|incorrecto|incorreto)\))\s*$", re.IGNORECASE)
"""What marks an option as wrong, at its end, where others are marked as right."""

STARRED_BOX = late(r"\s*\[\*\]\s+\S")
"""A right answer in plain-text banks of questions."""

BANK_NUMBER = late(r"=\s+(?:-?\d[\d._]*(?:\s*\+-\s*[\d._]+%?)?|\[\s*-?[\d._]+\s*,\s*-?[\d._]+\s*\])\s*")
"""The number that answers a question in plain-text banks: `= 1.41 +- 0.01`, `= [1, 2]`."""

_POINTS = r"\s*[(\[]\s*(\d+(?:[.,]\d+)?)\s*(?:points?|pts?\.?|marks?|punkte?|puntos?|pontos?)\s*[)\]]\s*"
POINTS = late(rf"{_POINTS}[:.]?\s*", re.IGNORECASE)
POINTS_BEHIND = late(rf"{_POINTS}$", re.IGNORECASE)
"""What a question is worth, in brackets before or behind its first line."""

_ANSWER = late(
    rf"{_GLYPH}(?:(?:click\s+to\s+)?(?:show|reveal|see|view)\s+)?(?:{_ANSWERS})\s*(?:(?:is|are|ist|sind|est|es|é)\s+|[:.\-–—=]+\s*|$)(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE_ANSWER = late(rf"[✅✓✔☑👉➡]\ufe0f?\s*({_LETTERS})\s*(?:[.):]\s*(.*))?$", re.DOTALL)
_LETTER_LIST = late(rf"({_LETTERS})(?:\s*$|\s*[.):\-–—]+\s*(.*)$|\s+(?=\()(.*)$)", re.DOTALL)
_TRUTH = late(r"(?:true|false|wahr|falsch|vrai|faux|verdadero|verdadeiro|falso)\b[.!]?", re.IGNORECASE)

RIGHT_ANSWER = late(r"[^\w]*(?:the\s+)?(?:correct|right)\s+answers?\b|[^\w]*richtige\s+antwort", re.IGNORECASE)
"""How an answer begins that only a quiz gives."""

WORTH = late(r"[+\u2212-]?\d+(?:[.,]\d+)?\s*(?:points?|pts?|marks?|punkte?|puntos?|pontos?)\b", re.IGNORECASE)
"""What a right answer is worth, in the rules of a test."""

SOLUTION = late(r"[^\w]*(?:solutions?|soluci(?:ón|ones|onario)|solução|lösung(?:en)?)\b", re.IGNORECASE)
"""What ends a problem as well as a question."""

VERDICT = late(r"[^\w]*correct\s*[:.\-–—=]", re.IGNORECASE)
"""What judges a statement as well as it answers a question."""

NO_ANSWER = late(
    r"\W*(?:(?:sample |open |student |your )?answers? (?:will |may |can |might )?(?:vary|varies|differ)"
    r"|open(?:-ended)? (?:answer|question|response)"
    r"|(?:individuelle|eigene|freie) antwort(?:en)?|réponses? (?:variables?|libres?)|respuestas? (?:libres?|abiertas?)"
    r"|respostas? (?:livres?|abertas?)|(?:see|siehe|cf\.|véase|vide) \w+"
    r"|(?:voir|ver) (?:l[ae] |el |[oa] )?"
    r"(?:pp?|page|página|pág|chapitre|capítulo|section|sección|seção|annexe|anexo))\b",
    re.IGNORECASE,
)
"""What stands in the place of an answer where none is right alone, or where it stands elsewhere."""

COMMA_ANSWER = late(
    r"[^\w]*(?:(?:richtige\s+)?antwort|lösung|(?:bonnes?\s+)?réponse|soluci|respuesta|resposta)", re.IGNORECASE
)
"""How an answer begins in languages that write a comma before decimals."""

BLANK = late(r"_{3,}|\u2026{2,}|\.{5,}")
"""A place to write in."""

EXPLANATION = late(rf"{_GLYPH}(?:{_EXPLANATIONS})\s*[:.–—-]\s*", re.IGNORECASE)
"""How an explanation begins."""

NUMBERED = late(
    rf"{_GLYPH}(?:(?:{_QUESTIONS})\s*[#.]?\s*(\d+)(?:\s*(?:of|/|von|de)\s*\d+)?\s*(?:[:.)\-–—|]+\s*|\s+|$)|(\d+)\s*[.)]\s+|(\d)\ufe0f?\u20e3\s*)",
    re.IGNORECASE,
)
"""How a numbered question begins: `Question 1:`, `Q1.`, `1.`"""

QUESTION_HEADING = late(
    rf"{_GLYPH}(?:question|frage|pregunta|pergunta|questão)\s*#?\s*\d+\b", re.IGNORECASE
)  # "Q1" may be a quarter of a year

TASK = late(
    r"\W*(?:true or false|explain|describe|name|list|define|give|state|discuss|compare|outline|summari[sz]e|complete"
    r"|erkläre?|beschreibe?|nenne?|définissez|expliquez|décrivez|nommez|explica|nombra|explique|descreva|cite)\b",
    re.IGNORECASE,
)
"""How a question begins that asks without a question mark."""

UNNUMBERED = late(rf"(?:{_QUESTIONS})\s*:\s*", re.IGNORECASE)
"""How a question without a number begins: `Question:`"""

KEY_TITLE = late(rf"{_GLYPH}(?:{_KEYS})\s*:?\s*$", re.IGNORECASE)
KEY_LINE = late(rf"{_GLYPH}(?:{_KEYS})\s*[:.–—-]\s*(.*)$", re.IGNORECASE | re.DOTALL)
ODD_ENTRY = late(rf"\W*(?:(?:{_QUESTIONS})\s*)?[\d.]*\W*\b[A-H]\b\W*", re.IGNORECASE)
"""What may be an entry of a key that nothing else reads: `1.1 B`, or a letter alone."""

KEY_ENTRY = late(
    rf"(?:(?:{_QUESTIONS})\s*)?(\d+)\s*[.):\-–—=]*\s*({_LETTERS})(?=\s*$|\s*[.):,;\-–—]|\s+\()\s*[.):\-–—]*\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
LISTED_ENTRY = late(rf"({_LETTERS})(?=\s*$|\s*[.):\-–—]|\s+\()\s*[.):\-–—]*\s*(.*)$", re.DOTALL)
SHORT_ENTRIES = late(r"(\d+)\s*[.):\-–—=]?\s*\(?([A-Za-z])\)?(?=\s*(?:[,;|]|\s{1,}|$))")

SELF_TEST = late(
    rf"{_GLYPH}(?:(?:check|test)\s+(?:yourself|your(?:\s+own)?\s+(?:understanding|knowledge|learning))"
    r"|(?:review|practi[cs]e|comprehension|revision)\s+questions|(?:teste|prüfe)\s+(?:dich|dein\s+wissen)"
    r"|wiederholungsfragen|(?:testez|vérifiez)(?:-vous|\s+vos\s+connaissances)|questions\s+de\s+révision"
    r"|(?:comprueba|evalúa)\s+tus\s+conocimientos|preguntas\s+de\s+repaso|teste\s+(?:seus|os\s+seus)\s+conhecimentos"
    r"|perguntas\s+de\s+revisão)\W*$",
    re.IGNORECASE,
)
"""The title of a section that asks, though it is not labelled as a quiz."""

ONE_LETTER = late(r"\(?[A-Ea-e]\)?\.?")
ONE_NUMBER = late(r"\(?\d{1,2}\)?\.?")
QUESTION_COLUMN = late(rf"(?:{_QUESTIONS}|#|no\.?|nr\.?|number|statements?|items?|options?|choices?)", re.IGNORECASE)
ANSWER_COLUMN = late(rf"(?:{_ANSWERS}|{_KEYS})", re.IGNORECASE)
ANSWER_SUMMARY = late(
    rf"{_GLYPH}(?:(?:click\s+)?(?:show|reveal|see|view|check|to\s+\w+)\s+)*(?:the\s+)?(?:{_ANSWERS}|{_KEYS})\b",
    re.IGNORECASE,
)


class Answer(msgspec.Struct, frozen=True):
    """What an answer line says: the letters in upper case, and what is written behind them.

    `said`: all that stands behind the colon, where it is no letter but the text of an option.
    """

    letters: tuple[str, ...]
    rest: str
    said: str = ""


def read_answer(text: str) -> Answer | None:
    """What an answer line says, or None where `text` is none."""
    bare = _BARE_ANSWER.match(text)
    if bare:
        return Answer(letters_of(bare[1]), (bare[2] or "").strip())
    found = _ANSWER.match(text)
    if found is None:
        return None
    said = found[1].strip().strip("|").strip()
    listed = _LETTER_LIST.match(said)
    if listed:
        return Answer(letters_of(listed[1]), (listed[2] or listed[3] or "").strip(), said)
    return Answer((), "", said)


def letters_of(text: str) -> tuple[str, ...]:
    """The letters of a list such as "B, C and (D)", in upper case, each once."""
    return tuple(dict.fromkeys(letter.upper() for letter in re.findall(r"(?<![A-Za-z])([A-Za-z])(?![A-Za-z])", text)))


def names_truth(text: str) -> bool:
    """Whether an answer is the word for true or false."""
    return bool(_TRUTH.fullmatch(text.strip()))


def same_words(one: str, other: str) -> bool:
    return plain_words(one) == plain_words(other)


def plain_words(text: str) -> str:
    return " ".join(text.casefold().strip().strip(".*").split())


def is_short(answer: Answer) -> bool:
    """Whether an answer line is a letter with little behind it: "A" may also begin a sentence."""
    return len(answer.letters) > 1 or not answer.rest or answer.said[1:2] in (".", ")", ":") or answer.said[:1] == "("
