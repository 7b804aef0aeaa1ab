internal import Glibc

/// The parser of the command line wants the name of a command first; people write `moontide --context prod run NAME`, too.
public enum CommandLineOrder {
    /// The words with the command's name before the options that it shares with the program. All others stay as they are:
    /// scripts, among them one that has a command's name.
    ///
    /// - Parameters:
    ///   - words: Those after the program's name.
    ///   - commands: The names of the commands; where none is among the words, the description is not asked for.
    ///   - description: What the parser says of the command line.
    public static func commandFirst(
        _ words: [String], commands: [String], description: () -> String
    ) -> [String] {
        guard words.first?.hasPrefix("-") == true, words.contains(where: commands.contains),
            let program = try? CommandDescription(parserDescription: description())
        else { return words }
        for (index, word) in words.enumerated() {
            let position = CommandLinePosition(Array(words[...index]), of: program)
            guard position.mayBeOption else { return words }
            guard position.place == .word, !word.hasPrefix("-") || word == "-" else { continue }
            guard position.possibleCommands.contains(where: { $0.name == word }), access(word, F_OK) != 0 else { break }
            return [word] + words[..<index] + words[(index + 1)...]
        }
        return words
    }
}
