import Glibc
import LineEditor

/// A toy language: words, numbers and brackets. Entries are complete when their brackets are closed.
final class Language: LineEditorDelegate {
    weak var editor: LineEditor?
    private let events: Int32?
    private var fetched: [String] = []
    private var isFetching = true
    private var ticks: Int
    private let pause: Int
    private var hasTicked = false

    init(events: Int32?, ticks: Int, pause: Int) {
        self.pause = pause
        self.events = events
        self.ticks = ticks
    }

    private static let words: [(String, String)] = [
        ("create", "makes one"), ("create_many", "makes several"), ("delete", "takes one away"),
        ("describe", "says what it is 触发器"), ("droplets", "virtual machines"), ("domains", "names")
    ]

    private static func depth(of text: Substring) -> Int {
        text.reduce(0) { $0 + ("({[".contains($1) ? 1 : ")}]".contains($1) ? -1 : 0) }
    }

    func completeness(of text: String) -> Completeness {
        let depth = Self.depth(of: text[...])
        return depth > 0 ? .incomplete(indentation: 2 * depth) : .complete
    }

    func indentation(in text: String, cursor: Int) -> Int? {
        let before = text.utf8.prefix(cursor)
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
        guard let line = String(before[start...]), line.drop(while: { $0 == " " }) == "}" else { return nil }
        return max(0, 2 * Self.depth(of: Substring(before)))
    }

    func completions(for text: String, cursor: Int) -> CompletionList {
        let before = Array(text.utf8.prefix(cursor))
        let start = (before.lastIndex { !Self.isWordPart($0) } ?? -1) + 1
        let stem = String(decoding: before[start...], as: UTF8.self)
        if stem.hasPrefix("live") {
            return CompletionList(
                replacing: start..<cursor, candidates: fetched.filter { $0.hasPrefix(stem) }.map { .init(text: $0) },
                note: isFetching ? "… fetching" : "", isPartial: isFetching)
        }
        let candidates = Self.words.filter { $0.0.hasPrefix(stem) }
            .map { CompletionCandidate(text: $0.0, description: $0.1) }
        return CompletionList(replacing: start..<cursor, candidates: candidates)
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    func highlights(in text: String) -> [HighlightSpan] {
        var spans: [HighlightSpan] = []
        for (offset, byte) in text.utf8.enumerated() where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            spans.append(HighlightSpan(range: offset..<offset + 1, style: .color(5)))
        }
        return spans
    }

    func hint(for text: String, cursor: Int) -> String? {
        text.hasPrefix("create(") ? "create(name*, region, size)" : nil
    }

    func help(for text: String, cursor: Int) -> String? {
        "help for \(text)\nsecond line"
    }

    /// ^T turns to upper case, F5 writes by itself, ^X^T enters another text, M-q moves the cursor to the start.
    func perform(_ key: Key, on draft: inout Draft) -> KeyOutcome {
        switch key.description {
        case "C-t": draft.text = draft.text.uppercased()
        case "F5": editor?.releasingTerminal { print("written\nby F5") }
        case "C-x C-t":
            draft = Draft(text: "bound \(draft.text)", cursor: 0)
            return .entered
        case "M-q": draft.cursor = 0
        default: return .refused
        }
        return .edited
    }

    /// Words that begin with `secret_` are the secrets of this language.
    func redact(_ entry: String) -> String {
        entry.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("secret_") ? "***" : String($0) }.joined(separator: " ")
    }

    func historyFailed(_ error: LineEditorError) {
        Fixture.say("history: \(error)")
    }

    func backgroundWork() -> BackgroundWork {
        BackgroundWork(
            descriptors: events.map { [.init($0, events: Int16(POLLIN))] } ?? [],
            timeout: ticks > 0 ? .milliseconds(hasTicked ? pause : 1) : nil)
    }

    /// `live…`: a candidate; `fetched`: there are no more; `prompt TEXT`, `write TEXT`; the rest is shown.
    private func take(_ event: Substring) {
        let words = event.split(separator: " ", maxSplits: 1)
        switch words.first {
        case "prompt" where words.count == 2: editor?.changePrompt(to: words[1] + "> ")
        case "write" where words.count == 2: editor?.releasingTerminal { print(words[1], terminator: "") }
        case "fetched":
            isFetching = false
            editor?.completionsDidChange()
        case let word? where word.hasPrefix("live"):
            fetched.append(String(word))
            editor?.completionsDidChange()
        default: editor?.printAbove("event: \(event)")
        }
    }

    func performBackgroundWork(ready: [BackgroundWork.Descriptor]) {
        if ready.isEmpty {
            editor?.printAbove("tick \(ticks)")
            ticks -= 1
            hasTicked = true
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        guard let events, case let count = read(events, &buffer, buffer.count), count > 0 else { return }
        for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n") {
            take(line)
        }
    }
}
