/// A word of a shell's command line as the shell will understand it: without quotes and backslashes.
///
/// bash hands completion the words as they were typed; an open quote is one that will be closed.
enum ShellQuotes {
    static func removed(from word: String) -> String {
        var result = ""
        var quote: Character?
        var isEscaped = false
        for character in word {
            if isEscaped {
                // Within double quotes a backslash before anything else is one.
                if quote == "\"", !"$`\"\\\n".contains(character) { result.append("\\") }
                result.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else {
                result.append(character)
            }
        }
        return result
    }
}
