/// Shows what the client remarks about calls on standard error, each text once: a loop would repeat it.
final class Notes {
    private let style: Emphasis
    private var shown: Set<String> = []

    init(style: Emphasis) {
        self.style = style
    }

    func show(_ text: String) {
        guard shown.insert(text).inserted else { return }
        StandardStreams.writeError(style.dim("note: " + TerminalText.visible(text)) + "\n")
    }
}
