/// A function or value that this program adds to Lua beside the operations of the API.
///
/// ``all`` is the one list of them: help, completion, annotations and the reference are made from it. What a session has
/// beside them is in its ``HelperTable``.
struct HelperFunction: Sendable {
    /// A parameter, or a field of a table that is one.
    struct Parameter: Sendable {
        var name: String
        /// In the notation of lua-language-server: `string`, `fun(x: any): boolean`.
        var type: String
        var isOptional = false
        var summary: String
        /// What the table may have.
        var fields: [Parameter] = []
        /// What the string names, where completion knows such names.
        var content: Content?

        /// The strings it can be, where there are only some.
        var choices: [String] = []

        /// What strings name.
        enum Content {
            /// A file.
            case path
            case snippet
            /// Something that help knows: an operation, a function.
            case subject
        }

        init(_ name: String, _ type: String, _ summary: String, fields: [Parameter] = []) {
            isOptional = name.hasSuffix("?")
            self.name = isOptional ? String(name.dropLast()) : name
            self.type = type
            self.summary = summary
            self.fields = fields
        }

        /// The same for a string that names something.
        func naming(_ content: Content) -> Parameter {
            var parameter = self
            parameter.content = content
            return parameter
        }

        /// The same for a string that is one of these.
        func choosing(from choices: [String]) -> Parameter {
            var parameter = self
            parameter.choices = choices
            return parameter
        }

        /// The names in the type of a function, with the first that a method has for its object: `self`, `path`, `options`.
        var parameterNames: [String] {
            guard type.hasPrefix("fun(") else { return [] }
            var names = [""]
            var depth = 0
            for character in type.dropFirst(4) {
                if character == ")", depth == 0 { break }
                if "(<{[".contains(character) { depth += 1 }
                if ")>}]".contains(character) { depth -= 1 }
                if character == ",", depth == 0 { names.append("") } else { names[names.count - 1].append(character) }
            }
            return names.map { name in String(name.prefix { $0 != ":" && $0 != "?" }).trimmed }
        }
    }

    /// As it is written: `json.encode`, `wait`.
    var name: String
    /// One sentence.
    var summary: String
    var parameters: [Parameter] = []
    /// What comes back, in the notation of lua-language-server; nil: nothing. For a value its type.
    var type: String?
    /// What comes back, in words.
    var result = ""
    /// A value and no function: `null`.
    var isValue = false
    /// Sentences beyond the summary.
    var notes: [String] = []
    /// A line or two of Lua.
    var example: String
    /// What its parameters are, of a function of the program that embeds the shell: ``parameters`` has none then.
    var application: ApplicationCallShape?

    /// Whether the result has the type `T` of a parameter.
    var isGeneric: Bool { parameters.contains { $0.type == "T" } }

    /// A kind of table that some of them return.
    struct Record: Sendable {
        /// `moontide.Response`.
        var name: String
        var fields: [Parameter]
    }

    /// A table that has such functions: `json`.
    struct Module: Sendable {
        var name: String
        var summary: String
        /// Whether the program has it that embeds the shell.
        var isOfApplication = false
    }

    /// The name of the table that has it: `json`; nil for a global.
    var module: String? { name.lastIndex(of: ".").map { String(name[..<$0]) } }

    /// The name in its table.
    var baseName: String { String(name.split(separator: ".").last ?? "") }

    /// `json.encode(value, options?)`.
    var signature: String {
        guard !isValue else { return name }
        if let application { return OperationHelp.signature(of: application, name: name) }
        return name + "(" + parameters.map { $0.name + ($0.isOptional ? "?" : "") }.joined(separator: ", ") + ")"
    }

    static let modules: [Module] = ownModules + configurationModules

    private static let ownModules: [Module] = [
        Module(name: "api", summary: "Requests of any kind, and the list of operations."),
        Module(name: "cron", summary: "Schedules: when they run, what they say, and how to move them."),
        Module(name: "json", summary: "JSON text, without loss: integers, empty lists and nulls stay what they are."),
        Module(name: "yaml", summary: "YAML text, with the values of JSON."),
        Module(name: "csv", summary: "Records of comma-separated fields."),
        Module(name: "plan", summary: "Plans of many changes, and those that were saved."),
        Module(name: "localapi", summary: "The local API from outside: its clock, its data, its tokens.")
    ]

    static let all: [HelperFunction] =
        calls + tasks + snippets + requests + texts + output + tables + schedules + plans + localControl + configuration
}
