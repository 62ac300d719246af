"""QTI 2.1 and 2.2: items, tests, and what either may refer to as a document of its own.

Names in capitals behind `let` stand for what many elements have in common, or for what the two versions have each in
its own way. MathML, HTML 5, speech, XInclude and the accessibility extension are let through unjudged.
"""

_FOREIGN = """
namespace m http://www.w3.org/1998/Math/MathML
math: open

namespace xi http://www.w3.org/2001/XInclude
include: open

namespace apip http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0
apipAccessibility: open
"""

_TYPES = """
type lang pattern(([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?)
type cardinality enum(single|multiple|ordered|record)
type basetype enum(identifier|boolean|integer|float|string|point|pair|directedPair|duration|file|uri)
type shape enum(default|rect|circle|poly|ellipse)
type shown enum(show|hide)
type way enum(horizontal|vertical)
type int integer(-2147483648,2147483647)
type length pattern([0-9]+%?)
type rounding enum(significantFigures|decimalPlaces)
type count pattern(\\s*[+-]?[0-9]+\\s*|[^\\W\\d][\\w.\\-]*)
type amount pattern(\\s*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*|[^\\W\\d][\\w.\\-]*)
type views list(enum(author|candidate|proctor|scorer|testConstructor|tutor))
type names list(NCName)
"""

_COMMON = """
let BODY @class string @xml:lang lang @label label
let MARK @id ID $BODY $ARIA
let PLAIN @id own $BODY
let NAMED $PLAIN $ARIA
let FEEDBACK @outcomeIdentifier! NCName @showHide shown @identifier! NCName $NAMED @xml:base uri
let MODAL @outcomeIdentifier! NCName @showHide! shown @identifier! NCName @title string
let TEMPLATE @templateIdentifier! NCName @showHide shown @identifier! NCName $NAMED @xml:base uri
let CHOSEN $MARK @identifier! NCName @templateIdentifier NCName @showHide shown $FIXED
let CHOICE $CHOSEN @fixed boolean
let MATCHED @matchGroup names @matchMax! whole @matchMin whole
let ANSWER @xml:base uri @responseIdentifier! NCName
let NUMBERS @minChoices whole @maxChoices whole
let CATEGORIES @sectionIdentifier NCName @includeCategory names @excludeCategory names

let MATHS m:math|xi:include$MATH_ML
let PHRASES img|br|object|em|a|code|span|sub|acronym|big|tt|kbd|q|i|dfn|abbr|strong|sup|var|small|samp|b|cite$SPOKEN
let PARAGRAPHS pre|h1|h2|h3|h4|h5|h6|p|address|dl|ol|hr|ul|blockquote|table|div$SECTIONS
let FLOW $PHRASES|$PARAGRAPHS
let GRAPHIC graphicGapMatchInteraction|hotspotInteraction|graphicOrderInteraction|selectPointInteraction
  |graphicAssociateInteraction|drawingInteraction
let INTERACTIONS $GRAPHIC|choiceInteraction|orderInteraction|associateInteraction|matchInteraction|gapMatchInteraction
  |hottextInteraction|sliderInteraction|mediaInteraction|extendedTextInteraction|uploadInteraction
let IN_LINES textEntryInteraction|inlineChoiceInteraction|endAttemptInteraction|customInteraction
let LINE $IN_LINES|hottext|printedVariable|gap|feedbackInline|templateInline|$MATHS|$PHRASES
let BLOCKS positionObjectStage|customInteraction|$INTERACTIONS|feedbackBlock|templateBlock|infoControl|$MATHS
  |$PARAGRAPHS
let SHOWN printedVariable|feedbackBlock|feedbackInline|templateInline|templateBlock|$MATHS|$FLOW
let ANYTHING $SHOWN|hottext|$IN_LINES|$INTERACTIONS
let PASSAGE (feedbackBlock|templateBlock|$MATHS|$PARAGRAPHS)+
"""

