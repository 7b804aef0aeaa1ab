extension HelperFunction {
    /// What a person sets up for the prompt: `init.lua` uses it.
    static let configuration: [HelperFunction] =
        [
            HelperFunction(
                name: "bind", summary: "Gives a key something to do; without an action it tells what it does.",
                parameters: [
                    Parameter("key?", "string", "^T, M-x, F5, C-Up, ^X^T; without one all keys are listed."),
                    Parameter(
                        "action?", "fun(draft: moontide.Draft): string|false|nil|string",
                        "A function, a text to type (a line end last enters it), or nil for the key's own meaning.")
                ], type: "any", result: "the action, or all of them by their keys",
                notes: [
                    "The function gets the entry as draft.text and draft.cursor, the number of bytes before the cursor, and "
                        + "changes them; draft:insert(text) types. What it returns is run; false rings the bell.",
                    "Keys that have to keep their meaning, such as Enter and ^C, are refused."
                ], example: "bind(\"^T\", function(draft) draft:insert(os.date(\"%Y-%m-%d\")) end)"),
            HelperFunction(
                name: "alias",
                summary: "Gives the beginning of an entry a short name; without a text it tells what it is.",
                parameters: [
                    Parameter("name?", "string", "A name such as ls or .ls; without one all aliases are listed."),
                    Parameter("text?", "string", "What stands in its place; nil removes the alias.")
                ], type: "any", result: "the text, or all of them by their names",
                notes: [
                    "The text stands in for the first word of an entry, once; what follows the word follows the text. "
                        + "Variables and commands are never hidden."
                ], example: "alias(\".j\", \".mode json\")"),
            HelperFunction(
                name: "prompt", summary: "The prompt, or a function that makes it; nil for the usual one.",
                type: "string|(fun(context: moontide.PromptContext): string)|nil", isValue: true,
                notes: [
                    "It may have colors (\\27[32m). It is asked before each line, has 250 ms, and must not call the API.",
                    "Where the context is protected or read-only, its label stands in front of a prompt without it."
                ], example: "prompt = function(context) return os.date(\"%H:%M \") .. context.default end"),
            HelperFunction(
                name: "right_prompt", summary: "What stands at the right end of the line; as the prompt.",
                type: "string|(fun(context: moontide.PromptContext): string)|nil", isValue: true,
                example: "right_prompt = function(context) return os.date(\"%H:%M\") end")
        ] + Setting.all.map(HelperFunction.init)

    /// What the functions of keys and prompts get.
    static let configurationRecords = [
        Record(
            name: "moontide.Draft",
            fields: [
                Parameter("text", "string", "The entry as it is typed so far."),
                Parameter("cursor", "integer", "How many bytes of it are before the cursor."),
                Parameter("insert", "fun(draft: moontide.Draft, text: string)", "Types a text.")
            ]),
        Record(
            name: "moontide.PromptContext",
            fields: [
                Parameter("name", "string", "The context."),
                Parameter("default", "string", "The usual prompt."),
                Parameter("label", "string", "The usual prompt without its last sign."),
                Parameter("is_protected", "boolean", "Whether questions are answered by typing its name."),
                Parameter("is_readonly", "boolean", "Whether nothing but reads is sent."),
                Parameter("is_dry_run", "boolean", "Whether nothing that changes something is sent."),
                Parameter("is_local", "boolean", "Whether it is the local API.")
            ])
    ]

    /// The table of settings, and those in it.
    static let configurationModules =
        [Module(name: ConfigTable.name, summary: "The settings of the prompt; config alone shows what they are.")]
        + Setting.sections.map { Module(name: "\(ConfigTable.name).\($0)", summary: "Settings of the prompt.") }

    private init(_ setting: Setting) {
        let other = setting.kind.candidates.first { $0 != setting.standard } ?? setting.standard
        self.init(
            name: "\(ConfigTable.name).\(setting.name)", summary: setting.sentence, type: setting.kind.type,
            isValue: true,
            notes: ["Expected: \(setting.kind.expectation). Without a word of yours: \(setting.standard.literal)."]
                + setting.notes, example: "\(ConfigTable.name).\(setting.name) = \(other.literal)")
    }
}

extension Setting {
    /// The summary as a sentence.
    fileprivate var sentence: String { summary.prefix(1).uppercased() + summary.dropFirst() + "." }
}
