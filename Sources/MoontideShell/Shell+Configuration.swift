internal import APIClient
internal import Shell

extension Shell {
    /// What a shell is made with.
    public struct Configuration {
        /// The program's name: messages, the greeting and the prompt have it, and the folders of its history, its journals
        /// and its `init.lua` are called so. Letters, digits, `_`, `-` and dots.
        public var name: String
        /// Of the program, for the greeting.
        public var version = ""
        public var connection: Connection
        /// Whether nothing but reads is sent to the API, whoever asks for more.
        public var isReadOnly = false
        /// Whether what is entered goes to the history file.
        public var keepsHistory = true
        /// Whether the user's `init.lua` runs before the first prompt: for keys, short names and how things look.
        public var readsUserSettings = true
        /// Whether remarks and the progress of what takes long are shown.
        public var showsProgress = true

        public init(name: String, connection: Connection = .automatic()) {
            self.name = name
            self.connection = connection
        }

        var options: ShellOptions {
            var options = ShellOptions()
            options.application.name = name
            options.application.isEmbedded = true
            options.application.version = version
            options.keepsNoHistory = !keepsHistory
            options.startup = readsUserSettings ? .standard : .none
            options.showsProgress = showsProgress
            options.connection.isReadOnly = isReadOnly
            switch connection.kind {
            case .automatic(let context): options.connection.context = context
            case .none: options.application.hasAPI = false
            case .local, .remote, .client: break
            }
            return options
        }

        var peer: EmbeddedPeer {
            switch connection.kind {
            case .automatic: .environment
            case .local(let data): .local(data: data)
            case .remote(let credentials, let url): .remote(credentials, url: url)
            case .client(let name, let make): .client(name: name, make: make)
            case .none: .nobody(name: name)
            }
        }
    }
}
