import Glibc
import TestSupport

/// The test program on a terminal of its own, with a folder for its files.
final class Fixture {
    private let temporary = TemporaryFolder()
    var folder: String { temporary.path }

    var historyPath: String { folder + "/history" }

    static let program = RunningProgram.built("line-editor-fixture")

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

/// A way to tell the program something while it edits.
struct Events {
    let path: String

    /// Sends one line.
    func send(_ event: String) {
        guard let file = fopen(path, "w") else { return }
        fputs(event + "\n", file)
        fclose(file)
    }
}

extension Fixture {
    func events() throws -> Events {
        let path = folder + "/events"
        guard mkfifo(path, 0o600) == 0 else {
            throw PseudoTerminal.Failure(description: "no named pipe: error \(errno)")
        }
        return Events(path: path)
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
