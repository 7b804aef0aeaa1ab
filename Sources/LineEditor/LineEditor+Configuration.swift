extension LineEditor {
    /// How an editor is set up.
    public struct Configuration: Sendable {
        /// Where to edit.
        public enum Terminal: Sendable {
            /// Standard input and output.
            case standard
            /// The controlling terminal, /dev/tty: for programs whose standard input is a pipe.
            case controlling
        }

        /// What is drawn around the line; everything works without.
        public struct Features: OptionSet, Sendable {
            public let rawValue: Int

            public init(rawValue: Int) { self.rawValue = rawValue }

            /// Styles the text as the delegate says.
            public static let highlighting = Features(rawValue: 1)
            /// Shows the rest of the newest history entry that begins like the line.
            public static let suggestions = Features(rawValue: 2)
            /// Shows the delegate's hint under the line.
            public static let hints = Features(rawValue: 4)
            /// Shows completions in a menu, and not in columns.
            public static let menu = Features(rawValue: 8)
            public static let all: Features = [.highlighting, .suggestions, .hints, .menu]
        }

        /// The program's name: the user's .editrc may have lines for it.
        public var name: String
        public var terminal: Terminal
        public var features: Features
        /// False drops the colors of prompts, highlighting, suggestions and hints. NO_COLOR and TERM=dumb do so too.
        public var color: Bool
        /// The history file; nil keeps history in memory.
        public var historyPath: String?
        /// Entries kept.
        public var historyLimit: Int
        /// The end of the name of files given to an external editor, which knows the language by it.
        public var editorFileSuffix: String

        public init(
            name: String, terminal: Terminal = .standard, features: Features = .all, color: Bool = true,
            historyPath: String? = nil, historyLimit: Int = 10_000, editorFileSuffix: String = ".txt"
        ) {
            self.name = name
            self.terminal = terminal
            self.features = features
            self.color = color
            self.historyPath = historyPath
            self.historyLimit = historyLimit
            self.editorFileSuffix = editorFileSuffix
        }
    }

    /// What came of reading an entry.
    public enum Input: Equatable, Sendable {
        /// The user entered this text; it may have several lines.
        case line(String)
        /// Several entries, to be run one after another: of a pasted session, or what the delegate's `entries(in:)` made of
        /// the text. The first stands on the screen as if it alone had been entered; the program shows the others.
        case entries([String])
        /// The user pressed Control-C; the text is one arrow up away.
        case interrupted
        /// Control-D on an empty line, or the terminal is gone.
        case endOfInput
        /// SIGTERM or SIGHUP came: the program should end.
        case terminated(signal: Int32)
    }
}
