extension HelperFunction {
    /// About calls and what they return.
    static let calls: [HelperFunction] = [
        HelperFunction(
            name: "help", summary: "Prints help on an operation, a group, a resource, a function, or a name.",
            parameters: [Parameter("about?", "any", "What to explain; without it, where to begin.").naming(.subject)],
            notes: ["At the prompt ?NAME does the same, and ?WORDS searches."],
            example: "help(functions.create_trigger)"),
        HelperFunction(
            name: "wait", summary: "Reads a resource, or each of a list, again until it is ready.",
            parameters: [
                Parameter("x", "T", "A resource, or a list of resources."),
                Parameter(
                    "options?", "table", "How to wait.",
                    fields: [
                        Parameter("timeout?", "number|string", "How long: seconds, or a text such as 10m."),
                        Parameter("interval?", "number|string", "How often: seconds, or a text; it adapts without."),
                        Parameter("gone?", "boolean", "Waits until it is deleted instead.")
                    ])
            ], type: "T", result: "the resource as it is then; one that fails, or takes too long, is an error",
            example: "wait(droplets.create{ name = \"web-1\", size = \"s-1vcpu-1gb\", image = \"ubuntu-24-04-x64\" })"),
        HelperFunction(
            name: "save", summary: "Writes a string to a file as it is, or a table as JSON.",
            parameters: [
                Parameter("value", "string|table", "What to write."),
                Parameter("path", "string", "The file.").naming(.path),
                Parameter(
                    "options?", "table", "How to write it.",
                    fields: [Parameter("overwrite?", "boolean", "Replaces a file that is there.")])
            ], type: "string", result: "the path", example: "save(functions.list_namespaces(), \"namespaces.json\")"),
        HelperFunction(
            name: "response", summary: "Tells about the call that returned a value, or about the last call.",
            parameters: [Parameter("value?", "table", "What a call returned.")], type: "moontide.Response",
            result: "status, headers, request_id, rate_limit, attempts, operation, method and path",
            example: "response().rate_limit.remaining"),
        HelperFunction(
            name: "curl", summary: "Gives the curl command that sends the same request, with the token as a variable.",
            parameters: [
                Parameter("operation", "function|string", "An operation, its name, or a function that makes a call.")
                    .naming(.subject),
                Parameter("...", "any", "The arguments of the call.")
            ], type: "string", result: "the command, for a POSIX shell",
            notes: ["Nothing is sent.", "A method comes with its resource: curl(t.update, t, { is_enabled = false })."],
            example: "curl(functions.list_namespaces)"),
        HelperFunction(
            name: "dry_run",
            summary: "Calls a function, and shows every request that changes something instead of sending it.",
            parameters: [
                Parameter("fn", "function", "What is run."),
                Parameter("...", "any", "What it gets.")
            ],
            type: "moontide.DryRequest[]",
            result: "a list of what was not sent, then what the function returns",
            notes: [
                "Reads are sent. A request that changes something gives a stub made of its arguments, on which methods work until the dry run ends.",
                "What is started within it with parallel or async is dry, too."
            ],
            example: "dry_run(function() functions.create_namespace{ label = \"jobs\", region = \"nyc1\" } end)")
    ]

    /// Beside the catalog's operations.
    static let requests: [HelperFunction] = [
        HelperFunction(
            name: "api.request", summary: "Sends a request to any endpoint, with the same token, retries and limits.",
            parameters: [
                Parameter(
                    "request", "table", "What to send.",
                    fields: [
                        Parameter("method?", "string", "GET unless said otherwise."),
                        Parameter("path", "string", "From the first slash on."),
                        Parameter("query?", "table<string, any>", "The query's parameters."),
                        Parameter("headers?", "table<string, string>", "Header fields."),
                        Parameter("body?", "any", "The body, written as JSON.")
                    ])
            ], type: "any", result: "the whole answer, not unwrapped",
            example: "api.request{ path = response().path }"),
        HelperFunction(
            name: "api.operations", summary: "Lists every operation of the API.", type: "moontide.OperationSummary[]",
            result: "a list of tables with name, method, path, group, summary, scopes, paginated and danger",
            example: "#api.operations()"),
        HelperFunction(
            name: "api.rate", summary: "Tells how much of the API's rate limits is used.", type: "moontide.Rate",
            result: "what the last answer told, and how a rate budget paces this session",
            example: "api.rate().remaining"),
        HelperFunction(
            name: "api.strict", summary: "Set to true, tells where answers are not as the catalog describes them.",
            type: "boolean", isValue: true, example: "api.strict = true")
    ]

    /// What ``calls`` and ``requests`` return.
    static let records: [Record] = [
        Record(
            name: "moontide.Response",
            fields: [
                Parameter("status", "integer", "The status of HTTP."),
                Parameter("headers", "table<string, string>", "The header fields, their names in lower case."),
                Parameter("request_id?", "string", "The vendor's name for the request."),
                Parameter("rate_limit?", "moontide.RateLimit", "What the limits leave."),
                Parameter("pages?", "integer", "How many pages a list came in, where there were several."),
                Parameter("attempts", "integer", "How often the request was sent."),
                Parameter("operation?", "string", "The operation's name; none for api.request."),
                Parameter("method", "string", "The method of HTTP."), Parameter("path", "string", "The path.")
            ]),
        Record(
            name: "moontide.DryRequest",
            fields: [
                Parameter("operation", "string", "The operation's name, or api.request."),
                Parameter("danger", "string", "create, update, delete or wide."),
                Parameter("method", "string", "The method of HTTP."),
                Parameter("path", "string", "The path with its query."),
                Parameter("body?", "any", "The body, without secrets.")
            ]),
        Record(
            name: "moontide.RateLimit",
            fields: [
                Parameter("limit", "integer", "Requests an hour."),
                Parameter("remaining", "integer", "How many of them are left."),
                Parameter("reset", "integer", "When the oldest one stops to count, in seconds since 1970.")
            ]),
        Record(
            name: "moontide.Rate",
            fields: [
                Parameter("limit?", "integer", "Requests an hour, as the last answer told."),
                Parameter("remaining?", "integer", "How many of them are left."),
                Parameter("reset?", "integer", "When the oldest one stops to count, in seconds since 1970."),
                Parameter("minute?", "moontide.RateUse", "The use of the limit for a minute."),
                Parameter("hour?", "moontide.RateUse", "The use of the limit for an hour."),
                Parameter("waiting?", "number", "The seconds until the next queued call is sent."),
                Parameter("queued?", "integer", "How many calls wait."),
                Parameter("reason?", "string", "The limit that they wait for.")
            ]),
        Record(
            name: "moontide.RateUse",
            fields: [
                Parameter("limit", "integer", "How many requests there may be."),
                Parameter("used", "integer", "How many there were."),
                Parameter("wait", "number", "The seconds until there may be another.")
            ]),
        Record(
            name: "moontide.OperationSummary",
            fields: [
                Parameter("name", "string", "The full name."), Parameter("group", "string", "The group's name."),
                Parameter("method", "string", "The method of HTTP."),
                Parameter("path", "string", "With its parameters."), Parameter("summary", "string", "One sentence."),
                Parameter("scopes", "string[]", "What a token may need."),
                Parameter("paginated", "boolean", "Whether it lists in pages."),
                Parameter("danger", "string", "read, create, update, delete or wide.")
            ])
    ]
}
