import Glibc

/// The descriptors the editor works on, and what the terminal behind them can do.
struct Terminal {
    let input: Int32
    let output: Int32
    /// False for TERM=dumb and its like: nothing but the edited line is drawn.
    let canDraw: Bool
    private let ownsDescriptors: Bool

    /// - Throws: `.notATerminal`.
    init(_ choice: LineEditor.Configuration.Terminal) throws(LineEditorError) {
        switch choice {
        case .standard:
            (input, output, ownsDescriptors) = (STDIN_FILENO, STDOUT_FILENO, false)
        case .controlling:
            let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { throw LineEditorError(.notATerminal) }
            (input, output, ownsDescriptors) = (descriptor, descriptor, true)
        }
        guard isatty(input) == 1, isatty(output) == 1 else { throw LineEditorError(.notATerminal) }
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        canDraw = !["", "dumb", "emacs", "unknown"].contains(name)
    }

    func close() {
        if ownsDescriptors { Glibc.close(input) }
    }

    /// Columns and rows; 80 by 24 when the terminal does not say.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Characters are UTF-8, whatever the environment says: without such a locale libedit drops keys, and a prompt with
    /// other characters crashes it. Numbers keep their notation (LC_NUMERIC): interpreters depend on it.
    static func prepareLocale() {
        setlocale(LC_CTYPE, "")
        let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) }
        if codeset != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    }

    /// NO_COLOR set to anything but nothing turns colors off (no-color.org).
    static var isColorWanted: Bool {
        getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    }
}
