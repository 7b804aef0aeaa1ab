import TestSupport

/// A prompt that begins with a file of settings.
struct ConfiguredPrompt {
    let folder = TemporaryFolder()

    /// The file in the folder of the configuration.
    var file: String { folder.file("config/moontide/init.lua") }

    /// Starts the program with `init.lua`; nil: without one. What it writes before the prompt stays on the screen.
    func start(
        _ settings: String?, _ arguments: [String] = [], data: String? = ":memory:",
        environment: [String: String] = [:], columns: Int = 160, rows: Int = 30
    ) throws -> PseudoTerminal {
        if let settings { folder.write(settings, to: "config/moontide/init.lua") }
        return try PseudoTerminal(
            Moontide.path, ["-q"] + (data.map { ["--data", $0] } ?? []) + arguments,
            environment: Moontide.environment(in: folder, environment), columns: columns, rows: rows)
    }

    /// The same, waiting for the prompt.
    func atPrompt(
        _ settings: String?, _ arguments: [String] = [], prompt: String = "local>"
    ) throws -> PseudoTerminal {
        let terminal = try start(settings, arguments)
        try terminal.expect(lastRow: prompt)
        return terminal
    }
}

extension PseudoTerminal {
    /// Types an entry and waits for the rows that come after it, up to the next prompt.
    func enter(_ entry: String, shows expected: String, prompt: String = "local>", then next: String? = nil) throws {
        try type(entry + "\r")
        try wait(for: "\(entry)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let row = rows.lastIndex(of: "\(prompt) \(entry)"), rows.last == next ?? prompt else { return false }
            return rows[(row + 1)...].dropLast().joined(separator: "\n") == expected
        }
    }
}
