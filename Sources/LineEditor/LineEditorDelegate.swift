/// What the editor asks the program about the text. All offsets are UTF-8 offsets; all calls come on the editor's thread
/// while `readLine(prompt:)` runs, and must not block: they happen at key presses. Only `perform(_:on:)`
/// may take its time.
public protocol LineEditorDelegate: AnyObject {
    /// Says whether Enter ends the entry.
    func completeness(of text: String) -> Completeness

    /// Divides a text that was entered at once, such as a pasted list of commands, into entries of their own.
    func entries(in text: String) -> [String]

    /// Finds what can stand at the cursor.
    func completions(for text: String, cursor: Int) -> CompletionList

    /// Styles the text; parts without a span stay plain.
    func highlights(in text: String) -> [HighlightSpan]

    /// One dimmed row under the text, such as the signature of the call at the cursor.
    func hint(for text: String, cursor: Int) -> String?

    /// What F1 prints above the line.
    func help(for text: String, cursor: Int) -> String?

    /// The blanks with which the cursor's line should begin, asked after each typed character; nil to leave it.
    func indentation(in text: String, cursor: Int) -> Int?

    /// Called for a key that `bind(_:)` gave to the program. What it writes goes through `printAbove(_:)` or
    /// `releasingTerminal(_:)`.
    func perform(_ key: Key, on draft: inout Draft) -> KeyOutcome

    /// The entry as the history file may hold it: without its secrets.
    func redact(_ entry: String) -> String

    /// Told once when the history file cannot be used.
    func historyFailed(_ error: LineEditorError)

    /// What else to wait for while a line is edited.
    func backgroundWork() -> BackgroundWork

    /// Called when descriptors are ready or the time is over; may call `printAbove(_:)` and `completionsDidChange()`.
    func performBackgroundWork(ready: [BackgroundWork.Descriptor])
}

extension LineEditorDelegate {
    public func completeness(of text: String) -> Completeness { .complete }
    public func entries(in text: String) -> [String] { [text] }
    public func completions(for text: String, cursor: Int) -> CompletionList { .none }
    public func highlights(in text: String) -> [HighlightSpan] { [] }
    public func hint(for text: String, cursor: Int) -> String? { nil }
    public func help(for text: String, cursor: Int) -> String? { nil }
    public func indentation(in text: String, cursor: Int) -> Int? { nil }
    public func perform(_ key: Key, on draft: inout Draft) -> KeyOutcome { .refused }
    public func redact(_ entry: String) -> String { entry }
    public func historyFailed(_ error: LineEditorError) {}
    public func backgroundWork() -> BackgroundWork { BackgroundWork() }
    public func performBackgroundWork(ready: [BackgroundWork.Descriptor]) {}
}

/// Whether a text can be run as it is.
public enum Completeness: Equatable, Sendable {
    /// Enter ends the entry.
    case complete
    /// Enter begins a new line, after so many blanks.
    case incomplete(indentation: Int)
}

/// Descriptors and a time limit of the program's own, watched while a line is edited.
public struct BackgroundWork: Equatable, Sendable {
    /// A descriptor and what to wait for: `poll`'s event bits.
    public struct Descriptor: Equatable, Sendable {
        public var descriptor: Int32
        public var events: Int16

        public init(_ descriptor: Int32, events: Int16) {
            self.descriptor = descriptor
            self.events = events
        }
    }

    /// What to watch.
    public var descriptors: [Descriptor]
    /// The time after which `performBackgroundWork(ready:)` is called anyway; nil for never.
    public var timeout: Duration?

    public init(descriptors: [Descriptor] = [], timeout: Duration? = nil) {
        self.descriptors = descriptors
        self.timeout = timeout
    }
}
