/// Turns the bytes a terminal sends into key events: UTF-8, escape sequences (ECMA-48, xterm, the Linux console, rxvt)
/// and bracketed paste.
///
/// A state machine without I/O: bytes may arrive in pieces of any size. A lone escape key looks like the start of a
/// sequence; when nothing follows in time, the caller says so with `flush()`.
package struct KeyDecoder: Sendable {
    private enum State: Equatable {
        case ground
        case utf8(bytes: [UInt8], expected: Int, alt: Bool)
        case escape
        /// `ESC [` and what follows up to the final byte.
        case controlSequence([UInt8])
        /// `ESC O`.
        case singleShift
        /// `ESC [ [`, function keys of the Linux console.
        case consoleFunction
        /// `ESC [ M`, an old mouse report with so many bytes to come.
        case mouse(remaining: Int)
        /// The answers of terminals, OSC and DCS, up to ST or BEL; nil at first, then their last byte.
        case string(introducer: UInt8, last: UInt8?)
        case paste
    }

    private var state = State.ground
    private var pasted: [UInt8] = []

    /// Longer sequences are not keys.
    private static let longestSequence = 64
    private static let pasteEnd: [UInt8] = Array("\u{1b}[201~".utf8)

    package init() {}

    /// Whether bytes have come that make no event yet and may stand for a lone escape key.
    package var isWaiting: Bool { state != .ground && state != .paste }

    /// Takes bytes and appends the events they complete.
    package mutating func decode(_ bytes: some Sequence<UInt8>, into events: inout [KeyEvent]) {
        for byte in bytes {
            if let event = decode(byte) { events.append(event) }
        }
    }

    /// Ends what has begun, because nothing followed in time: an escape alone is the key, the start
    /// of a sequence was Alt with a character, a torn sequence is nothing.
    package mutating func flush() -> KeyEvent? {
        guard isWaiting else { return nil }
        defer { state = .ground }
        return switch state {
        case .escape: .escape
        case .controlSequence([]): .alt("[")
        case .singleShift: .alt("O")
        case .string(let introducer, last: nil): .alt(Unicode.Scalar(introducer))
        default: .unknown
        }
    }

    private mutating func decode(_ byte: UInt8) -> KeyEvent? {
        switch state {
        case .ground: return ground(byte, alt: false)
        case .utf8(let bytes, let expected, let alt): return continuation(byte, bytes, expected, alt)
        case .escape: return afterEscape(byte)
        case .controlSequence(let sequence): return controlSequence(sequence, byte)
        case .singleShift: return end(with: Self.singleShiftKey(byte))
        case .consoleFunction: return end(with: Self.consoleKey(byte))
        case .mouse(let remaining): return mouse(remaining)
        case .string(let introducer, let last): return string(byte, introducer, last)
        case .paste: return paste(byte)
        }
    }

    private mutating func end(with event: KeyEvent?) -> KeyEvent? {
        state = .ground
        return event
    }

    private mutating func ground(_ byte: UInt8, alt: Bool) -> KeyEvent? {
        switch byte {
        case 0x1b where !alt:
            state = .escape
            return nil
        case 0..<0x80:
            let scalar = Unicode.Scalar(byte)
            return end(with: alt ? .alt(scalar) : .character(scalar))
        case 0xc2...0xf4:
            state = .utf8(bytes: [byte], expected: byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4, alt: alt)
            return nil
        default:
            // No character begins with this byte.
            return end(with: .unknown)
        }
    }

    private mutating func continuation(_ byte: UInt8, _ bytes: [UInt8], _ expected: Int, _ alt: Bool) -> KeyEvent? {
        guard byte & 0xc0 == 0x80 else {
            // The character is torn; the byte begins something else.
            return end(with: nil) ?? ground(byte, alt: false)
        }
        let all = bytes + [byte]
        guard all.count == expected else {
            state = .utf8(bytes: all, expected: expected, alt: alt)
            return nil
        }
        let scalars = String(validating: all, as: UTF8.self)?.unicodeScalars
        guard let scalar = scalars?.first else { return end(with: .unknown) }
        return end(with: alt ? .alt(scalar) : .character(scalar))
    }

    private mutating func afterEscape(_ byte: UInt8) -> KeyEvent? {
        switch byte {
        case UInt8(ascii: "["): state = .controlSequence([])
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .string(introducer: byte, last: nil)
        case 0x1b: return .escape
        default: return ground(byte, alt: true)
        }
        return nil
    }

    private mutating func controlSequence(_ sequence: [UInt8], _ byte: UInt8) -> KeyEvent? {
        switch byte {
        case UInt8(ascii: "[") where sequence.isEmpty: state = .consoleFunction
        case UInt8(ascii: "M") where sequence.isEmpty: state = .mouse(remaining: 3)
        case 0x40...0x7e: return finish(sequence, final: byte)
        case 0x20...0x3f where sequence.count < Self.longestSequence: state = .controlSequence(sequence + [byte])
        case 0x1b:
            state = .escape
            return .unknown
        default: return end(with: .unknown)
        }
        return nil
    }

    private mutating func finish(_ sequence: [UInt8], final: UInt8) -> KeyEvent? {
        if sequence == Array("200".utf8), final == UInt8(ascii: "~") {
            state = .paste
            pasted = []
            return nil
        }
        return end(with: Self.key(parameters: sequence, final: final))
    }

    private mutating func mouse(_ remaining: Int) -> KeyEvent? {
        guard remaining > 1 else { return end(with: .unknown) }
        state = .mouse(remaining: remaining - 1)
        return nil
    }

    private mutating func string(_ byte: UInt8, _ introducer: UInt8, _ last: UInt8?) -> KeyEvent? {
        if byte == 0x07 || (last == 0x1b && byte == UInt8(ascii: "\\")) { return end(with: .unknown) }
        state = .string(introducer: introducer, last: byte)
        return nil
    }

    private mutating func paste(_ byte: UInt8) -> KeyEvent? {
        pasted.append(byte)
        guard byte == UInt8(ascii: "~"), pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
            return nil
        }
        pasted.removeLast(Self.pasteEnd.count)
        defer { pasted = [] }
        return end(with: .paste(pasted))
    }
}
