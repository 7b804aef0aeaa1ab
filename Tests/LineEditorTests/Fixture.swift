import Glibc
import TestSupport

/// The test program on a terminal of its own, with a folder for its files.
final class Fixture {
    let folder: String

    init() {
        var template = Array("/tmp/line-editor-XXXXXX".utf8CString)
        folder = mkdtemp(&template).map { String(cString: $0) } ?? ""
    }

    deinit {
        for name in ["/state/history", "/state", "/history", "/elsewhere", "/events", "/editrc", "/editor", ""] {
            let path = folder + name
            if unlink(path) != 0 { rmdir(path) }
        }
    }

    var historyPath: String { folder + "/history" }

    /// Built beside the test bundle.
    static var program: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let arguments = CommandLine.arguments.filter { $0.hasSuffix(".xctest") } + [own]
        let folders = arguments.map { path in path.split(separator: "/", omittingEmptySubsequences: false) }
            .map { $0.dropLast().joined(separator: "/") }
        let candidates = folders.map { $0 + "/line-editor-fixture" }
        return candidates.first { access($0, X_OK) == 0 } ?? candidates[0]
    }

    /// Starts the program and waits for its prompt.
    func start(
        _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 60, rows: Int = 16,
        prompt: String = "do>"
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Self.program, arguments, environment: environment, columns: columns, rows: rows)
        try terminal.expect(lastRow: prompt)
        return terminal
    }

    func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(_ text: String, to path: String, mode: mode_t = 0o600) {
        guard let file = fopen(path, "w") else { return }
        fputs(text, file)
        fclose(file)
        chmod(path, mode)
    }
}

extension PseudoTerminal {
    /// Types entries, each after the prompt: keys that come while the program does not edit are the kernel's.
    func enter(_ entries: String...) throws {
        for entry in entries {
            let before = screen.timesSet[2004, default: 0]
            try type(entry + "\r")
            try wait(for: "the next prompt") {
                $0.timesSet[2004, default: 0] > before && $0.modes.contains(2004) && $0.row($0.cursor.row) == "do>"
            }
        }
    }
}
