import ArgumentParser
import Shell

/// The options that say whom to talk to.
struct ConnectionArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Use a context of doctl's configuration; local is the API on this machine."))
    var context: String?

    @Option(name: .customLong("token-file"), help: ArgumentHelp("Read the token from a file.", valueName: "path"))
    var tokenFile: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp("Trust these certificates instead of the system's.", valueName: "path"))
    var certificateFile: String?

    @Option(name: .customLong("api-url"), help: ArgumentHelp("The address of the API.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("The local API's data file, or :memory:.", valueName: "path"))
    var data: String?

    @Flag(name: .customLong("yes"), help: "Answer questions with yes; --yes=all those, too, that want a text typed.")
    var assumesYes = false

    /// What ``CommandLineWords`` makes of `--yes=all`.
    @Flag(name: .customLong("yes-all"), help: .hidden)
    var assumesAll = false

    @Flag(name: .customLong("dry-run"), help: "Send nothing that changes something; show it, as data with -o.")
    var isDryRun = false

    @Flag(help: "Send requests without regard to the API's rate limits.")
    var noRateBudget = false

    @Option(help: ArgumentHelp("How long one request may take.", valueName: "seconds"))
    var timeout: Double?

    func options() throws -> ConnectionOptions {
        if let timeout, !(timeout > 0 && timeout < 1e9) {
            throw ValidationError("--timeout: expected a number of seconds above 0, found \(timeout)")
        }
        var options = ConnectionOptions()
        options.context = context
        options.tokenFile = tokenFile
        options.certificateFile = certificateFile
        options.url = url
        options.data = data
        options.assumedAnswers = assumesAll ? .all : assumesYes ? .yesOrNo : .none
        options.isDryRun = isDryRun
        options.pacesRequests = !noRateBudget
        options.timeoutSeconds = timeout
        return options
    }
}
