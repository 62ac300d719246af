/**
 * The types that the parts share; nothing here runs, and the file is not shipped.
 *
 * What the builder writes into a page:
 *
 * @typedef {string | [string, Record<string, string>, ...any[]]} TreeNode  a text, or [tag, attributes, child …]
 * @typedef {TreeNode[]} Tree
 *
 * @typedef {object} ChoiceData
 * @property {string} code
 * @property {boolean} correct
 * @property {boolean} fixed
 * @property {string} text
 * @property {Tree | null} feedback
 *
 * @typedef {{type: "choice", multiple: boolean, presentation: string, choices: ChoiceData[]}} ChoiceDefinition
 * @typedef {{text: string, kind: "literal" | "wildcard" | "regex", caseSensitive: boolean, longest?: number}} AcceptedText
 * @typedef {{text: string, feedback: Tree}} AnswerFeedback
 * @typedef {{type: "text", accepted: AcceptedText[], answerFeedback: AnswerFeedback[]}} TextDefinition
 * @typedef {{low: string, high: string, value: string, text: string, unit: string}} AcceptedNumber
 * @typedef {{code: string, text: string, feedback: Tree | null}} ItemData
 * @typedef {{type: "match", sources: ItemData[], targets: ItemData[], pairs: [string, string][]}} MatchDefinition
 * @typedef {{type: "order", items: ItemData[]}} OrderDefinition  in the right order
 * @typedef {{code: string, interaction: TextDefinition | NumericDefinition | ChoiceDefinition}} GapData
 * @typedef {{type: "gaps", gaps: GapData[]}} GapsDefinition
 * @typedef {{type: "essay", model: Tree | null}} EssayDefinition
 * @typedef {{type: "numeric", accepted: AcceptedNumber[], answerFeedback: AnswerFeedback[]}} NumericDefinition
 *
 * @typedef {object} QuestionData
 * @property {number} points
 * @property {boolean} scored
 * @property {number} penalty  share of the points lost for each earlier wrong try
 * @property {boolean | null} partial
 * @property {boolean | null} shuffle
 * @property {string[]} objectives
 * @property {any} interaction  one of the definitions above
 * @property {Tree[]} hints
 * @property {Tree | null} explanation
 * @property {Tree | null} correct
 * @property {Tree | null} incorrect
 * @property {Tree | null} partlyCorrect
 *
 * @typedef {object} QuizData
 * @property {string} id
 * @property {string} unit
 * @property {string} title
 * @property {boolean} graded
 * @property {number} pass
 * @property {number} weight
 * @property {number} attempts  0: unlimited
 * @property {"best" | "last" | "first"} score
 * @property {"immediate" | "end" | "none"} feedback
 * @property {"after-last-attempt" | "end" | "never"} reveal
 * @property {boolean} shuffleQuestions
 * @property {boolean} shuffleChoices
 * @property {boolean} required
 * @property {string[]} questions
 * @property {number} draw  of all questions for each attempt; 0: all
 * @property {{from: number, count: number, draw: number}[]} pools  runs of `questions` of which some are drawn
 * @property {number} timeLimit  seconds; 0: none
 * @property {boolean} pause  the clock stands while the learner is away
 * @property {number} extraTime  seconds that a learner may take once
 *
 * @typedef {object} RulesData
 * @property {number} pass
 * @property {"average" | "each" | "none"} passRule
 * @property {"package" | "lms"} mastery
 * @property {"incomplete" | "failed"} onFail
 * @property {{pages: number, questions: number, quizzes: "none" | "taken" | "passed"}} complete  shares from 0 to 1
 * @property {"finish" | "suspend"} onExit
 * @property {"exit-all"} [onLeave]  what is asked of the LMS at the end of a session; nothing where it is not there
 *
 * @typedef {object} PageData
 * @property {number} format
 * @property {{id: string, title: string, version: string, fingerprint: string, language: string}} course
 * @property {string[]} keys
 * @property {string[]} pages
 * @property {QuizData[]} quizzes
 * @property {RulesData} rules
 * @property {Record<string, {next?: "seen" | "answered" | "passed", after?: [string, number][]}>} [gates]  of pages that ask for something
 * @property {{pages: Record<string, [string, string]>, modules: Record<string, string[]>}} [ways]  on a website with gates: title and address of what pages wait for; the pages of the module at an address
 * @property {string} questions  base64 of the UTF-8 JSON of {id: QuestionData}
 * @property {Record<string, string | Record<string, string>>} words
 *
 * What a learner has done, by key:
 *
 * @typedef {object} ChosenAnswer
 * @property {number[]} chosen  places of the chosen choices in source order
 * @property {number[]} [marks]  of the chosen choices' texts (see `choiceMark`); not in answers of the first format
 * @property {number} [of]  how many choices there were: in answers of the first format
 *
 * @typedef {{text: string}} TypedAnswer
 * @typedef {object} PlacedAnswer
 * @property {number[]} places  for each source that of its target, for each rank that of its item, from 1 on; 0: none
 * @property {number} of  how many targets or items there were
 * @property {number} mark  of the texts of all sources and targets
 *
 * @typedef {{parts: (ChosenAnswer | TypedAnswer | null)[]}} PartsAnswer  one for each gap
 * @typedef {ChosenAnswer | TypedAnswer | PlacedAnswer | PartsAnswer} Answer
 *
 * @typedef {object} QuestionState
 * @property {number} tries  submitted in this attempt of the quiz
 * @property {number} share  of the points, after penalties, for the last try
 * @property {number} rows  reported in the journal, in all attempts
 * @property {Answer | null} answer
 *
 * @typedef {object} QuizState
 * @property {number} done  attempts handed in
 * @property {number} first
 * @property {number} last
 * @property {number} best  scores of those attempts, 0 to 1
 * @property {boolean} closed  the last attempt was handed in and no new one begun
 * @property {number} seed  of this attempt's draw and shuffling; 0: neither
 * @property {number} left  seconds of this attempt; -1: its clock was not started
 * @property {boolean} extended  the learner took the extra time
 *
 * @typedef {object} LearnerState
 * @property {number} location  key of the page where the learner was; -1: nowhere yet
 * @property {boolean} completed  was reached once: never taken back
 * @property {boolean} passed  was reached once: never taken back
 * @property {number} score  the best score reported with a pass, in hundredths of a percent; -1: none
 * @property {Set<number>} pages  seen to the end
 * @property {Map<number, QuizState>} quizzes
 * @property {Map<number, QuestionState>} questions
 *
 * @typedef {object} Progress
 * @property {number} seen  pages
 * @property {number} answered  questions, those of a draw only as far as it goes
 * @property {Needs} needs
 * @property {boolean} complete
 * @property {number} measure  how much of what completes the course is done, 0 to 1; 1 where it is complete
 * @property {boolean} scored  every graded quiz was attempted, so the score means something
 * @property {number} share  the course's score, 0 to 1
 * @property {boolean} passed  the marks are reached, whether the course is complete or not
 * @property {Status} status  without what earlier sessions reached
 * @property {boolean} open  there is something left to do that can still change the status
 *
 * @typedef {object} Needs  how much completes the course
 * @property {number} pages
 * @property {number} questions
 * @property {"none" | "taken" | "passed"} quizzes  what is asked of the graded ones
 *
 * What passes between the course and the place that keeps its progress. A backend is one standard (SCORM 1.2, the
 * browser's storage; SCORM 2004 and cmi5 can follow): it may answer at once or later, since `opened` is a callback.
 *
 * @typedef {"incomplete" | "completed" | "passed" | "failed"} Status
 *
 * @typedef {object} Start  what a backend knew when it opened
 * @property {"normal" | "review" | "browse"} mode
 * @property {string} state  as saved last time, unchecked
 * @property {string} location  id of a unit, unchecked; "" where not known
 * @property {Status} status
 * @property {number} score  0 to 100 as reported last time; -1: none
 * @property {number | null} mastery  the pass mark that the LMS goes by, 0 to 1
 * @property {boolean} [apart]  whether the LMS keeps success apart from completion
 * @property {string} [address]  of the page where the learner was, where a course has many documents
 *
 * @typedef {object} Row  one row of the journal of interactions
 * @property {string} id
 * @property {string} text  the question in words, one line
 * @property {Reported} answer
 * @property {boolean | null} right  null: nobody judges it here
 * @property {number} weight
 * @property {number} latency  milliseconds
 * @property {Date} time
 * @property {string[]} objectives
 *
 * @typedef {object} ObjectiveResult  what the scored questions that name an objective come to, in their current attempts
 * @property {string} id
 * @property {number} share  of their points
 * @property {number} done  the share of them that was answered
 * @property {boolean} passed  the share reaches the course's mark
 *
 * @typedef {object} ProgressReport  all that a backend is told; it writes what changed
 * @property {string} state
 * @property {string} location
 * @property {Row[]} rows  that wait to be written: the backend takes those off that it has done with
 * @property {number | null} score  0 to 100
 * @property {Status} status
 * @property {boolean} complete  with regard to the pages, whatever the marks; a standard that has one status for all leaves it alone
 * @property {boolean} passed  the marks are reached, or once were: also while the course is not complete
 * @property {number} measure  how much of what completes the course is done, 0 to 1
 * @property {ObjectiveResult[]} objectives  those that questions name
 * @property {boolean} open  there is still something to reach, so the state must be there next time
 *
 * @typedef {object} Backend
 * @property {number} limit  characters of state that it takes
 * @property {boolean} remote  true: saves cost a request, so they are spaced (R6)
 * @property {string} saved  key of the words that say "saved"
 * @property {(opened: (start: Start) => void) => "open" | "absent" | "broken"} open  "broken": it is there and does not work
 * @property {(report: ProgressReport) => boolean} save  true when everything essential was taken; asked again with the same report otherwise
 * @property {() => void} close
 * @property {(listener: (state: string) => void) => void} [watch]  tells when another tab changed the state
 *
 * What was answered and what is right, in the terms of no standard. Places count from 0, in the order of the source.
 *
 * @typedef {{type: "choice" | "likert" | "sequencing", items: string[], given: number[], right: number[]}} ReportedPlaces  right: none where nothing is
 * @typedef {{type: "true-false", given: boolean, right: boolean[]}} ReportedTruth
 * @typedef {{type: "matching", items: string[], targets: string[], given: [number, number][], right: [number, number][]}} ReportedPairs
 * @typedef {{type: "numeric", given: string, right: string, range: [string, string] | null}} ReportedNumber  plain decimals; null: nothing is right
 * @typedef {{texts: string[], caseMatters: boolean}} RightTexts  one text for each blank
 * @typedef {{type: "fill-in" | "long-fill-in", given: string[], right: RightTexts[]}} ReportedTexts  right: each is another way to be right
 * @typedef {{type: "performance", given: string}} ReportedDeed
 * @typedef {ReportedPlaces | ReportedTruth | ReportedPairs | ReportedNumber | ReportedTexts | ReportedDeed} Reported
 *
 * @typedef {object} Interaction  one way to answer; `definition` is its part of the question's data
 * @property {(form: HTMLElement, definition: any) => Answer | null} read  null: nothing was answered
 * @property {string} waiting  key of the words that say what Check waits for
 * @property {(form: HTMLElement, definition: any, answer: Answer | null) => void} restore
 * @property {(definition: any, question: QuestionData, answer: Answer) => number} share  of the points, before penalties
 * @property {(form: HTMLElement, definition: any, answer: Answer | null, reveal: boolean, judged: boolean) => void} mark  judged: false where nothing is right or wrong
 * @property {(form: HTMLElement) => void} unmark
 * @property {(form: HTMLElement, locked: boolean) => void} lock
 * @property {(definition: any, answer: Answer) => Tree | null} feedback  what belongs to this very answer
 * @property {(definition: any, answer: Answer) => Reported} report
 * @property {(form: HTMLElement, definition: any, random: () => number) => void} [shuffle]
 * @property {(definition: any, answer: Answer | null) => string} [solution]  what is right, where no part of the answer is marked with it
 * @property {boolean} [drafts]  what was not handed in yet is kept as well
 * @property {boolean} [final]  what was given stays, although nobody judges it
 * @property {(definition: any, answer: Answer) => number} [open]  parts that have no answer yet
 * @property {(form: HTMLElement, definition: any) => void} [setUp]  what the page needs once
 * @property {(definition: any, answer: Answer) => Answer | null} [fit]  a saved answer as this version of the question has it; null where it has it no more
 */
