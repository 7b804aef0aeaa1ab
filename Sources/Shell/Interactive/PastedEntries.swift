/// The entries of a text that was entered at once, as a pasted list of commands is.
///
/// Commands of the shell, questions and programs (`.mode json`, `?droplets`, `!ls`) are entries of a line each; what is
/// between them is one of Lua.
package struct PastedEntries {
    private let commands: Set<String>
    private let isOpen: (String) -> Bool

    /// - Parameters:
    ///   - commands: The names of the shell's commands.
    ///   - isOpen: Whether a text is a chunk of Lua that goes on: within it nothing is a command.
    package init(commands: Set<String>, isOpen: @escaping (String) -> Bool) {
        self.commands = commands
        self.isOpen = isOpen
    }

    package func entries(in text: String) -> [String] {
        guard text.contains("\n") else { return [text] }
        var entries: [String] = []
        var chunk: [Substring] = []
        func endChunk() {
            if !chunk.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { entries.append(chunk.joined(separator: "\n")) }
            chunk = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isCommand(line, after: chunk), chunk.isEmpty || !isOpen(chunk.joined(separator: "\n")) {
                endChunk()
                entries.append(String(line))
            } else {
                chunk.append(line)
            }
        }
        guard !entries.isEmpty else { return [text] }
        endChunk()
        return entries
    }

    /// After Lua, `.name` on a line of its own is a field where there is no command of that name.
    private func isCommand(_ line: Substring, after chunk: [Substring]) -> Bool {
        switch line.first {
        case "?", "!": true
        case ".":
            DotCommand.parse(String(line)).map { chunk.isEmpty || commands.contains($0.name) } ?? false
        default: false
        }
    }
}
