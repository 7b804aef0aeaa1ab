extension HelperFunction {
    /// About the schedules of triggers.
    static let schedules: [HelperFunction] = [
        HelperFunction(
            name: "cron.next", summary: "Tells when a schedule runs next.",
            parameters: [
                schedule,
                Parameter("n?", "integer", "How many runs; without it one, and no list."),
                Parameter("from?", "string|number", "The time after which; now without it.")
            ], type: "string|string[]|nil", result: "times in UTC, nil where it never runs",
            example: "cron.next(\"15 3 * * 1-5\", 3)"),
        HelperFunction(
            name: "cron.previous", summary: "Tells when a schedule ran last.",
            parameters: [
                schedule,
                Parameter("n?", "integer", "How many runs; without it one, and no list."),
                Parameter("from?", "string|number", "The time before which; now without it.")
            ], type: "string|string[]|nil", result: "times in UTC, the latest first",
            example: "cron.previous(\"0 0 1 * *\")"),
        HelperFunction(
            name: "cron.count", summary: "Counts how often a schedule runs in a span of time.",
            parameters: [
                schedule, Parameter("from", "string|number", "The first moment."),
                Parameter("to", "string|number", "The moment behind the last one.")
            ], type: "integer", result: "how many runs begin",
            example: "cron.count(\"*/5 * * * *\", \"2026-11-01T00:00:00Z\", \"2026-12-01T00:00:00Z\")"),
        HelperFunction(
            name: "cron.describe", summary: "Says in words when a schedule runs.", parameters: [schedule],
            type: "string", result: "words such as: at 03:15 on weekdays", example: "cron.describe(\"15 3 * * 1-5\")"),
        HelperFunction(
            name: "cron.validate", summary: "Tells whether a text is a schedule.",
            parameters: [Parameter("text", "string|table", "The text, or a trigger.")], type: "boolean|nil",
            result: "true, or nil and what is wrong", example: "cron.validate(\"61 * * * *\")"),
        HelperFunction(
            name: "cron.shift", summary: "Moves a schedule by some minutes, over the ends of hours and days.",
            parameters: [
                schedule, Parameter("minutes", "integer", "How many minutes later; earlier if negative.")
            ], type: "string", result: "the other schedule; an error where five fields cannot say it",
            example: "cron.shift(\"55 23 * * 1-5\", 10)"),
        HelperFunction(
            name: "cron.spread", summary: "Moves schedules of the same minutes apart.",
            parameters: [
                Parameter("schedules", "(string|table)[]|string", "Schedules or triggers; or one, for n of it."),
                Parameter("minutes", "integer", "The interval over which they are spread, 1 to 1440."),
                Parameter("n?", "integer", "How many to make of one.")
            ], type: "string[]", result: "a schedule for each, in the same order",
            notes: ["The first stays, the others follow at even distances; the same list gives the same result."],
            example: "cron.spread({ \"0 * * * *\", \"0 * * * *\", \"0 6 * * *\" }, 15)")
    ]

    private static let schedule = Parameter("schedule", "string|table", "Five fields of cron, or a trigger.")
}
