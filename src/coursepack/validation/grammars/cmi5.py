"""cmi5 (Quartz, first edition): `cmi5.xml`, the course structure (section 14)."""

GRAMMAR = """
namespace c https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd
start courseStructure
courseStructure: course=Course objectives=Objectives? (au=Au|block=Block)+ lax* @* lax
Course: title=Words description=Words lax* @id! uri @* lax
Block: title=Words description=Words objectives=References? (au=Au|block=Block)+ lax* @id! uri @* lax
Au: title=Words description=Words objectives=References? url=Address launchParameters=Anything? entitlementKey=Anything?
  lax* @id! uri @moveOn enum(NotApplicable|Passed|Completed|CompletedAndPassed|CompletedOrPassed)
  @masteryScore decimal(0,1) @launchMethod enum(AnyWindow|OwnWindow) @activityType string @* lax
Objectives: objective=Objective+ lax* @* lax
Objective: all(title=Words description=Words) @id! uri
References: objective=Reference+ lax* @* lax
Reference: @idref uri
Words: langstring=LangString+ lax* @* lax
LangString: text @lang language @* lax
Address: text string(1..100000)
Anything: open
"""
