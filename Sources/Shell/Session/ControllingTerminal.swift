internal import Glibc
internal import LineEditor

/// The terminal that a person sits at, whatever standard input and output are.
struct ControllingTerminal: ~Copyable {
    private let descriptor: Int32
    /// Ctrl-C from here on means no, also while the question is still being written.
    private let beginning = TerminalSignals.Mark()

    /// Nil where there is none.
    init?() {
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Whether all of it could be written.
    func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// A line without its end, or what there is of it up to so many bytes; nil at the end of input and when Ctrl-C comes
    /// first.
    func line(atMost limit: Int) -> (text: String, isWhole: Bool)? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < limit {
            guard TerminalSignals.waitReadable(descriptor, since: beginning), read(descriptor, &byte, 1) == 1 else {
                return nil
            }
            if byte == 0x0A { return (String(decoding: line, as: UTF8.self), true) }
            line.append(byte)
        }
        return (String(decoding: line, as: UTF8.self), false)
    }
}
