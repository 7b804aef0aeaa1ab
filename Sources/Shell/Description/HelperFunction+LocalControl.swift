extension HelperFunction {
    /// What can be done to the local API that no client can do.
    static let localControl: [HelperFunction] = [
        HelperFunction(
            name: "localapi.now", summary: "Tells the local API's time.", type: "string",
            result: "a time such as 2026-11-21T03:15:00Z", example: "localapi.now()"),
        HelperFunction(
            name: "localapi.advance", summary: "Moves the local API's clock; schedules run and keys expire on the way.",
            parameters: [Parameter("span", "string|integer", "Seconds, or a span such as 90s, 15m, 2h, 1d, 1w.")],
            type: "string", result: "the new time", example: "localapi.advance(\"1d\")"),
        HelperFunction(
            name: "localapi.set_clock", summary: "Stops the local API's clock at a time.",
            parameters: [
                Parameter("time?", "string", "As 2026-11-21T03:15:00Z; without it the system's clock goes on.")
            ],
            type: "string", result: "the new time", example: "localapi.set_clock(\"2026-11-21T03:15:00Z\")"),
        HelperFunction(
            name: "localapi.seed", summary: "Makes data in the local API.",
            parameters: [
                Parameter(
                    "counts", "table", "How many of each.",
                    fields: [
                        Parameter("namespaces?", "integer", "Up to a million."),
                        Parameter("triggers?", "integer", "Up to a million, spread over the namespaces.")
                    ])
            ], type: "string[]", result: "the identifiers of the new namespaces",
            example: "localapi.seed{ namespaces = 2, triggers = 500 }"),
        HelperFunction(
            name: "localapi.runs", summary: "Tells how often a trigger of the local API ran.",
            parameters: [Parameter("trigger", "table", "A trigger.")],
            type: "{ count: integer, last?: string, next?: string }", result: "count, and the times last and next",
            example: "localapi.runs(functions.get_trigger(ns, \"nightly\")).count"),
        HelperFunction(
            name: "localapi.mint_token", summary: "Makes a token of the local API that may do only some things.",
            parameters: [Parameter("scopes", "string[]", "What it may do.")], type: "string", result: "the token",
            example: "localapi.mint_token{ \"function:read\" }"),
        HelperFunction(
            name: "localapi.reset", summary: "Deletes everything in the local API.", example: "localapi.reset()")
    ]
}
