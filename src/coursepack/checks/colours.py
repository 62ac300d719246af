"""Whether a text sends learners to something that it names by its colour alone."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

import msgspec

from coursepack.checks.subject import Subject
from coursepack.checks.survey import Page
from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import Text
from coursepack.model.source import Position
from coursepack.patterns import late

COLOUR_ALONE = Rule(
    "colour-alone",
    Severity.NOTE,
    "The text sends learners to something that it names by its colour alone.",
    "Who does not see colours, or hears the page, cannot tell what is meant.",
    "say also where it stands or what is written on it: the button Save, on the right",
    example="The fields in red must be filled in. Then click the green button.",
    source="WCAG 2.2, 1.4.1 Use of Color (A), 1.3.3 Sensory Characteristics (A)",
)
RULES = (COLOUR_ALONE,)


class _Words(msgspec.Struct, frozen=True):
    """The words of a language, as alternatives of a regular expression.

    `acts`, `attends`: verbs that send learners to a control, or let them look. `between`: what may stand before the
    `articles`. `things`: controls and marks with their colour; `controls`: those that meant behind
    `acts` alone, as fields are green in the country, too. `fields` and `coloured` together: "fields in red".
    `must`: what then follows where they are to be filled in. `told`: where it is, or what stands on it.
    Colours are written in small letters: others are names.
    """

    acts: str
    attends: str
    between: str
    articles: str
    things: str
    controls: str
    fields: str
    coloured: str
    must: str
    told: str

    def pattern(self) -> str:
        between = rf"(?: (?i:{self.between})){{0,3}}"
        coloured = rf"(?i:{self.fields}) (?:{self.coloured})"
        found = (
            rf"(?i:{self.acts}|{self.attends}){between}(?: (?:{self.articles}))+ (?:{self.things})",
            rf"(?i:{self.acts}){between}(?: (?:{self.articles}))+ (?:{self.controls})",
            rf"(?i:{self.acts}){between}(?: (?:{self.articles}))* {coloured}",
            rf"{coloured}(?= (?:{self.must})\b)",
        )
        return rf"\b(?:{'|'.join(found)})\b(?!-)"


_EN = r"(?:(?:big|small|large|little|round|bright|dark|light) )?(?:red|green|blue|yellow|orange|purple|pink|gr[ae]y)"
_DE = (
    r"(?:rot|grün|blau|gelb|grau|orange)(?:e[nmrs]?)?"
    r"(?: (?:markiert|hervorgehoben|gekennzeichnet|unterlegt|umrandet)e[nmrs]?)?"
)
_FR = r"(?:rouge|verte?|bleue?|jaune|orange|grise?)s?"
_ES = r"(?:roj[oa]|verde|azul(?:e(?=s))?|amarill[oa]|naranja|gris(?:e(?=s))?)s?"
_PT = r"(?:vermelh[oa]s?|verdes?|azu(?:l|is)|amarel[oa]s?|laranjas?|cinzas?)"

_WORDS = {
    "en": _Words(
        acts="(?:double-|right-)?click|press|tap|select|choose|pick|tick|check|fill in|complete|drag",
        attends="see|read|note|follow|look",
        between="on|at|in|into|for|to|only|then|now|just|of",
        articles="the|all|any|each|every|these|those|this|that",
        things=rf"{_EN} (?:buttons?|links?|icons?|tabs?|arrows?|labels?|rows?|columns?|cells?|words?|text|box(?:es)?"
        r"|bars?)",
        controls=rf"{_EN} (?:fields?|items?|ones?|dots?|circles?)",
        fields="fields?|items?|words?|text|cells?|rows?|columns?|links?",
        coloured=r"(?:(?:that are |which are )?(?:marked|shown|highlighted|printed|displayed|written) )?"
        r"in (?:red|green|blue|yellow|orange|purple|pink|gr[ae]y)(?! (?!first|before|and|or|only|now|then|must)\w)",
        must="(?:must|should|have to|need to) be (?:filled|completed|answered|ticked|checked)"
        "|(?:are|is) (?:required|mandatory)",
        told="(?:on|to) the (?:left|right)|at the (?:top|bottom|end|side)|below|above|under|beside|next to|label+ed"
        "|called|named|says?|with an?",
    ),
    "de": _Words(
        acts="klick(?:en|e|t)?|drück(?:en|e|t)?|tipp(?:en|e|t)?|wähl(?:en|e|t)|füll(?:en|e|t)?|trag(?:en|e|t)?"
        "|kreuz(?:en|e|t)?|zieh(?:en|e|t)?|geben|gib",
        attends="siehe|sehen|seht|beachte[nt]?|lies|lesen|lest|folg(?:en|e|t)",
        between="Sie|du|ihr|nun|jetzt|dann|bitte|zuerst|auf|in|an|nur",
        articles="den|die|das|der|dem|im|ins|alle|allen|aufs|jedes",
        things=rf"{_DE} (?:Knopf|Knöpfe|Schaltflächen?|Tasten?|Buttons?|Kästchen|Text|Pfeile?n?|Wort|Wörter|Links?"
        r"|Zeilen?|Spalten?|Symbole?|Icons?)",
        controls=rf"{_DE} Feld(?:er|ern)?",
        fields="die|alle",
        coloured=rf"{_DE} (?:Felder|Kästchen|Zeilen|Spalten)",
        must="(?:müssen )?(?:ausfüllen|anklicken|ankreuzen|ausgefüllt|angekreuzt)|sind (?:Pflicht|auszufüllen)",
        told="rechts|links|oben|unten|unter|über|neben|beschriftet|namens|heißt|mit de[rm]|Aufschrift",
    ),
    "fr": _Words(
        acts="cliqu(?:ez|e|er)|appu(?:yez|yer|ie)|choisi(?:ssez|s|r)|sélectionn(?:ez|e|er)|coch(?:ez|e|er)"
        "|rempli(?:ssez|s|r)|compl(?:étez|éter|ète)|saisi(?:ssez|s|r)",
        attends="voir|voyez|lisez|lire|suivez|suivre|notez|regardez|observez",
        between="sur|dans|à|ensuite|alors|maintenant|tous|toutes|d'abord",
        articles="le|la|les|du|des|au|aux|chaque",
        things=r"(?:boutons?|liens?|cases?|icônes?|colonnes?|flèches?|textes?|touches?|mots?|cellules?|onglets?)"
        rf" {_FR}",
        controls=rf"étiquettes? {_FR}",
        fields="champs?|cases?|mots?|textes?|cellules?|liens?|colonnes?",
        coloured="(?:(?:marqué|affiché|indiqué|surligné|écrit)e?s? )?en (?:rouge|vert|bleu|jaune|orange|gris)",
        must="(?:sont|doivent être) (?:obligatoires|à remplir|remplie?s|complétée?s)",
        told="à droite|à gauche|en haut|en bas|au-dessus|en dessous|ci-dessous|ci-dessus|intitulé|nommé|appelé|à côté",
    ),
    "es": _Words(
        acts="(?:haga|haz|hacer) clic|puls(?:e|a|ar)|presion(?:e|a|ar)|seleccion(?:e|a|ar)|elija|elige|elegir"
        "|marque|marcar|rellen(?:e|a|ar)|complet(?:e|ar)|arrastr(?:e|a|ar)",
        attends="vea|ver|lea|leer|siga|seguir|mire|observe",
        between="en|sobre|a|todos|todas|ahora|luego|primero",
        articles="el|la|los|las|al|del|cada",
        things=r"(?:botón|botones|enlaces?|casillas?|iconos?|columnas?|filas?|flechas?|textos?|palabras?|teclas?|celdas?"
        rf"|pestañas?) {_ES}",
        controls=rf"etiquetas? {_ES}",
        fields="campos?|casillas?|palabras?|textos?|celdas?|enlaces?|columnas?|filas?",
        coloured="(?:(?:marcad|mostrad|indicad|resaltad|escrit)[oa]s? )?en (?:rojo|verde|azul|amarillo|naranja|gris)",
        must="son obligatori[oa]s|deben (?:rellenar|completar)se",
        told="a la derecha|a la izquierda|arriba|abajo|debajo|encima|junto a|llamad[oa]|titulad[oa]|dice",
    ),
    "pt": _Words(
        acts="cliqu(?:e|em)|clicar|toque|tocar|pression(?:e|ar)|selecion(?:e|ar)|escolh(?:a|er)|marque|marcar"
        "|preench(?:a|er)|complet(?:e|ar)|arrast(?:e|ar)",
        attends="veja|ver|leia|ler|siga|seguir|observe",
        between="em|sobre|agora|depois|primeiro|todos|todas",
        articles="o|a|os|as|no|na|nos|nas|ao|do|da|cada",
        things=r"(?:botão|botões|links?|caixas?|ícones?|colunas?|setas?|textos?|palavras?|teclas?|células?|abas?)"
        rf" {_PT}",
        controls=rf"etiquetas? {_PT}",
        fields="campos?|caixas?|palavras?|textos?|células?|links?|colunas?",
        coloured="(?:(?:marcad|mostrad|indicad|destacad|escrit)[oa]s? )?em (?:vermelho|verde|azul|amarelo|laranja"
        "|cinza)",
        must="são obrigatóri[oa]s|devem ser (?:preenchid|completad)[oa]s",
        told="à direita|à esquerda|em cima|embaixo|abaixo|acima|ao lado|chamad[oa]|intitulad[oa]|diz",
    ),
}
_NAMED = {language: late(words.pattern()) for language, words in _WORDS.items()}
_TOLD = {language: late(rf"\b(?:{words.told})\b|[\"“”„«]") for language, words in _WORDS.items()}
_COLOURS = {
    language: late(rf" (?:{words})")
    for language, words in {
        "en": "red|green|blue|yellow|orange|purple|pink|gray|grey",
        "de": "rot|grün|blau|gelb|grau|orange",
        "fr": "rouge|vert|bleu|jaune|orange|gris",
        "es": "roj|verde|azul|amarill|naranja|gris",
        "pt": "vermelh|verde|azu|amarel|laranja|cinza",
    }.items()
}
"""What most texts have not, and is soon looked for: how the colours begin."""
_NAME_FOLLOWS = late(r" (?!I\b)[A-ZÀ-Ý]")
"""A name of the thing: the green button Save. German writes every noun so."""
_END = late(r"[.!?\n]|$")


def check(subject: Subject, report: Report) -> None:
    """Note what pages name by its colour alone."""
    for page in subject.survey.pages:
        language = page.language.split("-")[0].lower()
        found = list(_found(page.text, language)) if language in _NAMED else []
        places = _places(page, [index for index, _ in found])
        for at, (_, words) in zip(places, found, strict=True):
            in_line = len(subject.line(at)) + 1 - at.column
            message = f'"{words}" says by its colour what is meant'
            report.add(COLOUR_ALONE, at, message, width=max(min(len(words), in_line), 1))


def _found(text: str, language: str) -> Iterator[tuple[int, str]]:
    """The words that name something by its colour, and where in the text they begin."""
    end = 0
    for colour in _COLOURS[language].finditer(text):
        if colour.start() < end:
            continue
        begin = max(text.rfind(mark, end, colour.start()) for mark in ".!?\n") + 1 or end
        stop = _END.search(text, colour.end())
        end = stop.start() if stop else len(text)
        if _TOLD[language].search(text, begin, end):
            continue
        for found in _NAMED[language].finditer(text, begin, end):
            if language == "de" or not _NAME_FOLLOWS.match(text, found.end()):
                yield found.start(), found[0]


def _places(page: Page, indices: list[int]) -> Iterator[Position]:
    """Where the characters at `indices` of a page's text stand in the sources."""
    lengths = (len(piece.text) if isinstance(piece, Text) else len(piece) for piece in page.texts if indices)
    ends = list(accumulate(lengths))
    for index in indices:
        number = bisect_right(ends, index)
        piece = page.texts[number]
        if isinstance(piece, Text):
            inside = index - ends[number] + len(piece.text)
            yield Position(piece.at.file, piece.at.line, piece.at.column + inside)
        else:  # a break, at which no words begin
            yield page.unit.at
