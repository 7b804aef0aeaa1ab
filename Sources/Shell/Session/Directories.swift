internal import Glibc

/// Where files of this program are, by the XDG Base Directory Specification 0.8.
enum Directories {
    /// Data to keep: `$XDG_DATA_HOME/moontide`.
    static var data: String { folder("XDG_DATA_HOME", otherwise: ".local/share") }
    /// State such as the history: `$XDG_STATE_HOME/moontide`.
    static var state: String { folder("XDG_STATE_HOME", otherwise: ".local/state") }

    /// A path as a person types it: `~/` is the home folder, as in a shell.
    static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = environment("HOME") else { return path }
        return home + path.dropFirst()
    }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The environment of the process.
    static var environment: [String: String] {
        var values: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let words = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { values[String(words[0])] = String(words[1]) }
            entry += 1
        }
        return values
    }

    /// The specification ignores paths that are not absolute.
    private static func folder(_ variable: String, otherwise: String) -> String {
        if let path = environment(variable), path.hasPrefix("/") { return path + "/moontide" }
        return (environment("HOME") ?? "/") + "/" + otherwise + "/moontide"
    }
}
