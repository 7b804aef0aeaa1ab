/// Text broken between words.
enum WrappedText {
    /// The lines of `text`, none wider than `width` cells unless a single word is. A width below 20 is taken as 20.
    ///
    /// - Parameter indentation: The blanks before every line but the first.
    static func lines(of text: String, width: Int, indentation: Int = 0) -> [String] {
        let width = max(width, 20)
        guard DisplayWidth.of(text) > width else { return [text] }
        let blanks = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        for word in text.split(separator: " ") {
            let isEmpty = line.allSatisfy { $0 == " " }
            if !isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width {
                lines.append(line)
                line = blanks + word
            } else {
                line += (isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
