import ArgumentParser
import Glibc
import Shell

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the local API over HTTP, for curl, pydo, doctl and others.")

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: UInt16 = 8080

    @Option(help: ArgumentHelp("The data file, or :memory:.", valueName: "path"), completion: .values(.data))
    var data: String?

    @Option(name: .customLong("token"), help: "Accept this token only; may be given several times.")
    var tokens: [String] = []

    @Flag(help: "Serve https, with a certificate authority of this machine's own.")
    var tls = false

    @Flag(help: "Count requests against the rate limits in the headers, and refuse none.")
    var noRateLimits = false

    @Option(help: ArgumentHelp("How many namespaces there may be.", valueName: "number"))
    var namespaceLimit: Int?

    @Option(help: ArgumentHelp("How many triggers there may be.", valueName: "number"))
    var triggerLimit: Int?

    @Option(
        help: ArgumentHelp("Run this Lua script against the data before it is served.", valueName: "script"),
        completion: .file(extensions: ["lua"]))
    var seed: String?

    func validate() throws {
        guard [namespaceLimit, triggerLimit].compactMap(\.self).allSatisfy({ $0 >= 0 }) else {
            throw ValidationError("A limit is a number from 0 up.")
        }
    }

    func run() throws {
        var options = ServerOptions()
        options.host = host
        options.port = port
        options.data = data
        options.tokens = tokens
        options.usesTLS = tls
        options.enforcesRateLimits = !noRateLimits
        options.namespaceLimit = namespaceLimit
        options.triggerLimit = triggerLimit
        options.seed = seed
        Glibc.exit(ServerProgram.run(options).rawValue)
    }
}
