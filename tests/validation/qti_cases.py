"""Packages of QTI made by tests: good ones, and one for each rule that has something against it."""

from tests.validation.kit import Files, changed

MOST_BYTES_HERE = 20_000
"""What tests let the questions of a package have; the true limit would take its time."""

MANIFEST_21 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="bread">
  <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>
  <organizations/>
  <resources>
    <resource identifier="t" type="imsqti_test_xmlv2p1" href="tests/test.xml"><file href="tests/test.xml"/>
      <dependency identifierref="i"/></resource>
    <resource identifier="i" type="imsqti_item_xmlv2p1" href="items/one.xml"><file href="items/one.xml"/>
      <file href="items/loaf.png"/></resource>
  </resources>
</manifest>
"""

ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="one" title="Bread" adaptive="false"
  timeDependent="false">
  <responseDeclaration identifier="GRAIN" cardinality="multiple" baseType="identifier">
    <correctResponse><value>wheat</value><value>rye</value></correctResponse>
    <mapping><mapEntry mapKey="wheat" mappedValue="1"/></mapping></responseDeclaration>
  <responseDeclaration identifier="PAIR" cardinality="multiple" baseType="directedPair">
    <correctResponse><value>salt taste</value></correctResponse></responseDeclaration>
  <responseDeclaration identifier="WORD" cardinality="single" baseType="string"/>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <p><img src="loaf.png" alt="A loaf"/></p>
    <choiceInteraction responseIdentifier="GRAIN" maxChoices="2"><simpleChoice identifier="wheat">Wheat</simpleChoice>
      <simpleChoice identifier="rye">Rye</simpleChoice><simpleChoice identifier="sand">Sand</simpleChoice>
    </choiceInteraction>
    <matchInteraction responseIdentifier="PAIR"><simpleMatchSet><simpleAssociableChoice identifier="salt" matchMax="1"
      >Salt</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="taste"
      matchMax="1">Taste</simpleAssociableChoice></simpleMatchSet></matchInteraction>
    <p><textEntryInteraction responseIdentifier="WORD"/></p>
  </itemBody>
  <responseProcessing>
    <responseCondition><responseIf><match><variable identifier="GRAIN"/><correct identifier="GRAIN"/></match>
      <setOutcomeValue identifier="SCORE"><mapResponse identifier="GRAIN"/></setOutcomeValue></responseIf>
    </responseCondition>
  </responseProcessing>
</assessmentItem>
"""

TEST = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="test" title="Bread">
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <testPart identifier="part" navigationMode="linear" submissionMode="individual">
    <assessmentSection identifier="section" title="All" visible="true"><selection select="1"/>
      <assessmentItemRef identifier="ref" href="../items/one.xml"/></assessmentSection>
  </testPart>
  <outcomeProcessing><setOutcomeValue identifier="SCORE"><sum><variable identifier="ref.SCORE"/></sum>
    </setOutcomeValue></outcomeProcessing>
</assessmentTest>
"""

MANIFEST_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="bread">
  <organizations/>
  <resources><resource identifier="q" type="imsqti_xmlv1p2" href="quiz.xml"><file href="quiz.xml"/>
    <file href="loaf.png"/></resource></resources>
</manifest>
"""

ASSESSMENT = """<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="a1" title="Bread">
  <section ident="s1">
    <item ident="q1" title="Flour">
      <itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile</fieldlabel>
        <fieldentry>cc.multiple_choice.v0p1</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
      <presentation>
        <material><mattext>Which? &lt;img src="$IMS-CC-FILEBASE$/loaf.png" alt=""&gt;</mattext></material>
        <response_lid ident="R1" rcardinality="Single"><render_choice>
          <response_label ident="A"><material><mattext>Wheat</mattext></material></response_label>
          <response_label ident="B"><material><mattext>Sand</mattext></material></response_label>
          <response_label ident="C"><material><mattext>Glass</mattext></material></response_label>
        </render_choice></response_lid></presentation>
      <resprocessing><outcomes><decvar varname="SCORE" vartype="Decimal" minvalue="0" maxvalue="100"/></outcomes>
        <respcondition continue="No"><conditionvar><varequal respident="R1">A</varequal></conditionvar>
          <setvar varname="SCORE" action="Set">100</setvar>
          <displayfeedback feedbacktype="Response" linkrefid="right"/></respcondition></resprocessing>
      <itemfeedback ident="right"><flow_mat><material><mattext>Yes</mattext></material></flow_mat></itemfeedback>
    </item>
  </section>
</assessment></questestinterop>
"""


def qti21(item: str = ITEM, test: str = TEST) -> Files:
    """A package of QTI 2.1: a test with one item."""
    return {"imsmanifest.xml": MANIFEST_21, "items/one.xml": item, "tests/test.xml": test, "items/loaf.png": b"png"}


def qti12(assessment: str = ASSESSMENT) -> Files:
    """A package of QTI 1.2 in the profile of Common Cartridge: a quiz with one question."""
    return {"imsmanifest.xml": MANIFEST_12, "quiz.xml": assessment, "loaf.png": b"png"}


def cartridge(assessment: str) -> Files:
    """A Common Cartridge 1.1 with a quiz of one question."""
    manifest = """<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" identifier="c">
      <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>
      <lom xmlns="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"/></metadata><organizations/>
      <resources><resource identifier="q" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="quiz.xml"/>
      </resource></resources></manifest>"""
    return qti12(assessment) | {"imsmanifest.xml": manifest}


