extension HelperFunction {
    /// What can be done to the local API that no client can do.
    static let localControl: [HelperFunction] = clock + data + faults

    private static let clock: [HelperFunction] = [
        HelperFunction(
            name: "localapi.now", summary: "Tells the local API's time.", type: "string",
            result: "a time such as 2026-11-21T03:15:00Z", example: "localapi.now()"),
        HelperFunction(
            name: "localapi.advance",
            summary: "Moves the local API's clock; schedules run, actions complete and keys expire on the way.",
            parameters: [Parameter("span", "string|integer", "Seconds, or a span such as 90s, 15m, 2h, 1d, 1w.")],
            type: "string", result: "the new time", example: "localapi.advance(\"1d\")"),
        HelperFunction(
            name: "localapi.set_clock", summary: "Stops the local API's clock at a time.",
            parameters: [
                Parameter("time?", "string", "As 2026-11-21T03:15:00Z; without it the system's clock goes on.")
            ],
            type: "string", result: "the new time", example: "localapi.set_clock(\"2026-11-21T03:15:00Z\")"),
        HelperFunction(
            name: "localapi.runs", summary: "Tells how often a trigger of the local API ran.",
            parameters: [Parameter("trigger", "table", "A trigger.")],
            type: "{ count: integer, last?: string, next?: string }", result: "count, and the times last and next",
            example: "localapi.runs(functions.get_trigger(ns, \"nightly\")).count")
    ]

    private static let data: [HelperFunction] = [
        HelperFunction(
            name: "localapi.seed", summary: "Makes data in the local API.",
            parameters: [Parameter("counts", "table<string, integer>", "How many of each kind of thing.")],
            type: "table", result: "the identifiers of one kind as a list, of several as a table of lists",
            example: "localapi.seed{ namespaces = 2, triggers = 500 }"),
        HelperFunction(
            name: "localapi.mint_token", summary: "Makes a token of the local API that may do only some things.",
            parameters: [Parameter("scopes", "string[]", "What it may do.")], type: "string", result: "the token",
            example: "localapi.mint_token{ \"function:read\" }"),
        HelperFunction(
            name: "localapi.snapshot", summary: "Keeps everything in the local API as it is now.",
            parameters: [Parameter("name", "string", "What to call it.")], example: "localapi.snapshot(\"before\")"),
        HelperFunction(
            name: "localapi.restore", summary: "Brings back everything in the local API as it was kept.",
            parameters: [Parameter("name", "string", "What it was called.")], type: "string",
            result: "the time it is then", example: "localapi.restore(\"before\")"),
        HelperFunction(
            name: "localapi.snapshots", summary: "Lists the names of what was kept.", type: "string[]",
            result: "the names", example: "localapi.snapshots()"),
        HelperFunction(
            name: "localapi.reset", summary: "Deletes everything in the local API.", example: "localapi.reset()")
    ]

    private static let faults: [HelperFunction] = [
        HelperFunction(
            name: "localapi.fail", summary: "Lets requests to the local API fail, or its answers come late.",
            parameters: [
                Parameter(
                    "fault", "table", "What goes wrong, and when.",
                    fields: [
                        Parameter("operation?", "string", "An operation or a group; every operation without."),
                        Parameter("status?", "integer", "An error of this status, 400 to 599."),
                        Parameter("latency?", "number|string", "Seconds to hold the answer back, or a text as 200ms."),
                        Parameter("stall?", "boolean", "No answer on an open connection."),
                        Parameter("reset?", "boolean", "A closed connection."),
                        Parameter("truncate?", "boolean|integer", "Half of the answer, or so many bytes of it."),
                        Parameter("garbage?", "boolean", "A body that is not JSON."),
                        Parameter(
                            "lose_answer?", "boolean",
                            "With status, stall or reset: the operation is done, and only its answer is lost."),
                        Parameter("every?", "integer", "Every how many requests."),
                        Parameter("count?", "integer", "How often at most."),
                        Parameter("probability?", "number", "0 to 1."),
                        Parameter("seed?", "integer", "What the probability's random numbers begin with.")
                    ])
            ], example: "localapi.fail{ operation = \"functions.update_trigger\", status = 500, every = 3 }"),
        HelperFunction(
            name: "localapi.faults", summary: "Lists the faults that were asked for, with how often they struck.",
            type: "table[]", result: "a list of tables", example: "localapi.faults()"),
        HelperFunction(
            name: "localapi.clear_faults", summary: "Ends all faults.", example: "localapi.clear_faults()"),
        HelperFunction(
            name: "localapi.requests", summary: "Lists the last requests to the local API.", type: "table[]",
            result: "a list of tables with time, method, target, operation, status and more",
            example: "localapi.requests()[1].target")
    ]
}
