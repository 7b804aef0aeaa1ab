import Glibc
import TestSupport
import Testing

/// A person at a real shell who presses Tab.
struct ShellCompletionTests {
    private let folder = TemporaryFolder()

    enum Shell: String, CaseIterable {
        case bash, zsh, fish

        var isInstalled: Bool { access("/usr/bin/\(rawValue)", X_OK) == 0 }

        var arguments: [String] {
            switch self {
            case .bash: ["--norc", "--noprofile"]
            case .zsh: ["-f"]
            case .fish: ["--no-config"]
            }
        }

        /// Commands that load the completion and make the prompt `> `.
        var setup: String {
            switch self {
            case .bash: "PS1='> '; source <(moontide complete bash); clear\r"
            case .zsh: "PS1='> '; autoload -Uz compinit; compinit -uD; source <(moontide complete zsh); clear\r"
            case .fish: "function fish_prompt; echo -n '> '; end; moontide complete fish | source; clear\r"
            }
        }
    }

    private func start(_ shell: Shell) throws -> PseudoTerminal {
        let programs = Moontide.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        folder.write("", to: "first.lua")
        folder.write("", to: "sub/second.txt")
        let terminal = try PseudoTerminal(
            "/usr/bin/env", ["-C", folder.path, shell.rawValue] + shell.arguments,
            environment: Moontide.environment(in: folder, ["PATH": programs + ":/usr/bin:/bin"]), columns: 100)
        // What is typed before the shell has taken the terminal could be echoed by nobody.
        try terminal.wait(for: "a prompt") { !$0.text.isEmpty }
        try terminal.type(shell.setup)
        try terminal.expect(">")
        return terminal
    }

    /// What one Tab makes of a line, of which there is one continuation.
    static let lines = [
        ("moontide sni", "moontide snippets"), ("moontide --context=lo", "moontide --context=local"),
        ("moontide -o csv --no-hi", "moontide -o csv --no-history"), ("moontide -o ya", "moontide -o yaml"),
        ("moontide run retime-triggers match=x cr", "moontide run retime-triggers match=x cron="),
        ("moontide run retime-triggers enable=y", "moontide run retime-triggers enable=yes"),
        ("moontide run apply-triggers file=@fi", "moontide run apply-triggers file=@first.lua"),
        ("moontide --log=su", "moontide --log=sub/"), ("moontide fir", "moontide first.lua"),
        ("moontide token --scopes function:read,function:c", "moontide token --scopes function:read,function:create")
    ]

    @Test(arguments: Shell.allCases.filter(\.isInstalled))
    func tabCompletesALine(shell: Shell) throws {
        let terminal = try start(shell)
        for (typed, completed) in Self.lines {
            try terminal.type(typed + "\t")
            try terminal.wait(for: "\(shell.rawValue): \(completed)") { screen in
                screen.row(screen.cursor.row).hasPrefix("> " + completed)
            }
            try terminal.type("\u{15}")
            try terminal.wait(for: "an empty line") { $0.row($0.cursor.row) == ">" }
        }
    }

    @Test(arguments: Shell.allCases.filter(\.isInstalled))
    func tabListsWhatThereIs(shell: Shell) throws {
        let terminal = try start(shell)
        try terminal.type("moontide snippets re\t")
        try terminal.wait(for: "the only one") { $0.row($0.cursor.row).hasPrefix("> moontide snippets remove") }
        try terminal.type("\u{15}moontide --yes\t\t")
        try terminal.wait(for: "both") { $0.text.contains("--yes ") && $0.text.contains("--yes=all") }
    }

    @Test func bashNeedsNoMoreThanItself() throws {
        let script = try Moontide.run(["complete", "bash"], in: folder)
        #expect(script.status == 0 && !script.output.contains("_init_completion"))
        #expect(try RunningProgram.run("bash", ["-n"], input: script.output) == .init(status: 0))
    }
}
