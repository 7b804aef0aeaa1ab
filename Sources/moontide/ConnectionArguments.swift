import ArgumentParser
import Shell

/// The options that say whom to talk to.
struct ConnectionArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Use a context of doctl's configuration; local is the API on this machine.", valueName: "name"),
        completion: .values(.contexts))
    var context: String?

    @Option(
        name: .customLong("token-file"), help: ArgumentHelp("Read the token from a file.", valueName: "path"),
        completion: .file())
    var tokenFile: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp("Trust these certificates instead of the system's.", valueName: "path"),
        completion: .file())
    var certificateFile: String?

    @Option(name: .customLong("api-url"), help: ArgumentHelp("The address of the API.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp("The local API's data file, or :memory:.", valueName: "path"), completion: .values(.data))
    var data: String?

    @Flag(name: .customLong("yes"), help: "Answer with yes what is asked for yes or no.")
    var assumesYes = false

    /// For help and completion: the parser takes what stands behind the sign for a value, and sees `--yes-all` instead.
    @Flag(name: .customLong("yes=all"), help: "Answer all questions, those, too, that want a text typed.")
    var isYesAllShown = false

    /// What ``CommandLineWords`` makes of `--yes=all`.
    @Flag(name: .customLong("yes-all"), help: .hidden)
    var assumesAll = false

    @Flag(name: .customLong("dry-run"), help: "Send nothing that changes something; show it, as data with -o.")
    var isDryRun = false

    @Flag(help: "Send requests without regard to the API's rate limits.")
    var noRateBudget = false

    @Option(help: ArgumentHelp("How long one request may take.", valueName: "seconds"))
    var timeout: Double?

    @Option(
        name: .customLong("parallel"),
        help: ArgumentHelp(
            "How many items of parallel and steps of a plan are under way; 16 without.", valueName: "number"))
    var concurrency: Int?

    @Flag(help: "Show requests and answers on standard error, without secrets.")
    var trace = false

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout < 1e9) {
            throw ValidationError("--timeout: expected a number of seconds above 0, found \(timeout)")
        }
        if let concurrency, !(1...256).contains(concurrency) {
            throw ValidationError("--parallel: expected a number from 1 to 256, found \(concurrency)")
        }
    }

    var options: ConnectionOptions {
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
        options.isTraced = trace
        if let concurrency { options.concurrency = concurrency }
        return options
    }
}
