extension HelperFunction {
    private static let modes = OutputFormat.allCases.map(\.rawValue)

    private static let renderingOptions = [
        Parameter("mode?", "string", "One of table, json, jsonl, yaml, csv, tsv, ids, lua.").choosing(from: modes),
        Parameter("columns?", "string[]|string", "Members to write, as paths: scheduled_details.cron."),
        Parameter("sort?", "string[]|string", "Members to sort a list by; -name has the greatest first."),
        Parameter("rows?", "integer", "How many records of a list a terminal is shown; 0 for all."),
        Parameter("header?", "boolean", "Whether tables, CSV and TSV have a line of titles."),
        Parameter("width?", "integer", "The cells of a line of a table.")
    ]

    /// Writing values, and drawing them.
    static let output: [HelperFunction] = [
        HelperFunction(
            name: "show", summary: "Writes a value as results are written; every result has it as the method print.",
            parameters: [
                Parameter("value", "any", "Anything."),
                Parameter("options?", "table|string", "How; a string is the mode.", fields: renderingOptions)
                    .choosing(from: modes)
            ],
            notes: ["list:print{ mode = \"csv\" } is show(list, { mode = \"csv\" })."],
            example: "show(droplets.list(), { columns = { \"name\", \"region.slug\" }, sort = \"-created_at\" })"),
        HelperFunction(
            name: "render", summary: "Gives the text that show writes into a file.",
            parameters: [
                Parameter("value", "any", "Anything."),
                Parameter("options?", "table|string", "How; a string is the mode.", fields: renderingOptions)
                    .choosing(from: modes)
            ], type: "string", result: "the text", example: "save(render(droplets.list(), \"csv\"), \"droplets.csv\")"),
        HelperFunction(
            name: "schedule", summary: "Draws when triggers, or other schedules, run: hours by days, and what is next.",
            parameters: [
                Parameter("what", "any", "Triggers, a trigger, tables with cron, or texts such as '0 3 * * *'."),
                Parameter(
                    "options?", "table", "Of which time.",
                    fields: [
                        Parameter("days?", "integer", "How many days, 7 without."),
                        Parameter("from?", "string|integer", "From when on, the API's time without."),
                        Parameter("zone?", "string", "utc, local, +02:00 or Europe/Berlin; utc without."),
                        Parameter("runs?", "integer", "How many of the next times are listed, 10 without."),
                        Parameter("disabled?", "boolean", "Whether those that are switched off are drawn, too.")
                    ])
            ], type: "table", result: "the numbers, which the prompt draws",
            example: "schedule(ns:triggers(), { days = 14, zone = \"local\" })"),
        HelperFunction(
            name: "spark", summary: "Draws numbers as a line of blocks, each series with its least, greatest and last.",
            parameters: [
                Parameter("values", "any", "Numbers, a table of such lists, or the answer of a call for metrics."),
                Parameter(
                    "options?", "table", "How.",
                    fields: [
                        Parameter("rate?", "boolean", "Draw how fast a counter grows."),
                        Parameter("label?", "string", "What to call a single series.")
                    ])
            ], type: "table", result: "the numbers, which the prompt draws", example: "spark{ 1, 4, 2, 8, 5, 7 }")
    ]
}
