public import ArgumentParser
import Glibc
public import Shell

extension CompletingShell: ExpressibleByArgument {}

/// Completion of this program's command lines in other shells.
struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a script with which a shell completes this program's command lines.",
        discussion: """
            bash: source <(moontide complete bash)
            zsh:  source <(moontide complete zsh)
            fish: moontide complete fish | source
            """)

    @Argument(help: "The shell.")
    var shell: CompletingShell

    func run() throws {
        Glibc.exit(CompletionProgram.writeScript(for: shell).rawValue)
    }
}

extension CompletionKind {
    /// Values that only the running program knows. ArgumentParser's own scripts would take the name for a command; it
    /// stands in the description that ours are made with.
    static func values(_ source: ValueSource) -> CompletionKind { .shellCommand(source.rawValue) }
}
