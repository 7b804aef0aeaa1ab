import Glibc
import TestSupport

/// A program at a terminal, ready for keys.
struct Subject {
    let program: String
    var arguments: [String] = []
    var environment: [String: String] = [:]
    let prompt: String

    func open() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(program, arguments, environment: environment, columns: 120, rows: 40)
        try terminal.expect(lastRow: prompt)
        return terminal
    }

    static func shell(_ path: String, state: String) -> Subject {
        let environment = [
            "HOME": state, "XDG_STATE_HOME": state, "XDG_DATA_HOME": state + "/data",
            "XDG_CONFIG_HOME": state + "/config"
        ]
        return Subject(
            program: path, arguments: ["-q", "--data", ":memory:"], environment: environment, prompt: "local>")
    }

    static func plainEditline(_ path: String) -> Subject {
        Subject(program: path, arguments: ["--libedit"], prompt: "libedit>")
    }

    /// Echoes each key as soon as it comes.
    static let cat = Subject(
        program: "/bin/sh", arguments: ["-c", "stty raw -echo; printf 'cat> '; exec cat"], prompt: "cat>")
}

/// A state folder with a history of 10,000 entries. The newest but one goes on where `Keys.line` ends.
func makeHistory() -> String {
    var template = Array((P_tmpdir + "/moontide-bench-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder: error \(errno)") }
    let folder = String(cString: made)
    mkdir(folder + "/moontide", 0o700)
    guard let file = fopen(folder + "/moontide/history", "w") else { preconditionFailure("no history file") }
    fputs("_HiStOrY_V2_\n", file)
    for number in 0..<9_998 {
        fputs(encoded("droplets.create{ name = 'web-\(number)', region = 'nyc1', size = 's-1vcpu-1gb' }"), file)
    }
    fputs(encoded(Keys.line + Keys.rest), file)
    fputs(encoded("functions.list_namespaces()"), file)
    fclose(file)
    chmod(folder + "/moontide/history", 0o600)
    return folder
}

/// As libedit writes it: blanks in octal.
private func encoded(_ entry: String) -> String {
    entry.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "\\040") + "\n"
}
