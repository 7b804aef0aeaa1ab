/// Text broken between words.
enum WrappedText {
    /// The lines of `text`, none wider than `width` cells unless a single word is. A width below 20 is taken as 20.
    static func lines(of text: String, width: Int) -> [String] {
        let width = max(width, 20)
        guard DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}