_BODY = """
itemBody: (rubricBlock|$BLOCKS)+ $PLAIN $DIR
rubricBlock: mixed ($FLOW|$MATHS|templateBlock=RubricBlock|templateInline=RubricLine|printedVariable)* stylesheet*
  apip:apipAccessibility? $NAMED @use string @xml:base uri @view! views
RubricBlock: mixed ($FLOW|$MATHS|templateBlock=RubricBlock|printedVariable)* stylesheet* apip:apipAccessibility?
  $TEMPLATE
RubricLine: mixed ($PHRASES|$MATHS|templateInline=RubricLine|printedVariable)* $TEMPLATE
feedbackBlock: mixed ($BLOCKS|$PHRASES|templateInline|feedbackInline|printedVariable)* stylesheet*
  apip:apipAccessibility? $FEEDBACK
feedbackInline: mixed ($PHRASES|$MATHS|templateInline|printedVariable)* $FEEDBACK
templateBlock: mixed ($FLOW|$MATHS|templateBlock|templateInline|feedbackBlock=TemplateFeedback|feedbackInline
  |printedVariable)* stylesheet* apip:apipAccessibility? $TEMPLATE
TemplateFeedback: mixed ($FLOW|$MATHS|templateBlock|templateInline|feedbackBlock=TemplateFeedback|feedbackInline
  |printedVariable)* stylesheet* apip:apipAccessibility? $FEEDBACK
templateInline: mixed (hottext|printedVariable|gap|feedbackInline|templateInline|$MATHS|$PHRASES)* $TEMPLATE
infoControl: mixed ($SHOWN)* $NAMED @title! string
modalFeedback: mixed (printedVariable|hottext|templateInline|templateBlock|$MATHS|$FLOW)* stylesheet*
  apip:apipAccessibility? $MODAL
testFeedback: mixed (printedVariable|hottext|templateInline|templateBlock|$MATHS|$FLOW)* stylesheet*
  apip:apipAccessibility? @access! enum(atEnd|during) $MODAL
printedVariable: $PLAIN @xml:base uri @identifier! NCName @format label @base count @index count
  @powerForm boolean @field label @delimiter label @mappingIndicator label
stylesheet: @href! uri @type! media @media string @title string

abbr, acronym, address, b, big, cite, code, dfn, em, h1, h2, h3, h4, h5, h6, i, kbd, p, pre, samp, small, span, strong,
  sub, sup, tt, var: mixed ($LINE)* $MARK @xml:base uri
a: mixed ($LINE)* $MARK @xml:base uri @href! uri @type media
q: mixed ($LINE)* $MARK @xml:base uri @cite uri
blockquote: ($BLOCKS)* $MARK @xml:base uri @cite uri
br, hr: $MARK @xml:base uri
img: $MARK @xml:base uri @src! uri @alt! string @longdesc uri @height length @width length
object: mixed ($MATHS|param|$FLOW)* $MARK @xml:base uri @data! string @type! media @width length @height length
param: @name! string @value! string @valuetype! enum(DATA|REF) @type media
div: mixed (positionObjectStage|$ANYTHING)* $MARK @xml:base uri
dl: (dd|dt)* $MARK @xml:base uri
dt: mixed ($LINE)* $MARK @xml:base uri
dd: mixed ($ANYTHING)* $MARK @xml:base uri
ol, ul: li=Li* $MARK @xml:base uri
Li: mixed ($ANYTHING)* $MARK
table: caption? col* colgroup* thead? tfoot? tbody+ $MARK @xml:base uri @summary string
caption: mixed ($LINE)* $MARK
col: $MARK @span int
colgroup: col* $MARK @span int
thead, tfoot, tbody: tr+ $MARK
tr: (td|th)+ $MARK
td, th: mixed ($ANYTHING)* $MARK @headers heads @scope enum(col|colgroup|row|rowgroup) @abbr string @axis string
  @rowspan int @colspan int @align enum(left|center|right|justify|char) @valign enum(bottom|middle|top|baseline)
"""

