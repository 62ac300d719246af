"""QTI 1.2.1 in the profile of Common Cartridge: one assessment or one bank of questions."""

GRAMMAR = """
namespace q http://www.imsglobal.org/xsd/ims_qtiasiv1p2
start questestinterop
type lang pattern(([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?)
type yes enum(Yes|No)
let MATERIAL material=Material|material_ref=Reference
let FIELD $MATERIAL|response_lid=Response|response_str=Response
let LABELS ($MATERIAL|response_label=Label|flow_label=LabelFlow)*

questestinterop: objectbank=Bank|assessment=Assessment
Assessment: qtimetadata=Metadata? rubric=Rubric? presentation_material=Introduction? section=Section @ident! string
  @title! string @xml:lang lang
Bank: qtimetadata=Metadata? item=Item+ @ident! string
Section: item=Item+ @ident! string @title string @xml:lang lang
Metadata: qtimetadatafield=Entry+
Entry: fieldlabel=Text fieldentry=Text @xml:lang lang
Text: text
Rubric: material=Material
Introduction: flow_mat=Flow+

Item: itemmetadata=ItemMetadata? presentation=Presentation? resprocessing=Processing* itemfeedback=Feedback*
  @ident! string @title string @xml:lang lang
ItemMetadata: qtimetadata=Metadata+
Presentation: flow=PresentationFlow|(material=Material|response_lid=Response|response_str=Response)+ @label string
  @xml:lang lang @x0 string @y0 string @width string @height string
PresentationFlow: (flow=PresentationFlow|$FIELD)+ @class string
Response: ($MATERIAL)? (render_choice=Choices|render_fib=Blank) ($MATERIAL)? @rcardinality enum(Single|Multiple|Ordered)
  @rtiming yes @ident! string
Choices: $LABELS @shuffle yes @minnumber string @maxnumber string
Blank: $LABELS @encoding string @charset string @rows string @columns string @maxchars string @minnumber string
  @maxnumber string @prompt enum(Asterisk|Box|Dashline|Underline) @fibtype enum(Decimal|Integer|Scientific|String)
Label: ($MATERIAL|flow_mat=Flow)* @ident! string @labelrefid string @rshuffle yes @match_group string @match_max string
LabelFlow: (flow_label=LabelFlow|response_label=Label)+ @class string

Material: (mattext=Words|matref=Reference|matbreak)+ altmaterial=Alternative* @label string @xml:lang lang
Alternative: (mattext=Words|matref=Reference|matbreak)+ @xml:lang lang
Flow: (flow_mat=Flow|$MATERIAL)+ @class string
Words: text @texttype string @charset string @label string @uri string @width string @height string @x0 string
  @y0 string @xml:lang lang @xml:space enum(default|preserve)
Reference: @linkrefid! string
matbreak, other:

Processing: outcomes=Outcomes respcondition=Condition+
Outcomes: decvar=Variable
Variable: text @varname! enum(SCORE) @vartype enum(Integer|Decimal) @minvalue string @maxvalue string
Condition: conditionvar=Test setvar=Set* displayfeedback=Display* @title string @continue yes
Test: (and=All|q:other|varequal=Equal|varsubstring=Equal)+
All: (not=None|varequal=Equal)+
None: varequal=Equal+
Equal: text @respident! string @case yes
Set: text @varname string @action enum(Set)
Display: text @feedbacktype! enum(Response|Solution|Hint) @linkrefid! string
Feedback: (flow_mat=Flow|material=Material|solution=Solution|hint=Hint)+ @ident! string @title string
Solution: solutionmaterial=Materials+ @feedbackstyle enum(Complete)
Hint: hintmaterial=Materials+ @feedbackstyle enum(Complete)
Materials: flow_mat=Flow+|material=Material+
"""
