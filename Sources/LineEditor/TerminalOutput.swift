import Glibc

/// Collects what libedit and the overlays draw, so that each key press is one `write`.
final class TerminalOutput {
    private let descriptor: Int32
    private var bytes: [UInt8] = []
    /// Whether what libedit draws is dropped, but for its bell.
    var isEditlineSilent = false

    init(descriptor: Int32) {
        self.descriptor = descriptor
        bytes.reserveCapacity(4096)
    }

    func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Takes what libedit draws.
    func append(fromEditline buffer: UnsafeBufferPointer<UInt8>) {
        if isEditlineSilent {
            bytes.append(contentsOf: buffer.lazy.filter { $0 == 0x07 })
        } else {
            bytes.append(contentsOf: buffer)
        }
    }

    /// Writes everything; a terminal that is gone takes nothing any more, and the reader notices.
    func flush() {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count > 0 { written += count } else if !waitUntilWritable() { break }
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private func waitUntilWritable() -> Bool {
        guard errno == EAGAIN else { return errno == EINTR }
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, -1) >= 0 || errno == EINTR
    }
}

extension TerminalOutput {
    /// Moves between cells of the edited block; rows are relative, so that scrolling does no harm.
    func move(from old: Cell, to new: Cell) {
        if new.row < old.row { append("\u{1b}[\(old.row - new.row)A") }
        if new.row > old.row { append("\u{1b}[\(new.row - old.row)B") }
        append("\r")
        if new.column > 0 { append("\u{1b}[\(new.column)C") }
    }

    func append(_ text: String, style: TextStyle?) {
        guard let style else { return append(text) }
        append("\u{1b}[0;\(style.parameters)m\(text)\u{1b}[0m")
    }

    func eraseToEndOfRow() { append("\u{1b}[K") }
    func eraseBelow() { append("\u{1b}[J") }
}
