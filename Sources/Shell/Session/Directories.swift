internal import Glibc

/// Where files of this program are, by the XDG Base Directory Specification 0.8.
enum Directories {
    /// Data to keep: `$XDG_DATA_HOME/moontide`.
    static var data: String { folder("XDG_DATA_HOME", otherwise: ".local/share") }
    /// State such as the history: `$XDG_STATE_HOME/moontide`.
    static var state: String { folder("XDG_STATE_HOME", otherwise: ".local/state") }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The variables that name proxies, in both cases.
    static var proxyEnvironment: [String: String] {
        let names = ["https_proxy", "all_proxy", "no_proxy"]
        return (names + names.map { $0.uppercased() }).reduce(into: [:]) { $0[$1] = environment($1) }
    }

    /// The specification ignores paths that are not absolute.
    private static func folder(_ variable: String, otherwise: String) -> String {
        if let path = environment(variable), path.hasPrefix("/") { return path + "/moontide" }
        return (environment("HOME") ?? "/") + "/" + otherwise + "/moontide"
    }
}
