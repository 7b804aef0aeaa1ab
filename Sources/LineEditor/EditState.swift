/// What the editor knows about the line that is being edited.
struct EditState {
    enum Mode {
        case editing
        case menu(CompletionMenu)
        case searching(IncrementalSearch)
    }

    var isReading = false
    /// Whether it is the answer to a question, and no entry.
    var isAnswer = false
    var mode = Mode.editing
    /// The line's own prompt; a search shows another one in the meantime.
    var linePrompt: PromptText
    var prompt: PromptText
    var undo = UndoHistory()
    var navigation: HistoryNavigation?
    /// Where the last walk through the history left the cursor: the next arrow goes on from there.
    var navigationCursor: Int?
    /// The text as it was at the last key.
    var snapshot = LineText.empty
    /// Whether the last command added to the killed text.
    var isKilling = false
    /// The suggestion on the screen.
    var suggestion = ""
    /// What is drawn around the line; nil when nothing is.
    var overlay: Overlay?
    /// What is drawn instead of libedit's picture; nil while libedit draws.
    var picture: Picture?
    /// Whether libedit's picture may carry styles that the next painting must replace.
    var isStyled = false
    /// Commands that did not come from a key, performed before the next key.
    var commands: [EditCommand] = []
    /// What libedit is about to call us for.
    var announced: EditCommand?
    /// Characters for libedit's key map.
    var raw: [Unicode.Scalar] = []
    /// Whether the SIGCONT to come follows a stop of our own.
    var isStopping = false
    /// How the line ended.
    var outcome: LineEditor.Input?

    init(prompt: PromptText = PromptText("", color: false)) {
        linePrompt = prompt
        self.prompt = prompt
    }
}

/// Events in the order they came; one can be put back.
struct KeyEventQueue {
    private var events: [KeyEvent] = []
    private var next = 0

    var isEmpty: Bool { next == events.count }

    mutating func popFirst() -> KeyEvent? {
        guard next < events.count else {
            removeAll()
            return nil
        }
        next += 1
        return events[next - 1]
    }

    /// The event will be the next again.
    mutating func putBack(_ event: KeyEvent) {
        events.insert(event, at: next)
    }

    mutating func append(_ event: KeyEvent) { events.append(event) }

    mutating func decode(_ bytes: ArraySlice<UInt8>, with decoder: inout KeyDecoder) {
        decoder.decode(bytes, into: &events)
    }

    mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        next = 0
    }
}