_INTERACTIONS = """
prompt: mixed ($MATHS|$FLOW)* $MARK
choiceInteraction, orderInteraction: prompt? simpleChoice+ $ANSWER $MARK @shuffle boolean $NUMBERS @orientation way
simpleChoice: mixed ($SHOWN)* $CHOICE
associateInteraction: prompt? simpleAssociableChoice+ $ANSWER $MARK @shuffle boolean @maxAssociations whole
  @minAssociations whole
matchInteraction: prompt? simpleMatchSet simpleMatchSet $ANSWER $MARK @shuffle boolean @maxAssociations whole
  @minAssociations whole
simpleMatchSet: simpleAssociableChoice* $OWN
simpleAssociableChoice: mixed ($SHOWN)* $CHOICE $MATCHED
gapMatchInteraction: prompt? (gapText|gapImg)+ $PASSAGE $ANSWER $MARK @shuffle boolean $ASSOCIATED
gapText: mixed ($WORDS)* $CHOSEN $MATCHED
gapImg: object $CHOSEN $MATCHED @objectLabel string
gap: $CHOSEN @matchGroup names @required boolean
inlineChoiceInteraction: $LABELLED inlineChoice+ $ANSWER $MARK @shuffle boolean @required boolean
inlineChoice: mixed ($WORDS)* $CHOICE
hottextInteraction: prompt? $PASSAGE $ANSWER $MARK $NUMBERS
hottext: mixed (printedVariable|feedbackInline|templateInline|$MATHS|$PHRASES$HOT)* $CHOSEN @xml:base uri
textEntryInteraction: $MARK @xml:base uri @responseIdentifier! IDREF @base int @stringIdentifier IDREF
  @expectedLength whole @patternMask string @placeholderText string
extendedTextInteraction: prompt? $ANSWER $MARK @base int @stringIdentifier NCName @expectedLength whole
  @patternMask string @placeholderText string @maxStrings whole @minStrings whole @expectedLines whole
  @format enum(plain|preformatted|xhtml)
uploadInteraction: prompt? $ANSWER $MARK @type kinds
sliderInteraction: prompt? $ANSWER $MARK @lowerBound! plus @upperBound! plus @step plus @stepLabel boolean
  @orientation way @reverse boolean
mediaInteraction: prompt? ($MEDIA) $ANSWER $MARK @autostart! boolean @minPlays whole @maxPlays whole @loop boolean
  $COORDS
endAttemptInteraction: $ANSWER $MARK @title! string @countAttempt boolean
customInteraction: lax* $ANSWER $MARK @* lax
drawingInteraction: prompt? object $ANSWER $NAMED
graphicAssociateInteraction: prompt? object associableHotspot+ $ANSWER $NAMED @maxAssociations whole
  @minAssociations whole
graphicGapMatchInteraction: prompt? object ($GAPS)+ associableHotspot+ $ANSWER $MARK $ASSOCIATED
graphicOrderInteraction, hotspotInteraction: prompt? object hotspotChoice+ $ANSWER $MARK $NUMBERS
selectPointInteraction: prompt? object $ANSWER $MARK $NUMBERS
hotspotChoice: $CHOSEN @shape! shape @coords! coords @hotspotLabel string
associableHotspot: $CHOSEN $MATCHED @shape! shape @coords! coords @hotspotLabel string
positionObjectStage: object positionObjectInteraction+ $OWN
positionObjectInteraction: object $MARK @responseIdentifier! NCName $CENTRE $NUMBERS
"""

