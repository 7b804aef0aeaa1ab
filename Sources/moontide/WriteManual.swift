import ArgumentParser
import Glibc
import Shell

struct WriteManual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man", abstract: "Write the manual page.",
        discussion: "To read it: moontide man | man -l -")

    func run() throws {
        Glibc.exit(ManualProgram.run(description: Moontide._dumpHelp()).rawValue)
    }
}
