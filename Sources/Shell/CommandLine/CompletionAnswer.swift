/// What may stand at the cursor of a command line.
package struct CompletionAnswer: Sendable, Equatable {
    package struct Candidate: Sendable, Equatable {
        /// The whole word.
        package var text: String
        /// What a menu shows beside it; may be empty.
        package var summary: String
        /// Whether the word ends with it; false where more of the same word follows, as after `cron=`.
        package var isWhole: Bool

        package init(_ text: String, _ summary: String = "", isWhole: Bool = true) {
            self.text = text
            self.summary = summary
            self.isWhole = isWhole
        }
    }

    /// Files that the shell is to look for itself: it knows `~`, links and its user's colors.
    package struct Files: Sendable, Equatable {
        /// The ending, without the dot; nil for every file.
        package var ending: String?
        package var areFolders = false
        /// What the word has before the path: `--log=`, `file=@`.
        package var prefix = ""
    }

    package var candidates: [Candidate] = []
    package var files: Files?

    package init() {}

    /// Only what goes on from a beginning.
    mutating func keep(startingWith stem: String) { candidates.removeAll { !$0.text.hasPrefix(stem) } }

    /// For the completion scripts: one line each, with tabs between. `word TEXT SUMMARY`, `part TEXT SUMMARY` for a word
    /// that goes on, `files ENDING PREFIX` (`*` for all files), `folders - PREFIX`.
    package var lines: [String] {
        var lines = candidates.map { candidate in
            let (text, summary) = (Self.clean(candidate.text), Self.clean(candidate.summary))
            return "\(candidate.isWhole ? "word" : "part")\t\(text)\t\(summary)"
        }
        if let files {
            lines.append(
                files.areFolders ? "folders\t-\t\(files.prefix)" : "files\t\(files.ending ?? "*")\t\(files.prefix)")
        }
        return lines
    }

    /// Nothing in a line may look like its end or like another field.
    private static func clean(_ text: String) -> String { TerminalText.visible(text) }
}
