/// From key events to commands: the emacs keys of the editor, with the two keys that wait for another one.
package struct KeyInterpreter: Sendable {
    package enum Meaning: Equatable, Sendable {
        case command(EditCommand)
        /// For libedit's key map, as these characters.
        case raw([Unicode.Scalar])
        case nothing
    }

    private enum Prefix { case none, controlX, quote }

    private var prefix = Prefix.none
    /// The program's own keys, by their events.
    private var bindings: [[KeyEvent]: Key] = [:]
    /// In vi mode a lone escape is libedit's, which changes the mode.
    private let isVi: Bool

    package init(isVi: Bool = false) {
        self.isVi = isVi
    }

    /// From now on the key is the program's; its own meaning is hidden.
    package mutating func bind(_ key: Key) { bindings[key.events] = key }

    /// Gives the key its own meaning back.
    package mutating func unbind(_ key: Key) { bindings[key.events] = nil }

    package mutating func interpret(_ event: KeyEvent) -> Meaning {
        let waiting = prefix
        prefix = .none
        let keys = waiting == .controlX ? [Key.controlX, event] : [event]
        if waiting != .quote, let key = bindings[keys] { return .command(.bound(key)) }
        switch waiting {
        case .controlX: return afterControlX(event)
        case .quote: return quoted(event)
        case .none: break
        }
        switch event {
        case .character(let scalar): return character(scalar)
        case .alt(let scalar): return alt(scalar)
        case .key(let name, let modifiers): return Self.key(name, modifiers).map { .command($0) } ?? .nothing
        case .paste(let bytes): return .command(.paste(bytes))
        case .escape: return isVi ? .raw(["\u{1b}"]) : .nothing
        case .unknown: return .nothing
        }
    }

    private func afterControlX(_ event: KeyEvent) -> Meaning {
        guard case .character(let scalar) = event else { return .nothing }
        return scalar == "\u{05}" ? .command(.externalEditor) : .raw(["\u{18}", scalar])
    }

    private func quoted(_ event: KeyEvent) -> Meaning {
        switch event {
        case .character(let scalar) where scalar != "\0": .command(.insert([scalar == "\r" ? "\n" : scalar]))
        case .escape: .command(.insert(["\u{1b}"]))
        case .alt(let scalar): .command(.insert(["\u{1b}", scalar]))
        default: .nothing
        }
    }

    private mutating func character(_ scalar: Unicode.Scalar) -> Meaning {
        switch scalar {
        case "\u{18}" where !isVi || hasSequences: prefix = .controlX
        case "\u{16}": prefix = .quote
        default: return unprefixed(scalar)
        }
        return .nothing
    }

    private var hasSequences: Bool { bindings.keys.contains { $0.count > 1 } }

    private func unprefixed(_ scalar: Unicode.Scalar) -> Meaning {
        if isVi, let only = Self.controls[scalar], Self.emacsOnly.contains(only) { return .raw([scalar]) }
        if let command = Self.controls[scalar] { return .command(command) }
        // The codes of our private characters have no other meaning.
        return ("\u{1c}"..."\u{1f}").contains(scalar) || scalar == "\0" ? .nothing : .raw([scalar])
    }

    private func alt(_ scalar: Unicode.Scalar) -> Meaning {
        if let command = Self.alternatives[scalar] { return .command(command) }
        return scalar.isASCII && scalar.value >= 0x20 ? .raw(["\u{1b}", scalar]) : .nothing
    }

    private static let emacsOnly: [EditCommand] = [.lineStart, .lineEnd, .left, .right, .killLine, .yank, .undo]

    private static let controls: [Unicode.Scalar: EditCommand] = [
        "\r": .accept, "\n": .accept, "\t": .complete,
        "\u{01}": .lineStart, "\u{02}": .left, "\u{03}": .interrupt, "\u{04}": .endOfInput, "\u{05}": .lineEnd,
        "\u{06}": .right, "\u{0b}": .killLine, "\u{0e}": .nextEntry, "\u{10}": .previousEntry, "\u{12}": .beginSearch,
        "\u{15}": .killText, "\u{17}": .killToBlank, "\u{19}": .yank, "\u{1f}": .undo
    ]

    private static let alternatives: [Unicode.Scalar: EditCommand] = [
        "\r": .newline, "\n": .newline, "b": .wordLeft, "f": .wordRight, "d": .killWordRight, "e": .externalEditor,
        "h": .help, "\u{7f}": .killWordLeft, "\u{08}": .killWordLeft, "_": .redo
    ]

    private static func key(_ name: KeyEvent.NamedKey, _ modifiers: KeyEvent.Modifiers) -> EditCommand? {
        let byWord = !modifiers.isDisjoint(with: [.control, .alt])
        switch name {
        case .up: return .up
        case .down: return .down
        case .left: return byWord ? .wordLeft : .left
        case .right: return byWord ? .wordRight : .right
        case .home: return .lineStart
        case .end: return .lineEnd
        case .delete: return byWord ? .killWordRight : .deleteForward
        case .backTab: return .completeBackward
        case .function(1): return .help
        case .function, .insert, .pageUp, .pageDown: return nil
        }
    }
}
