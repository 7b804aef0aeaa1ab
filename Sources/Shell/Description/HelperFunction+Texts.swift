extension HelperFunction {
    /// About JSON.
    static let texts: [HelperFunction] = [
        HelperFunction(
            name: "null", summary: "Writes an explicit null where a field is left out otherwise.",
            type: "moontide.null", isValue: true,
            notes: ["A null that is read as a field is nil; as an item of a list it is this value."],
            example: "json.encode{ next = null }"),
        HelperFunction(
            name: "json.decode", summary: "Reads a JSON text.",
            parameters: [Parameter("text", "string", "One JSON value.")], type: "any", result: "the value",
            example: "json.decode('{ \"items\": [] }').items"),
        HelperFunction(
            name: "json.encode", summary: "Writes a value as JSON text.",
            parameters: [
                Parameter("value", "any", "A table, string, number, boolean or null."),
                Parameter(
                    "options?", "table", "How to write it.",
                    fields: [
                        Parameter("pretty?", "boolean", "In lines with indentation."),
                        Parameter("sorted?", "boolean", "Members in the order of their names.")
                    ])
            ], type: "string", result: "the text", example: "json.encode({ name = \"nightly\" }, { pretty = true })"),
        HelperFunction(
            name: "json.array", summary: "Marks a table as a list, so that an empty one is written as [].",
            parameters: [Parameter("list?", "table", "The table; without it a new one.")], type: "table",
            result: "the same table", example: "json.encode{ tags = json.array{} }"),
        HelperFunction(
            name: "json.null", summary: "The same value as the global null.", type: "moontide.null", isValue: true,
            example: "json.null == null")
    ]
}
