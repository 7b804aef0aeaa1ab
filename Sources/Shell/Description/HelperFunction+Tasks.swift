extension HelperFunction {
    /// About work that goes on at the same time.
    static let tasks: [HelperFunction] = [
        HelperFunction(
            name: "parallel", summary: "Calls a function for every item of a list, several at a time.",
            parameters: [
                Parameter("list", "any[]|fun(): any", "A list, or an iterator such as droplets.each()."),
                Parameter("fn", "fun(item: any): any", "What to do with an item; any function of the API fits."),
                Parameter(
                    "options?", "table", "How to go about it.",
                    fields: [
                        Parameter(
                            "concurrency?", "integer",
                            "How many items are under way at most; without it --parallel, or 16."),
                        Parameter(
                            "on_error?", "\"collect\"|\"stop\"|\"return\"",
                            "Run all items and raise one error then; cancel the rest at the first; or return the error."
                        ),
                        Parameter("name?", "string", "What the progress line calls it.")
                    ])
            ], type: "any[]",
            result: "the results in the order of the items; n is their number, as some may be nil",
            notes: [
                "Calls wait beside each other; an iterator is read only as fast as its items are worked on.",
                "The error has results, errors by index, and the lists failed and canceled: parallel(e.failed, fn) tries again."
            ],
            example: "parallel(droplets.each{ tag_name = \"web\" }, function(d) return d:reboot() end)"),
        HelperFunction(
            name: "async", summary: "Runs a function beside what comes next.",
            parameters: [
                Parameter("fn", "function", "What to run."),
                Parameter("...", "any", "Its arguments.")
            ], type: "moontide.Task", result: "a task, for await",
            notes: [
                "It goes on at the prompt, too; a script ends when its tasks have ended. Ctrl-C spares the prompt's tasks."
            ],
            example: "task = async(function() return #droplets.list() end)"),
        HelperFunction(
            name: "await", summary: "Waits until a task has ended, or each of a list.",
            parameters: [
                Parameter("task", "moontide.Task|moontide.Task[]", "What async returned."),
                Parameter(
                    "options?", "table", "How to wait.",
                    fields: [
                        Parameter("timeout?", "number|string", "How long at most: seconds, or a text such as 10m.")
                    ])
            ], type: "any",
            result: "what its function returned, of a list the first result of each; what it raised is raised",
            example: "await(async(droplets.list))"),
        HelperFunction(
            name: "sleep", summary: "Waits some time, while other tasks go on.",
            parameters: [Parameter("time", "number|string", "Seconds, or a text such as 90s, 10m, 1h30m.")],
            example: "sleep(\"2s\")")
    ]

    /// What ``tasks`` return.
    static let taskRecords: [Record] = [
        Record(
            name: "moontide.Task",
            fields: [
                Parameter("status", "\"running\"|\"done\"|\"failed\"|\"canceled\"", "How it is with it."),
                Parameter("name", "string", "What it is called; at first where it was started. It can be set."),
                Parameter("number", "integer", "Its number, from 1."),
                Parameter("where", "string", "The line that started it."),
                Parameter("elapsed", "number", "The seconds it took, or has taken."),
                Parameter("error?", "any", "What it raised."),
                Parameter("cancel", "fun(task: moontide.Task)", "Ends it; its __close functions run.")
            ])
    ]
}
