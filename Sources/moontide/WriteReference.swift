import ArgumentParser
import Glibc
import Shell

struct WriteReference: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Write the reference of all operations as pages in Markdown.")

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The folder for the pages.", valueName: "path"),
        completion: .directory)
    var output: String

    func run() throws {
        Glibc.exit(ReferenceProgram.run(folder: output).rawValue)
    }
}
