internal import Catalog
internal import Lua

/// Why a setting is not what somebody wanted it to be.
struct SettingError: Error, Equatable, CustomStringConvertible {
    enum Kind: Equatable {
        /// With the names that there are.
        case unknown(known: [String])
        case wrongValue(expected: String, found: String)
    }

    /// `config.history.size`
    var name: String
    var kind: Kind

    var description: String {
        switch kind {
        case .wrongValue(let expected, let found): "\(name): expected \(expected), found \(found)"
        case .unknown(let known):
            "\(table) has no setting '\(TerminalText.visible(member))'" + ending(known)
        }
    }

    private var table: String { String(name.prefix { $0 != "." }) + (parts.count > 2 ? "." + parts[1] : "") }
    private var member: String { parts.last ?? name }
    private var parts: [String] { name.split(separator: ".", maxSplits: 2).map(String.init) }

    private func ending(_ known: [String]) -> String {
        let suggestion = Suggestion.ending(for: member, in: known)
        return suggestion.isEmpty ? "; there are \(known.joined(separator: ", "))" : suggestion
    }
}

extension Stack {
    /// The value at `position` as a setting may have it. Stack: unchanged.
    ///
    /// - Parameter name: What messages call the setting.
    func settingValue(
        at position: Int, for kind: Setting.Kind, named name: String
    ) throws(SettingError) -> Setting.Value {
        guard let value = settingValue(at: position), kind.allows(value) else {
            let found = shortText(at: position)
            throw SettingError(name: name, kind: .wrongValue(expected: kind.expectation, found: found))
        }
        return value
    }

    private func settingValue(at position: Int) -> Setting.Value? {
        switch kind(at: position) {
        case .boolean: .flag(boolean(at: position))
        case .number: integer(at: position).map { .number($0) }
        case .string: string(at: position).map { .word($0) }
        default: nil
        }
    }

    /// What messages say was found: `'yes'`, `3.5`, `a table`. Stack: unchanged.
    func shortText(at position: Int) -> String {
        switch kind(at: position) {
        case .string:
            let text = TerminalText.visible(string(at: position) ?? "text that is not UTF-8")
            return "'\(DisplayWidth.truncate(text, to: 60))'"
        case .number, .boolean: return (try? description(of: position)) ?? "a number"
        case .nil, .none: return "nil"
        default: return "a \(kind(at: position).name)"
        }
    }
}
