import CEditline
import Glibc

/// What libedit asks back: the next character for its key map, and our own commands.
protocol EditlineClient: AnyObject {
    /// The next character; nil ends the line as an error.
    func nextCharacter() -> Unicode.Scalar?
    /// Performs the command that `EDIT_DISPATCH` announced, or that another bound key stands for.
    func performCommand(for character: Unicode.Scalar?) -> Editline.Outcome
}

/// One libedit editor: its buffer, its screen picture and its terminal modes, in Swift's terms.
final class Editline {
    /// What libedit does after a command: its `CC_` codes.
    enum Outcome: UInt8 {
        case unchanged = 0
        case endOfFile = 2
        case redraw = 4
        case moveCursor = 5
        case beep = 6
        case redrawAndBeep = 9
    }

    private final class Callbacks {
        weak var client: (any EditlineClient)?
        /// libedit keeps the prompt's address, so it stays where it is until the next one is set.
        var prompt: UnsafeMutablePointer<wchar_t>

        init() {
            prompt = .allocate(capacity: 1)
            prompt.initialize(to: 0)
        }

        deinit { prompt.deallocate() }
    }

    private let callbacks = Callbacks()
    private let output: TerminalOutput
    private let stream: UnsafeMutablePointer<FILE>
    private let editor: OpaquePointer

    /// - Throws: `.setupFailed`.
    init(program: String, input: Int32, outputDescriptor: Int32, output: TerminalOutput) throws(LineEditorError) {
        self.output = output
        let sink = Unmanaged.passUnretained(output).toOpaque()
        guard let stream = edit_open_stream(sink, Self.collect) else {
            throw LineEditorError(.setupFailed, errorNumber: errno)
        }
        let client = Unmanaged.passUnretained(callbacks).toOpaque()
        guard let editor = edit_open(program, input, outputDescriptor, stream, client) else {
            fclose(stream)
            throw LineEditorError(.setupFailed)
        }
        self.stream = stream
        self.editor = editor
        _ = edit_set_prompt(editor) { Editline.callbacks(of: $0)?.prompt }
        _ = edit_set_reader(editor, Self.read)
        _ = edit_bind_commands(editor) { editor, character in
            let client = Editline.callbacks(of: editor)?.client
            return (client?.performCommand(for: Unicode.Scalar(character)) ?? .beep).rawValue
        }
    }

    deinit {
        el_end(editor)
        fclose(stream)
    }

    var client: (any EditlineClient)? {
        get { callbacks.client }
        set { callbacks.client = newValue }
    }

    var isVi: Bool { edit_is_vi(editor) }

    /// False after `edit off` in .editrc, and on terminals that edit by themselves (TERM=emacs).
    var canEdit: Bool { edit_can_edit(editor) }

    private static func callbacks(of editor: OpaquePointer?) -> Callbacks? {
        edit_client(editor).map { Unmanaged<Callbacks>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let collect: edit_write_function = { context, bytes, count in
        guard let context, let bytes else { return 0 }
        let output = Unmanaged<TerminalOutput>.fromOpaque(context).takeUnretainedValue()
        bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
            output.append(fromEditline: UnsafeBufferPointer(start: $0, count: count))
        }
        return count
    }

    private static let read: edit_read_function = { editor, character in
        guard let scalar = Editline.callbacks(of: editor)?.client?.nextCharacter() else {
            // With 0, libedit would take the end of its own input and ask the terminal again.
            errno = ECANCELED
            return -1
        }
        character?.pointee = wchar_t(bitPattern: scalar.value)
        return 1
    }
}

extension Editline {
    /// Edits one line; the client keeps what came of it. Returns what libedit read, which matters without editing.
    func readLine() -> String? {
        var count: Int32 = 0
        let line = el_wgets(editor, &count)
        output.flush()
        guard let line, count > 0 else { return nil }
        return Self.text(from: line, to: line + Int(count)).string
    }

    /// The text and the cursor.
    var text: LineText {
        guard let line = el_wline(editor)?.pointee else { return .empty }
        var text = Self.text(from: line.buffer, to: line.lastchar)
        text.cursor = line.cursor - line.buffer
        return text
    }

    private static func text(from start: UnsafePointer<wchar_t>, to end: UnsafePointer<wchar_t>) -> LineText {
        let characters = UnsafeBufferPointer(start: start, count: end - start)
        let scalars = characters.map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{fffd}" }
        return LineText(scalars: scalars, cursor: scalars.count)
    }

    /// The number of code points in the text.
    var length: Int {
        el_wline(editor).map { $0.pointee.lastchar - $0.pointee.buffer } ?? 0
    }

    /// Replaces text and cursor.
    func replace(with text: LineText) {
        let old = self.text
        moveCursor(by: old.scalars.count - old.cursor)
        deleteBackward(old.scalars.count)
        insert(text.scalars)
        moveCursor(by: text.cursor - text.scalars.count)
    }

    func insert(_ scalars: [Unicode.Scalar]) {
        let characters = scalars.lazy.filter { $0 != "\0" }.map { wchar_t(bitPattern: $0.value) }
        guard !characters.isEmpty else { return }
        _ = el_winsertstr(editor, Array(characters) + [0])
    }

    func deleteBackward(_ count: Int) {
        if count > 0 { el_deletestr(editor, Int32(count)) }
    }

    func moveCursor(by count: Int) {
        if count != 0 { _ = el_cursor(editor, Int32(count)) }
    }

    /// Draws prompt and text anew; the terminal's cursor must stand where the first cell goes.
    func refresh() {
        _ = edit_refresh(editor)
        fflush(stream)
    }

    /// Whether what libedit draws is kept from the terminal.
    var isSilent: Bool {
        get { output.isEditlineSilent }
        set {
            fflush(stream)
            output.isEditlineSilent = newValue
        }
    }

    /// Takes note of the terminal's size.
    func resize() {
        el_resize(editor)
    }

    func setRaw(_ raw: Bool) {
        output.flush()
        _ = edit_set_raw(editor, raw)
    }

    /// Ends the line as libedit's Enter does.
    func pushNewline() {
        el_wpush(editor, [wchar_t(EDIT_NEWLINE), 0])
    }

    func setPrompt(_ scalars: [Unicode.Scalar]) {
        let prompt = UnsafeMutablePointer<wchar_t>.allocate(capacity: scalars.count + 1)
        for (index, scalar) in scalars.enumerated() {
            (prompt + index).initialize(to: wchar_t(bitPattern: scalar.value))
        }
        (prompt + scalars.count).initialize(to: 0)
        callbacks.prompt.deallocate()
        callbacks.prompt = prompt
    }
}
