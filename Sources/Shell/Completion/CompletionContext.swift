package import JSON

/// What stands before the cursor, as far as completion cares.
struct CompletionContext: Equatable {
    /// A chain of names and indexes: `functions.create_trigger`, `ns:triggers`, `list[1]`.
    struct Callee: Equatable {
        var path: [PathStep]
        /// Whether the last name comes after a colon.
        var isMethod = false

        /// With dots between, as a function's name is written; places in lists are left out.
        var name: String { path.compactMap(\.name).joined(separator: ".") }

        /// What a method belongs to; nil for a function.
        var receiver: [PathStep]? { isMethod ? Array(path.dropLast()) : nil }
    }

    /// The table constructor around the cursor that is an argument of a call.
    struct Argument: Equatable {
        var callee: Callee
        /// What stands before the table, as far as it says what it is.
        var places: [WrittenValue?] = []
        /// The fields that lead from the argument to the constructor the cursor is in.
        var nesting: [String] = []
        /// The fields that constructor has already, before the cursor.
        var given: Set<String> = []
        /// The fields of the outermost constructor that say what they are.
        var fields: [String: WrittenValue] = [:]

        /// How many arguments stand before the table.
        var position: Int { places.count }
    }

    /// One of the values between the parentheses of a call.
    struct Place: Equatable {
        var callee: Callee
        /// The values before it, as far as they say what they are.
        var before: [WrittenValue?] = []

        /// How many arguments stand before it.
        var position: Int { before.count }
    }

    enum Kind: Equatable {
        /// Inside a comment, a number, an ordinary string.
        case none
        /// A variable or a keyword; inside a call's table also the name of a field.
        case name(Argument?)
        /// After `.`
        case field([PathStep])
        /// After `:`
        case method([PathStep])
        /// After `NAME =` inside a call's table, or in the list that follows it. `quote` is the one that is open, if one is.
        case value(Argument, name: String, quote: Character?)
        /// After `a.b =` outside of a call's table. `quote` is the one that is open, if one is.
        case assignment([PathStep], quote: Character?)
        /// After `NAME(` or a comma there.
        case place(Place, quote: Character?)
        /// A dot-command: the cursor is in its name.
        case command
        /// The argument of a dot-command.
        case commandArgument(command: String)
        /// What help is asked for: after `?`.
        case subject
    }

    var kind: Kind
    /// What is typed of the word at the cursor.
    var stem: String
    /// The locals and parameters that the text names before the cursor.
    var locals: [String] = []

    /// - Parameter text: the whole entry up to the cursor.
    init(_ text: String) {
        if let command = Self.command(text) {
            self = command
        } else if text.first == "?", !text.contains("\n") {
            self = CompletionContext(kind: .subject, stem: String(text.dropFirst().drop { $0 == " " }))
        } else {
            self = CompletionParser(Array(text.utf8)).context
        }
    }

    init(kind: Kind, stem: String, locals: [String] = []) {
        self.kind = kind
        self.stem = stem
        self.locals = locals
    }

    /// An entry that begins with `.NAME` is a command of the shell; no chunk of Lua begins so.
    private static func command(_ text: String) -> CompletionContext? {
        guard text.first == ".", !text.contains("\n") else { return nil }
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count > 1 else { return CompletionContext(kind: .command, stem: text) }
        let argument = words[1].drop { $0 == " " }
        return CompletionContext(kind: .commandArgument(command: String(words[0])), stem: String(argument))
    }
}

/// A value that is written in a call, where it is known without running anything.
package enum WrittenValue: Equatable, Sendable {
    case literal(JSONValue)
    /// A variable, or what is in one.
    case variable([PathStep])
}
