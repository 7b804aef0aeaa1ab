extension HelperFunction {
    /// About snippets.
    static let snippets: [HelperFunction] = [
        HelperFunction(
            name: "run", summary: "Runs a snippet and returns what it returns.",
            parameters: [
                Parameter("name", "string", "One of those that .snippets lists, or a file.").naming(.snippet),
                Parameter("parameters?", "table", "Values of its parameters, under their names.")
            ], type: "any", result: "the values that the snippet returned",
            notes: [
                "It runs in a Lua state of its own, with the scopes that its header declares; ?NAME tells what it takes."
            ], example: "run(\"list-triggers\", { match = \"^report\" })")
    ]
}