_PROCESSING = """
let NUMBER sum|subtract|divide|multiple|ordered|customOperator|random|numberIncorrect|numberCorrect|numberPresented
  |numberResponded|numberSelected|null|delete|index|power|containerSize|correct|default|integerDivide|integerModulus
  |product|round|truncate|fieldValue|randomInteger|randomFloat|variable|outcomeMinimum|outcomeMaximum|testVariables
  |integerToFloat|baseValue|mapResponsePoint|mapResponse|repeat|roundTo|lcm|gcd|min|max|mathConstant|statsOperator
  |mathOperator
let EXPRESSION (and|gt|not|lt|gte|lte|or|durationLT|durationGTE|anyN|match|equal|equalRounded|contains|isNull|member
  |inside|patternMatch|stringMatch|substring|$NUMBER)
let ON_RESPONSE (xi:include|responseCondition|responseProcessingFragment|setOutcomeValue|exitResponse
  |lookupOutcomeValue)*
let ON_OUTCOME (lookupOutcomeValue|outcomeProcessingFragment|setOutcomeValue|xi:include|exitTest|outcomeCondition)*
let ON_TEMPLATE setTemplateValue|exitTemplate|templateCondition|setDefaultValue|setCorrectResponse|templateConstraint

assessmentItem: responseDeclaration* outcomeDeclaration* templateDeclaration* templateProcessing? $STIMULI stylesheet*
  itemBody?
  responseProcessing? modalFeedback* apip:apipAccessibility? @identifier! string @title! string @label label
  @xml:lang lang @toolName label @toolVersion label @adaptive boolean @timeDependent! boolean
responseDeclaration: defaultValue? correctResponse? mapping? areaMapping? @identifier! ID @cardinality! cardinality
  @baseType basetype
outcomeDeclaration: defaultValue? (matchTable|interpolationTable)? @identifier! NCName @cardinality! cardinality
  @baseType basetype @view views @interpretation string @longInterpretation uri @normalMaximum plus $SCORED
  @normalMinimum double @masteryValue double
templateDeclaration: defaultValue? @identifier! NCName @cardinality! cardinality @baseType basetype
  @paramVariable boolean @mathVariable boolean
defaultValue, correctResponse: value+ @interpretation string
value: text @fieldIdentifier NCName @baseType basetype
mapping: mapEntry+ @lowerBound double @upperBound double @defaultValue double
mapEntry: @mapKey! string @mappedValue! double @caseSensitive boolean
areaMapping: areaMapEntry+ @lowerBound double @upperBound double @defaultValue double
areaMapEntry: @shape! shape @coords! coords @mappedValue! double
matchTable: matchTableEntry+ @defaultValue string
matchTableEntry: @sourceValue! int $TARGET
interpolationTable: interpolationTableEntry+ @defaultValue string
interpolationTableEntry: @sourceValue! double @includeBoundary boolean @targetValue! string

responseProcessing: $ON_RESPONSE @template uri @templateLocation uri
responseProcessingFragment: $ON_RESPONSE
responseCondition: responseIf=ResponseIf responseElseIf=ResponseIf* responseElse=ResponseElse?
ResponseIf: $EXPRESSION $ON_RESPONSE
ResponseElse: $ON_RESPONSE
outcomeProcessing, outcomeProcessingFragment, outcomeElse: $ON_OUTCOME
outcomeCondition: outcomeIf outcomeElseIf* outcomeElse?
outcomeIf, outcomeElseIf: $EXPRESSION $ON_OUTCOME
templateProcessing: ($ON_TEMPLATE)+
templateCondition: templateIf templateElseIf* templateElse?
templateIf, templateElseIf: $EXPRESSION ($ON_TEMPLATE)*
templateElse: ($ON_TEMPLATE)*
templateConstraint, preCondition: $EXPRESSION
templateDefault: $EXPRESSION @templateIdentifier! NCName
exitResponse, exitTemplate, exitTest, null:
setOutcomeValue, setTemplateValue, setDefaultValue, setCorrectResponse, lookupOutcomeValue: $EXPRESSION
  @identifier! NCName

multiple, ordered: $EXPRESSION*
and, or, min, max, gcd, lcm, product: $EXPRESSION+
sum: ($NUMBER)+
not, isNull, containerSize, random, round, truncate, integerToFloat: $EXPRESSION
contains, delete, divide, durationGTE, durationLT, gt, gte, integerDivide, integerModulus, lt, lte, match, member,
  power, subtract: $EXPRESSION $EXPRESSION
anyN: $EXPRESSION+ @min! count @max! count
customOperator: $EXPRESSION* lax* @class NCName @definition uri @* lax
equal: $EXPRESSION $EXPRESSION @toleranceMode enum(exact|absolute|relative) @tolerance string
  @includeLowerBound boolean @includeUpperBound boolean
equalRounded: $EXPRESSION $EXPRESSION @roundingMode rounding @figures! count
roundTo: $EXPRESSION @roundingMode! rounding @figures! count
stringMatch: $EXPRESSION $EXPRESSION @caseSensitive! boolean @substring boolean
substring: $EXPRESSION $EXPRESSION @caseSensitive! boolean
patternMatch: $EXPRESSION @pattern! string
index: $EXPRESSION @n! count
inside: $EXPRESSION @shape! shape @coords! coords
fieldValue: $EXPRESSION @fieldIdentifier! NCName
repeat: $EXPRESSION+ @numberRepeats! string
statsOperator: $EXPRESSION @name! enum(mean|sampleVariance|sampleSD|popVariance|popSD)
mathOperator: $EXPRESSION+ @name! enum(sin|cos|tan|sec|csc|cot|asin|acos|atan|atan2|asec|acsc|acot|sinh|cosh|tanh|sech
  |csch|coth|log|ln|exp|abs|signum|floor|ceil|toDegrees|toRadians)
mathConstant: @name! enum(pi|e)
baseValue: text @baseType! basetype
variable: @identifier! NCName @weightIdentifier NCName
correct, default, mapResponse, mapResponsePoint: @identifier! NCName
randomInteger: @min count @max! count @step count
randomFloat: @min amount @max! amount
numberCorrect, numberIncorrect, numberPresented, numberResponded, numberSelected: $CATEGORIES
outcomeMinimum, outcomeMaximum: $CATEGORIES @outcomeIdentifier! NCName @weightIdentifier NCName
testVariables: $CATEGORIES @variableIdentifier! NCName @weightIdentifier NCName @baseType basetype
"""