def item(was: str, becomes: str) -> Files:
    return qti21(changed(ITEM, was, becomes))


def test(was: str, becomes: str) -> Files:
    return qti21(test=changed(TEST, was, becomes))


def quiz(was: str, becomes: str) -> Files:
    return qti12(changed(ASSESSMENT, was, becomes))


_REF = '<assessmentItemRef identifier="ref" href="../items/one.xml"/>'
_B = '<response_label ident="B">'

QTI_CASES: dict[str, list[Files]] = {
    "invalid-questions": [
        item(' cardinality="single" baseType="string"', ""),
        item("<itemBody>", '<itemBody><simpleChoice identifier="x">X</simpleChoice>'),
        test("<testPart", "<section/><testPart"),
        quiz('ident="a1" title="Bread"', 'ident="a1"'),
    ],
    "undeclared-variable": [
        item('responseIdentifier="GRAIN"', 'responseIdentifier="GRAINS"'),
        item('<variable identifier="GRAIN"/>', '<variable identifier="OTHER"/>'),
        item('<setOutcomeValue identifier="SCORE">', '<setOutcomeValue identifier="POINTS">'),
        item(
            "</responseProcessing>",
            "</responseProcessing><modalFeedback outcomeIdentifier='F' identifier='a' "
            "showHide='show'>Yes</modalFeedback>",
        ),
        test('<setOutcomeValue identifier="SCORE">', '<setOutcomeValue identifier="TOTAL">'),
        test('identifier="ref.SCORE"', 'identifier="other.SCORE"'),
        quiz('<varequal respident="R1">', '<varequal respident="R2">'),
    ],
    "response-mismatch": [
        item('"GRAIN" cardinality="multiple"', '"GRAIN" cardinality="ordered"'),
        item('"GRAIN" cardinality="multiple"', '"GRAIN" cardinality="single"'),
        item('cardinality="single" baseType="string"', 'cardinality="single" baseType="identifier"'),
        item('responseIdentifier="WORD"', 'responseIdentifier="GRAIN"'),
    ],
    "unknown-choice": [
        item("<value>rye</value>", "<value>oat</value>"),
        item('mapKey="wheat"', 'mapKey="Wheat"'),
        item("<value>salt taste</value>", "<value>taste salt</value>"),
        quiz('<varequal respident="R1">A<', '<varequal respident="R1">D<'),
    ],
    "too-many-right": [
        item('maxChoices="2"', 'maxChoices="1"'),
        item('"GRAIN" cardinality="multiple"', '"GRAIN" cardinality="single"'),
    ],
    "no-answer-key": [
        item('<mapping><mapEntry mapKey="wheat" mappedValue="1"/></mapping>', ""),
        item("<correctResponse><value>wheat</value><value>rye</value></correctResponse>", ""),
        quiz(">100</setvar>", ">0</setvar>"),
    ],
    "questions-not-judged": [item("<itemBody>", f"<itemBody><!--{'x' * MOST_BYTES_HERE}-->")],
    "unused-response": [item('<p><textEntryInteraction responseIdentifier="WORD"/></p>', "")],
    "unscored-question": [
        qti21(ITEM[: ITEM.index("  <responseProcessing>")] + ITEM[ITEM.index("</assessmentItem>") :]),
    ],
    "duplicate-identifier": [
        item('<simpleChoice identifier="sand">', '<simpleChoice identifier="rye">'),
        item('<outcomeDeclaration identifier="SCORE"', '<outcomeDeclaration identifier="GRAIN"'),
        test(_REF, _REF * 2),
        quiz(_B, _B.replace("B", "A")),
        quiz("</section>", ASSESSMENT[ASSESSMENT.index("<item ") : ASSESSMENT.index("</section>")] + "</section>"),
    ],
    "missing-question-file": [
        item("loaf.png", "Loaf.png"),
        test("../items/one.xml", "items/one.xml"),
        quiz("/loaf.png", "/images/loaf.png"),
    ],
    "selection-too-large": [
        test('select="1"', 'select="2"'),
        test(_REF, _REF.replace(" href", ' required="true" href') + _REF.replace('"ref"', '"b" required="true"')),
        quiz(
            '<section ident="s1">',
            '<section ident="s1"><selection_ordering><selection><selection_number>2'
            "</selection_number></selection></selection_ordering>",
        ),
    ],
    "unknown-feedback": [
        quiz('linkrefid="right"', 'linkrefid="correct"'),
    ],
    "cartridge-question": [
        quiz("cc.multiple_choice.v0p1", "cc.true_false.v0p1"),
        quiz("cc.multiple_choice.v0p1", "cc.multiple_response.v0p1"),
        quiz("cc.multiple_choice.v0p1", "cc.fib.v0p1"),
        quiz("cc.multiple_choice.v0p1", "cc.essay.v0p1"),
        quiz("cc.multiple_choice.v0p1", "multiple_choice_question"),
        quiz(
            "<fieldlabel>cc_profile",
            "<fieldlabel>cc_weighting</fieldlabel><fieldentry>1.5</fieldentry>"
            "</qtimetadatafield><qtimetadatafield><fieldlabel>cc_profile",
        ),
    ],
}
"""{rule: files that it has something against}."""
