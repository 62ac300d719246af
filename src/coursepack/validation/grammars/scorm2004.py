"""SCORM 2004: `imsmanifest.xml` of the 3rd and the 4th edition (Content Aggregation Model, sections 3.4 and 5.1).

The 2nd edition's documents are judged as the 3rd's, which only took restrictions away.
"""

_SEQUENCING = """
namespace ss http://www.imsglobal.org/xsd/imsss
type Measure decimal(-1,1)
type Share decimal(0,1)
type Count integer(0,)
type Combination token(all|any)
type Operator token(not|noOp)
type Timing token(never|once|onEachNewAttempt)
sequencingCollection: sequencing+
sequencing: controlMode=Control? sequencingRules=Rules? limitConditions=Limits? auxiliaryResources=Auxiliaries?
  rollupRules=Rollup? objectives=Objectives? randomizationControls=Random? deliveryControls=Delivery? other*
  @ID ID @IDRef IDREF
Control: @choice boolean @choiceExit boolean @flow boolean @forwardOnly boolean @useCurrentAttemptObjectiveInfo boolean
  @useCurrentAttemptProgressInfo boolean
Rules: preConditionRule=Before* exitConditionRule=Exit* postConditionRule=After*
Before: ruleConditions=Conditions? ruleAction=BeforeAction
Exit: ruleConditions=Conditions? ruleAction=ExitAction
After: ruleConditions=Conditions? ruleAction=AfterAction
BeforeAction: @action! token(skip|disabled|hiddenFromChoice|stopForwardTraversal)
ExitAction: @action! token(exit)
AfterAction: @action! token(exitParent|exitAll|retry|retryAll|continue|previous)
Conditions: ruleCondition=Condition+ @conditionCombination Combination
Condition: @referencedObjective uri @measureThreshold Measure @operator Operator @condition! token(satisfied
  |objectiveStatusKnown|objectiveMeasureKnown|objectiveMeasureGreaterThan|objectiveMeasureLessThan|completed
  |activityProgressKnown|attempted|attemptLimitExceeded|timeLimitExceeded|outsideAvailableTimeRange|always)
Limits: @attemptLimit Count @attemptAbsoluteDurationLimit duration @attemptExperiencedDurationLimit duration
  @activityAbsoluteDurationLimit duration @activityExperiencedDurationLimit duration @beginTimeLimit dateTime
  @endTimeLimit dateTime
Auxiliaries: auxiliaryResource=Auxiliary*
Auxiliary: @auxiliaryResourceID! uri @purpose! string
Rollup: rollupRule=RollupRule* @rollupObjectiveSatisfied boolean @rollupProgressCompletion boolean
  @objectiveMeasureWeight Share
RollupRule: rollupConditions=RollupConditions rollupAction=RollupAction
  @childActivitySet token(all|any|none|atLeastCount|atLeastPercent) @minimumCount Count @minimumPercent Share
RollupConditions: rollupCondition=RollupCondition+ @conditionCombination Combination
RollupCondition: @operator Operator @condition! token(satisfied|objectiveStatusKnown|objectiveMeasureKnown|completed
  |activityProgressKnown|attempted|attemptLimitExceeded|timeLimitExceeded|outsideAvailableTimeRange)
RollupAction: @action! token(satisfied|notSatisfied|completed|incomplete)
Objectives: primaryObjective=Primary objective=Objective*
Primary: minNormalizedMeasure=Least? mapInfo=Map* @satisfiedByMeasure boolean @objectiveID uri
Objective: minNormalizedMeasure=Least? mapInfo=Map* @satisfiedByMeasure boolean @objectiveID! uri
Least: text Measure
Map: @targetObjectiveID! uri @readSatisfiedStatus boolean @readNormalizedMeasure boolean @writeSatisfiedStatus boolean
  @writeNormalizedMeasure boolean
Random: @randomizationTiming Timing @selectCount Count @reorderChildren boolean @selectionTiming Timing
Delivery: @tracked boolean @completionSetByContent boolean @objectiveSetByContent boolean

namespace adlnav http://www.adlnet.org/xsd/adlnav_v1p3
presentation: navigationInterface?
navigationInterface: hideLMSUI*
hideLMSUI: text token(abandon|continue|exit|previous|suspendAll|exitAll|abandonAll)

namespace adlseq http://www.adlnet.org/xsd/adlseq_v1p3
type Required token(always|ifAttempted|ifNotSkipped|ifNotSuspended)
constrainedChoiceConsiderations: @preventActivation boolean @constrainChoice boolean
rollupConsiderations: @requiredForSatisfied Required @requiredForNotSatisfied Required @requiredForCompleted Required
  @requiredForIncomplete Required @measureSatisfactionIfActive boolean
@adlseq:objectivesGlobalToSystem boolean
"""

_EXTENSIONS = """
namespace lom http://ltsc.ieee.org/xsd/LOM
lom: open

namespace adlcp http://www.adlnet.org/xsd/adlcp_v1p3
location: text uri
dataFromLMS: text
timeLimitAction: text enum(exit,message|exit,no message|continue,message|continue,no message)
@adlcp:scormType enum(sco|asset)
"""

_PACKAGE = """
namespace cp http://www.imsglobal.org/xsd/imscp_v1p1
start manifest
manifest: metadata? organizations resources manifest* {wild}* @identifier! ID @version string @xml:base uri @* {mode}
metadata: schema? schemaversion? {wild}* {metadata}
organizations: organization* {wild}* @default IDREF @* {mode}
organization: title? item{items} metadata? {wild}* @identifier! ID @structure string @* {mode}
item: title? item* metadata? {wild}* @identifier! ID @identifierref string @isvisible boolean
  @parameters string @* {mode}
resources: resource* {wild}* @xml:base uri @* {mode}
resource: metadata? file* dependency* {wild}* @identifier! ID @type! string @xml:base uri @href uri @* {mode}
file: metadata? {wild}* @href! uri @* {mode}
dependency: {wild}* @identifierref! string @* {mode}
schema: text
schemaversion: text
title: text
"""

THIRD_EDITION = (
    _SEQUENCING
    + _EXTENSIONS
    + "completionThreshold: text decimal(0,1)\n"
    + _PACKAGE.format(wild="other", mode="strict", metadata="", items="*")
)

FOURTH_EDITION = (
    _SEQUENCING
    + """
objectives: objective+
objective: mapInfo+ @objectiveID! uri
mapInfo: @targetObjectiveID! uri @readRawScore boolean @readMinScore boolean @readMaxScore boolean
  @readCompletionStatus boolean @readProgressMeasure boolean @writeRawScore boolean @writeMinScore boolean
  @writeMaxScore boolean @writeCompletionStatus boolean @writeProgressMeasure boolean
"""
    + _EXTENSIONS
    + """completionThreshold: text @completedByMeasure boolean @minProgressMeasure Share @progressWeight Share
data: map+
map: @targetID! uri @readSharedData boolean @writeSharedData boolean
@adlcp:sharedDataGlobalToSystem boolean
"""
    + _PACKAGE.format(wild="lax", mode="lax", metadata="@* lax", items="+")
)