_TEST = """
assessmentTest: outcomeDeclaration* timeLimits? stylesheet* testPart+ outcomeProcessing? testFeedback*
  @identifier! string @title! string @toolName label @toolVersion label
testPart: preCondition* branchRule* itemSessionControl? timeLimits? (assessmentSection|assessmentSectionRef)+
  testFeedback* @identifier! string @navigationMode! enum(linear|nonlinear)
  @submissionMode! enum(individual|simultaneous)
assessmentSection: preCondition* branchRule* itemSessionControl? timeLimits? selection? ordering? rubricBlock*
  (xi:include|assessmentItemRef|assessmentSection|assessmentSectionRef)* @identifier! string @required boolean
  @fixed boolean @title! string @visible! boolean @keepTogether boolean
assessmentSectionRef: @identifier! string @href! uri
assessmentItemRef: preCondition* branchRule* itemSessionControl? timeLimits? variableMapping* weight* templateDefault*
  @identifier! string @required boolean @fixed boolean @href! uri @category names
selection: lax* @select! int @withReplacement boolean @* strict
ordering: lax* @shuffle boolean @* strict
branchRule: $EXPRESSION @target! NCName
itemSessionControl: @maxAttempts int @showFeedback boolean @allowReview boolean @showSolution boolean
  @allowComment boolean @allowSkipping boolean @validateResponses boolean
timeLimits: @minTime plus @maxTime plus @allowLateSubmission boolean
variableMapping: @sourceIdentifier! NCName @targetIdentifier! NCName
weight: @identifier! NCName @value! double
"""

_IN_21 = """
namespace q http://www.imsglobal.org/xsd/imsqti_v2p1
start assessmentItem assessmentTest assessmentSection responseProcessing outcomeDeclaration
type whole integer(-2147483648,2147483647)
type plus double
type coords string
type label string(256)
type own NCName
type heads NCName
type kinds media
let ARIA
let DIR
let OWN
let FIXED @fixed boolean
let MATH_ML
let SPOKEN
let SECTIONS
let WORDS printedVariable
let HOT |hottext|gap
let LABELLED
let ASSOCIATED
let GAPS gapImg
let MEDIA object
let COORDS
let CENTRE @centrePoint list(integer)
let STIMULI
let SCORED
let TARGET @targetType! string
"""

