import ArgumentParser
import Glibc
import Shell

struct MintToken: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a token for the local API that may do only what its scopes allow.")

    @Option(
        help: ArgumentHelp("The scopes, with commas between: function:read,function:create.", valueName: "a,b"),
        completion: .values(.scopes))
    var scopes: String

    @Option(help: ArgumentHelp("The data file.", valueName: "path"), completion: .file())
    var data: String?

    func run() throws {
        let names = scopes.split(separator: ",").map(String.init)
        Glibc.exit(TokenProgram.run(scopes: names, data: data).rawValue)
    }
}
