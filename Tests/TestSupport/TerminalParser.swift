/// The byte level of a terminal: characters, controls and escape sequences (ECMA-48).
struct TerminalParser: Sendable {
    enum Action: Equatable, Sendable {
        case print(Unicode.Scalar)
        case control(UInt8)
        /// `ESC [`: private prefix, parameters, final byte.
        case sequence(prefix: Character?, parameters: [Int], final: Character)
        /// `ESC` and one byte.
        case escape(Character)
    }

    private enum State: Sendable { case ground, escape, sequence, string, charset }

    private var state = State.ground
    private var collected: [UInt8] = []

    mutating func take(_ byte: UInt8) -> Action? {
        switch state {
        case .ground: return ground(byte)
        case .escape: return escape(byte)
        case .sequence: return sequence(byte)
        case .charset:
            state = .ground
            return nil
        case .string:
            if byte == 0x07 || byte == 0x5c { state = .ground }
            return nil
        }
    }

    private mutating func ground(_ byte: UInt8) -> Action? {
        if byte == 0x1b {
            state = .escape
            collected = []
            return nil
        }
        if byte < 0x20 || byte == 0x7f { return .control(byte) }
        collected.append(byte)
        guard let text = String(validating: collected, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            if collected.count >= 4 { collected = [] }
            return nil
        }
        collected = []
        return .print(scalar)
    }

    private mutating func escape(_ byte: UInt8) -> Action? {
        switch Character(Unicode.Scalar(byte)) {
        case "[": state = .sequence
        case "]", "P": state = .string
        case "(", ")": state = .charset
        case let final:
            state = .ground
            return .escape(final)
        }
        return nil
    }

    private mutating func sequence(_ byte: UInt8) -> Action? {
        guard (0x40...0x7e).contains(byte) else {
            collected.append(byte)
            return nil
        }
        state = .ground
        defer { collected = [] }
        var text = String(decoding: collected, as: UTF8.self)
        let prefix = text.first.flatMap { "?<=>".contains($0) ? $0 : nil }
        if prefix != nil { text.removeFirst() }
        let parameters =
            text.isEmpty
            ? []
            : text.split(separator: ";", omittingEmptySubsequences: false)
                .map { Int($0) ?? 0 }
        return .sequence(prefix: prefix, parameters: parameters, final: Character(Unicode.Scalar(byte)))
    }
}
