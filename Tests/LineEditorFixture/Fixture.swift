import Glibc
import LineEditor

/// A small program around a line editor, driven by the tests through a terminal. It echoes what it reads, each entry as
/// one line with its newlines as `\n`.
@main
struct Fixture {
    static func main() {
        let options = Options(CommandLine.arguments.dropFirst())
        do {
            if options.isBatch { return try runBatch() }
            let editor = try LineEditor(options.configuration)
            let language = Language(events: options.events, ticks: options.ticks, pause: options.pause)
            language.editor = editor
            editor.delegate = language
            editor.rightPrompt = options.rightPrompt
            for key in options.keys { editor.bind(try Key(key)) }
            run(editor, prompt: options.prompt)
        } catch {
            print("cannot start: \(error)")
            exit(2)
        }
    }

    private static func run(_ editor: LineEditor, prompt: String) {
        while true {
            let input = editor.readLine(prompt: prompt)
            switch input {
            case .line("run"): runUntilInterrupted()
            case .line("late"):
                // Stands for a Control-C that comes right after Enter.
                raise(SIGINT)
                runUntilInterrupted()
            case .line("hang"): hang()
            case .line("ask"): ask(raising: nil)
            case .line("ask late"): ask(raising: SIGINT)
            case .line("history"): say("history: \(editor.historyEntries.map(escaped))")
            case .line("session"): say("session: \(editor.sessionEntries.map(escaped))")
            case .line("unfinished"):
                print("no newline", terminator: "")
                fflush(nil)
            case .line(let text) where text.hasPrefix("ask "):
                if case .line(let answer) = editor.readAnswer(to: text.dropFirst(4) + " ") { say("answer: \(answer)") }
            case .line(let text) where text.hasPrefix("set "):
                change(editor, text.split(separator: " ").map(String.init))
            case .line(let text) where text.hasPrefix("count "):
                say("counted \(text.utf8.count), sum \(checksum(text))")
            case .line(let text): say("line: \(escaped(text))")
            case .entries(let entries): say("entries: \(entries.map(escaped))")
            case .interrupted: say("interrupted")
            case .endOfInput: return say("end of input")
            case .terminated(let signal): return say("terminated by \(signal)")
            }
        }
    }

    /// `set features RAW`, `set limit N`, `set unbound KEY`, `set found TEXT` (which only asks).
    private static func change(_ editor: LineEditor, _ words: [String]) {
        guard words.count == 3 else { return say("set what?") }
        switch words[1] {
        case "features": editor.features = .init(rawValue: Int(words[2]) ?? 0)
        case "limit": editor.historyLimit = Int(words[2]) ?? 0
        case "unbound": (try? Key(words[2])).map(editor.unbind)
        case "found": say("found: \(editor.historyEntries(containing: words[2]).map(escaped))")
        default: say("set what?")
        }
    }

    static func say(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// FNV-1a, which the tests calculate, too.
    private static func checksum(_ text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { $0 == "\n" ? "\\n" : String($0) }.joined()
    }

    /// Stands for code of the user's that does not end by itself.
    private static func runUntilInterrupted() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let context = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        context.initialize(to: ends[1])
        TerminalSignals.whileRunning(interrupt: writeByte, context: context) {
            say("running")
            var byte: UInt8 = 0
            while read(ends[0], &byte, 1) < 0 {}
            say("stopped after \(TerminalSignals.interruptCount)")
        }
    }

    /// Stands for code that does not end when it is interrupted.
    private static func hang() {
        let answer: TerminalSignals.Interrupt = { _ in _ = write(STDOUT_FILENO, "!", 1) }
        TerminalSignals.whileRunning(interrupt: answer, context: nil) {
            say("hanging")
            while true { pause() }
        }
    }

    /// Stands for a question; the signal comes after the question was written and before it is waited for.
    private static func ask(raising signal: Int32?) {
        TerminalSignals.whileRunning(interrupt: nil, context: nil) {
            let mark = TerminalSignals.Mark()
            say("asked")
            if let signal { raise(signal) }
            guard TerminalSignals.waitReadable(STDIN_FILENO, since: mark) else { return say("no answer") }
            var byte: UInt8 = 0
            say("answer \(read(STDIN_FILENO, &byte, 1))")
        }
    }

    private static func runBatch() throws {
        try TerminalSignals.installForBatch()
        runUntilInterrupted()
        say("between")
        while true { pause() }
    }

    private static let writeByte: TerminalSignals.Interrupt = { context in
        guard let descriptor = context?.assumingMemoryBound(to: Int32.self).pointee else { return }
        var byte: UInt8 = 1
        _ = write(descriptor, &byte, 1)
    }
}
