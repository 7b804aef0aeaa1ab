extension HelperFunction {
    /// Bulk changes that are shown before they are made, and taken back after.
    static let plans: [HelperFunction] = [
        HelperFunction(
            name: "plan", summary: "Plans changes of many resources, to be shown first and then made as a whole.",
            parameters: [
                Parameter("make", "fun(p: moontide.PlanDraft)", "Plans with p:update, p:create, p:delete and p:call."),
                Parameter(
                    "options?", "table", "What it is.",
                    fields: [Parameter("title?", "string", "What it is for, in a few words.")])
            ], type: "moontide.Plan", result: "the plan; nothing has been changed",
            notes: [
                "p:update(resource, changes) takes a table that is merged into the resource (null removes a field, a list "
                    + "replaces a list), or a function that edits a copy; edits that change nothing are left out.",
                "p:create(operation, ...) returns what stands for the result in later steps: itself, or fields of it.",
                "p:delete(resource, { after = made }) waits until an earlier step is done.",
                "Reads pass in the function; other calls that change something are refused.",
                "plan.load(path) reads one that p:save(path) wrote.",
                "At the prompt the plan's name shows it; p:apply() makes the changes, and p:undo() takes them back."
            ],
            example: "plan(function(p)\n  for t in ns:each_trigger() do p:update(t, { is_enabled = false }) end\nend)"),
        HelperFunction(
            name: "plan.load", summary: "Reads a plan that p:save(path) wrote.",
            parameters: [Parameter("path", "string", "The file.").naming(.path)], type: "moontide.Plan",
            result: "the plan",
            notes: ["Steps whose resources have changed since it was made are skipped when it is applied."],
            example: "plan.load(\"pause.json\"):apply()"),
        HelperFunction(
            name: "journals", summary: "Lists the runs of plans, the latest first.", type: "moontide.JournalSummary[]",
            result: "a list of tables with name, started, title, state and how many steps were done",
            example: "journals()[1].state"),
        HelperFunction(
            name: "resume", summary: "Goes on with a run that was interrupted, and looks first what has been done.",
            parameters: [
                Parameter("journal", "string|table", "Its name, an item of journals(), or what p:apply() returned."),
                Parameter("options?", "table", "How to go about it.", fields: runOptions)
            ], type: "moontide.PlanResult", result: "what became of its steps",
            example: "resume(journals()[1])"),
        HelperFunction(
            name: "undo",
            summary: "Takes a run back: values as they were, the deleted created again, the created deleted.",
            parameters: [
                Parameter("journal", "string|table", "Its name, an item of journals(), or what p:apply() returned."),
                Parameter("options?", "table", "How to go about it.", fields: runOptions)
            ], type: "moontide.PlanResult", result: "what became of the steps that take it back",
            notes: [
                "What cannot come back is told: secrets, identifiers, what actions did.",
                "What somebody has changed since is left as it is."
            ], example: "undo(journals()[1])"),
        HelperFunction(
            name: "undo_plan", summary: "Makes the plan that takes a run back, to be looked at before it is applied.",
            parameters: [Parameter("journal", "string|table", "As undo takes it.")], type: "moontide.Plan",
            result: "the plan", example: "undo_plan(journals()[1])")
    ]

    private static let runOptions: [Parameter] = [
        Parameter("concurrency?", "integer", "How many steps are under way at most; without it --parallel, or 16."),
        Parameter("on_error?", "string", "continue, or stop at the first failure.")
    ]

    /// What ``plans`` give.
    static let planRecords: [Record] = [
        Record(
            name: "moontide.PlanDraft",
            fields: [
                Parameter(
                    "update", "fun(self, resource: table, changes: table|fun(copy: table), options?: table): boolean",
                    "Plans that fields change; whether any does."),
                Parameter(
                    "create", "fun(self, operation: any, first?: any, rest?: table): table",
                    "Plans that something is made, with the arguments of the operation."),
                Parameter("delete", "fun(self, resource: table, options?: table)", "Plans that it is deleted."),
                Parameter(
                    "call", "fun(self, operation: any, first?: any, rest?: table): table",
                    "Plans any other call, such as an action; nothing takes it back.")
            ]),
        Record(
            name: "moontide.Plan",
            fields: [
                Parameter("title?", "string", "What it is for."),
                Parameter("steps", "table[]", "What is to be done, without secrets."),
                Parameter("unchanged", "integer", "How many edits changed nothing."),
                Parameter("summary", "string", "How much it changes."),
                Parameter("journal?", "string", "The name of the journal of its last run."),
                Parameter("show", "fun(self)", "Writes what changes, before and after."),
                Parameter(
                    "save", "fun(self, path: string, options?: table): string",
                    "Writes it to a file; { overwrite = true } replaces one, { secrets = true } allows passwords in it."
                ),
                Parameter(
                    "apply", "fun(self, options?: table): moontide.PlanResult",
                    "Makes the changes; concurrency, on_error, check, force and journal are its options."),
                Parameter("undo", "fun(self, options?: table): moontide.PlanResult", "Takes its last run back.")
            ]),
        Record(
            name: "moontide.PlanResult",
            fields: [
                Parameter("succeeded", "integer", "How many steps are done."),
                Parameter("failed", "integer", "How many the API refused."),
                Parameter("skipped", "integer", "How many were not sent, as what they change has changed."),
                Parameter("unknown", "integer", "How many may have been carried out."),
                Parameter("left", "integer", "How many did not begin."),
                Parameter("complete", "boolean", "Whether all are done."),
                Parameter("errors", "table[]", "Those that are not, each with step, label, outcome and message."),
                Parameter("results", "table", "What creations returned, by the number of their step."),
                Parameter("journal?", "string", "The name of the journal.")
            ]),
        Record(
            name: "moontide.JournalSummary",
            fields: [
                Parameter("name", "string", "What resume and undo take."),
                Parameter("started", "string", "When it began."), Parameter("title?", "string", "What it was for."),
                Parameter("state", "string", "running, interrupted, partly failed, finished or undone."),
                Parameter("done", "integer", "How many steps are done."),
                Parameter("steps", "integer", "How many there are."),
                Parameter("context?", "string", "The context it ran in.")
            ])
    ]
}
