internal import JSON

/// A choice the user has, under its name in the Lua table `config`.
///
/// ``all`` is the one list of them: what is checked when one is assigned, help, completion, annotations and the reference are
/// made from it.
struct Setting: Sendable {
    typealias Path<Value> = any ReferenceWritableKeyPath<Session, Value> & Sendable

    /// What a setting may be.
    enum Value: Sendable, Equatable {
        case flag(Bool)
        case number(Int)
        case word(String)

        /// As Lua writes it.
        var literal: String {
            switch self {
            case .flag(let flag): "\(flag)"
            case .number(let number): "\(number)"
            case .word(let word): LuaLiteral.quoted(word)
            }
        }

        var json: JSONValue {
            switch self {
            case .flag(let flag): .bool(flag)
            case .number(let number): .integer(Int64(number))
            case .word(let word): .string(word)
            }
        }
    }

    /// Which of them are allowed.
    enum Kind: Sendable, Equatable {
        case flag
        /// A whole number; or the word, where there is one.
        case number(ClosedRange<Int>, word: String? = nil)
        case words([String])
    }

    /// `history.size`: what follows `config.`
    let name: String
    /// What it decides, as the rest of a sentence: `how many entries the history keeps`.
    let summary: String
    let kind: Kind
    /// What it is until somebody says otherwise.
    let standard: Value
    /// Sentences beyond the summary.
    private(set) var notes: [String] = []
    /// Whether the command line says what it is, which then holds, whatever the file of settings says.
    private(set) var isGiven: @Sendable (ShellOptions) -> Bool = { _ in false }
    let read: @Sendable (Session) -> Value
    /// Gets a value of the setting's kind.
    let write: @Sendable (Session, Value) -> Void
}

// Where the values are.
extension Setting {
    init(_ name: String, _ summary: String, _ path: Path<Bool>, standard: Bool) {
        (self.name, self.summary, kind, self.standard) = (name, summary, .flag, .flag(standard))
        read = { .flag($0[keyPath: path]) }
        write = { if case .flag(let flag) = $1 { $0[keyPath: path] = flag } }
    }

    init(_ name: String, _ summary: String, _ path: Path<Int>, in range: ClosedRange<Int>, standard: Int) {
        (self.name, self.summary, kind, self.standard) = (name, summary, .number(range), .number(standard))
        read = { .number($0[keyPath: path]) }
        write = { if case .number(let number) = $1 { $0[keyPath: path] = number } }
    }

    /// - Parameter word: What is written for nil.
    init(
        _ name: String, _ summary: String, _ path: Path<Int?>, in range: ClosedRange<Int>, orNil word: String,
        standard: Int
    ) {
        (self.name, self.summary, kind) = (name, summary, .number(range, word: word))
        self.standard = .number(standard)
        read = { $0[keyPath: path].map { .number($0) } ?? .word(word) }
        write = { if case .number(let number) = $1 { $0[keyPath: path] = number } else { $0[keyPath: path] = nil } }
    }

    /// - Parameter range: In whole seconds, as Lua has them.
    init(_ name: String, _ summary: String, _ path: Path<Duration>, seconds range: ClosedRange<Int>, standard: Int) {
        (self.name, self.summary, kind, self.standard) = (name, summary, .number(range), .number(standard))
        read = { .number(Int($0[keyPath: path].components.seconds)) }
        write = { if case .number(let number) = $1 { $0[keyPath: path] = .seconds(number) } }
    }

    init<Word: RawRepresentable & CaseIterable & Sendable>(
        _ name: String, _ summary: String, _ path: Path<Word>, standard: Word
    ) where Word.RawValue == String {
        (self.name, self.summary) = (name, summary)
        kind = .words(Word.allCases.map(\.rawValue))
        self.standard = .word(standard.rawValue)
        read = { .word($0[keyPath: path].rawValue) }
        write = { if case .word(let word) = $1, let value = Word(rawValue: word) { $0[keyPath: path] = value } }
    }

    func notes(_ notes: String...) -> Setting {
        var setting = self
        setting.notes = notes
        return setting
    }

    func given(_ isGiven: @escaping @Sendable (ShellOptions) -> Bool) -> Setting {
        var setting = self
        setting.isGiven = isGiven
        return setting
    }
}

// Names.
extension Setting {
    static func named(_ name: String) -> Setting? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// `history`; empty for a setting of `config` itself.
    var section: String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? "" }

    /// The tables in `config`: `history`.
    static let sections: [String] = all.map(\.section).reduce(into: []) { names, name in
        if !name.isEmpty, !names.contains(name) { names.append(name) }
    }

    /// What the table of a section has, in the order of the list.
    ///
    /// - Parameter section: Empty for `config` itself.
    static func members(of section: String) -> [String] {
        let names = all.filter { $0.section == section }.map(\.name)
        return (section.isEmpty ? names + sections : names).map { String($0.split(separator: ".").last ?? "") }
    }
}

extension Setting.Kind {
    /// What an error says was expected.
    var expectation: String {
        switch self {
        case .flag: "true or false"
        case .number(let range, let word):
            "a whole number from \(range.lowerBound) to \(range.upperBound)" + (word.map { ", or \"\($0)\"" } ?? "")
        case .words(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
        }
    }

    /// In the notation of lua-language-server.
    var type: String {
        switch self {
        case .flag: "boolean"
        case .number(_, let word): "integer" + (word.map { "|\"\($0)\"" } ?? "")
        case .words(let words): words.map { "\"\($0)\"" }.joined(separator: "|")
        }
    }

    /// What can be completed.
    var candidates: [Setting.Value] {
        switch self {
        case .flag: [.flag(true), .flag(false)]
        case .number(_, let word): [word].compactMap(\.self).map { .word($0) }
        case .words(let words): words.map { .word($0) }
        }
    }

    func allows(_ value: Setting.Value) -> Bool {
        switch (self, value) {
        case (.flag, .flag): true
        case (.number(let range, _), .number(let number)): range.contains(number)
        case (.number(_, let word), .word(let text)): text == word
        case (.words(let words), .word(let text)): words.contains(text)
        default: false
        }
    }
}
