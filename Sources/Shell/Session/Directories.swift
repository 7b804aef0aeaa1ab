internal import Glibc

/// Where files of this program are, by the XDG Base Directory Specification 0.8.
struct Directories {
    private let name: String

    /// - Parameter name: the folders' name, which is the program's.
    init(of name: String) { self.name = name }

    /// Data to keep: `$XDG_DATA_HOME/moontide`.
    var data: String { folder("XDG_DATA_HOME", otherwise: ".local/share") }
    /// State such as the history: `$XDG_STATE_HOME/moontide`.
    var state: String { folder("XDG_STATE_HOME", otherwise: ".local/state") }

    /// Of this program, wherever it is embedded: what several programs share.
    static var data: String { Directories(of: "moontide").data }
    static var state: String { Directories(of: "moontide").state }

    /// Configuration: `$XDG_CONFIG_HOME/moontide`.
    var configuration: String { folder("XDG_CONFIG_HOME", otherwise: ".config") }

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
            // By bytes: every start reads it.
            if let end = strchr(text, Int32(UInt8(ascii: "="))) {
                let name = UnsafeRawBufferPointer(start: text, count: end - text)
                values[String(decoding: name, as: UTF8.self)] = String(cString: end + 1)
            }
            entry += 1
        }
        return values
    }

    /// The specification ignores paths that are not absolute.
    private func folder(_ variable: String, otherwise: String) -> String {
        if let path = Self.environment(variable), path.hasPrefix("/") { return path + "/" + name }
        return (Self.environment("HOME") ?? "/") + "/" + otherwise + "/" + name
    }
}
