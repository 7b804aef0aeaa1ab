/// A text from elsewhere as one line of a message: without control characters, at most 300 characters.
func bounded(_ text: String) -> String {
    let line = text.unicodeScalars.map { $0 == "\n" || $0 == "\t" || $0 == "\r" ? " " : $0 }.filter(isPrintable)
    let shown = String(String.UnicodeScalarView(line.prefix(300)))
    return (line.count > 300 ? shown + "…" : shown).trimmingASCIIWhitespace
}
