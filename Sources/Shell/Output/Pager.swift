internal import Glibc

/// Shows what is longer than the screen through a program that scrolls: `$PAGER`, or less.
struct Pager {
    enum Mode: String, CaseIterable {
        /// What does not fit on the screen.
        case auto
        case on
        case off
    }

    var mode = Mode.auto

    /// Shows lines. False where nothing was shown: they fit on the screen, or there is no pager.
    ///
    /// - Parameter bytes: Whole lines, which may have SGR sequences.
    func show(_ bytes: [UInt8]) -> Bool {
        guard let size = StandardStreams.terminalSize, wants(bytes, columns: size.columns, rows: size.rows),
            let command = Self.command(always: mode == .on)
        else { return false }
        _ = StandardStreams.flush()
        return ChildProcess.whileOnTerminal { Self.run(command, bytes) }
    }

    private func wants(_ bytes: [UInt8], columns: Int, rows: Int) -> Bool {
        switch mode {
        case .off: false
        case .on: true
        case .auto:
            StandardStreams.canMoveOnOutput && TextHeight.isMore(than: rows - 1, columns: columns, of: bytes)
        }
    }

    /// Whoever quits early closes the pipe: what was not read is not missed.
    private static func run(_ command: String, _ bytes: [UInt8]) -> Bool {
        guard let pipe = Pipe() else { return false }
        guard let child = try? ChildProcess(command, input: pipe.reading) else {
            pipe.close()
            return false
        }
        close(pipe.reading)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(pipe.writing, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(pipe.writing)
        _ = child.wait()
        return true
    }

    /// An empty `PAGER`, and `cat`, mean none. Options of less that somebody has chosen (`LESS`) stay; its character set
    /// does not depend on the locale, since what it gets is UTF-8.
    private static func command(always: Bool) -> String? {
        let chosen = getenv("PAGER").map { String(cString: $0).trimmed }
        if chosen == "" || chosen == "cat" { return nil }
        let flags = always ? "RX" : "FRX"
        let settings = "export LESS=\"${LESS-\(flags)}\" LESSCHARSET=\"${LESSCHARSET-utf-8}\"; "
        if let chosen { return settings + chosen }
        return settings + "if command -v less >/dev/null 2>&1; then exec less; else exec cat; fi"
    }
}

/// How many rows of a terminal a text takes.
enum TextHeight {
    /// Whether it takes more than `limit`. SGR sequences take no room.
    static func isMore(than limit: Int, columns: Int, of bytes: [UInt8]) -> Bool {
        var rows = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            let width = width(of: line)
            rows += max(1, (width + columns - 1) / max(1, columns))
            if rows > limit { return true }
        }
        return false
    }

    private static func width(of line: ArraySlice<UInt8>) -> Int {
        var isEscaped = false
        let text = line.filter { byte in
            if byte == 0x1B { isEscaped = true }
            defer { if isEscaped, byte == UInt8(ascii: "m") { isEscaped = false } }
            return !isEscaped
        }
        return DisplayWidth.of(String(decoding: text, as: UTF8.self))
    }
}
