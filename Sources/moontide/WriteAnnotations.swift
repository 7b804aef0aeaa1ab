import ArgumentParser
import Glibc
import Shell

struct WriteAnnotations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotations",
        abstract: "Write definitions for lua-language-server, so that editors complete and check scripts.")

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write one file for each group to this folder, not all to standard output.", valueName: "path"),
        completion: .directory)
    var output: String?

    func run() throws {
        Glibc.exit(AnnotationsProgram.run(folder: output).rawValue)
    }
}