_BESIDE_22 = """
namespace n http://www.w3.org/2010/Math/MathML
math: open

namespace h http://www.imsglobal.org/xsd/imsqtiv2p2_html5_v1p0
article, aside, audio, bdi, figure, footer, header, label, nav, ruby, section, video: open

namespace s http://www.w3.org/2010/10/synthesis
audio, break, emphasis, mark, p, phoneme, prosody, s, say-as, speak, sub, voice: open
"""

_IN_22 = """
namespace q http://www.imsglobal.org/xsd/imsqti_v2p2
start assessmentItem assessmentTest assessmentSection assessmentStimulus responseProcessing outcomeDeclaration
type whole pattern(\\s*([+]?[0-9]+|-0+)\\s*)
type plus pattern(\\s*([+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|-0+([.]0*)?|INF)\\s*)
type coords pattern(([0-9]+%?,){2,3}[0-9]+%?|([0-9]+%?,){2}(([0-9]+%?,){2})+[0-9]+%?,[0-9]+%?)
type label string
type own ID
type heads list(NCName)
type kinds list(media)
type level pattern(\\s*[+]?0*[1-9][0-9]*\\s*)
type role enum(article|columnheader|definition|directory|document|group|heading|img|list|listitem|math|note
  |presentation|region|row|rowgroup|rowheader|separator|toolbar|button|checkbox|gridcell|link|log|option|radio|slider
  |spinbutton|status|tab|tabpanel|textbox|timer|listbox|radiogroup|tablist|complementary|contentinfo)
let DIR @dir enum(ltr|rtl|auto)
let ARIA $DIR @role role @aria-controls names @aria-describedby names @aria-flowto names @aria-label string
  @aria-labelledby names @aria-level level @aria-live enum(off|polite|assertive) @aria-orientation way
  @aria-owns names @* any
let OWN @id ID
let FIXED
let MATH_ML |n:math
let SPOKEN |bdo|h:bdi|h:label|h:ruby|s:audio|s:break|s:emphasis|s:mark|s:p|s:phoneme|s:prosody|s:s|s:say-as|s:speak
  |s:sub|s:voice
let SECTIONS |h:article|h:aside|h:audio|h:figure|h:footer|h:header|h:nav|h:section|h:video
let WORDS feedbackInline|templateInline|printedVariable|$MATHS|$PHRASES
let HOT
let LABELLED label?
let ASSOCIATED @minAssociations whole @maxAssociations whole
let GAPS gapImg|gapText
let MEDIA object|h:audio|h:video
let COORDS @coords coords
let CENTRE @centerPoint list(integer)
let STIMULI assessmentStimulusRef*
let SCORED @externalScored enum(externalMachine|human) @variableIdentifierRef NCName
let TARGET @targetValue! basetype
"""

_NEW_IN_22 = """
assessmentStimulus: stylesheet* stimulusBody apip:apipAccessibility? @identifier! string @title! string @label label
  @xml:lang lang @toolName label @toolVersion label
assessmentStimulusRef: @identifier! string @href! uri
stimulusBody: ($BLOCKS)+ $MARK
bdo: mixed ($PHRASES)* $MARK @title string
label: mixed ($WORDS)* $MARK @xml:base uri
"""

_SHARED = _BODY + _INTERACTIONS + _PROCESSING + _TEST

GRAMMAR = _FOREIGN + _IN_21 + _TYPES + _COMMON + _SHARED

QTI_22 = _FOREIGN + _BESIDE_22 + _IN_22 + _TYPES + _COMMON + _NEW_IN_22 + _SHARED
"""As of 2.2.4, whose schema has all that those before it have."""
