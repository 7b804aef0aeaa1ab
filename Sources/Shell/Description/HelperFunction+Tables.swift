extension HelperFunction {
    /// About YAML and CSV.
    static let tables: [HelperFunction] = [
        HelperFunction(
            name: "yaml.decode", summary: "Reads a YAML document.",
            parameters: [Parameter("text", "string", "One document of YAML 1.2.")], type: "any", result: "the value",
            notes: ["Its values are those of JSON: yes, no, on and off are strings."],
            example: "yaml.decode(\"items: [1, 2]\").items"),
        HelperFunction(
            name: "yaml.encode", summary: "Writes a value as a YAML document.",
            parameters: [Parameter("value", "any", "A table, string, number, boolean or null.")], type: "string",
            result: "the text", example: "yaml.encode{ name = \"nightly\" }"),
        HelperFunction(
            name: "csv.decode", summary: "Reads comma-separated records, the first line of which names the fields.",
            parameters: [
                Parameter("text", "string", "The records, by RFC 4180."),
                Parameter(
                    "options?", "table", "How they are written.",
                    fields: [Parameter("separator?", "string", "One character; a comma without.")])
            ], type: "table[]", result: "a table of strings for each record",
            example: "csv.decode(\"name,ttl\\nwww,300\\n\")[1].ttl")
    ]
}
