internal import Glibc
internal import HTTPServer
internal import LineEditor
internal import LocalAPI
internal import LocalAPIServer

/// What `moontide serve` was asked for.
public struct ServerOptions: Sendable {
    public var host = "127.0.0.1"
    public var port: UInt16 = 0
    /// A path, or `:memory:`; nil: the shell's own.
    public var data: String?
    /// The tokens to accept; empty: every well-formed one.
    public var tokens: [String] = []
    public var usesTLS = false
    /// Whether requests over the rate limits get status 429, or are only counted.
    public var enforcesRateLimits = true
    /// How many there may be; nil: the local API's own limits.
    public var namespaceLimit: Int?
    public var triggerLimit: Int?
    /// A Lua script to run against the data before it is served; nil: none.
    public var seed: String?

    public init() {}
}

/// Serves the local API until SIGTERM or SIGINT.
public enum ServerProgram {
    public static func run(_ options: ServerOptions) -> ExitCode {
        signal(SIGPIPE, SIG_IGN)
        do {
            let api = try LocalAPI(configuration(options))
            if let path = options.seed {
                let code = try runScript(path, on: api)
                guard code == .success else { return code }
            }
            var signals = sigset_t()
            sigemptyset(&signals)
            for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
            // Before the server makes its threads: they inherit the mask, and sigwait below gets the signal.
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            let server = try start(options, api)
            StandardStreams.write("listening on \(server.address)\n")
            _ = StandardStreams.flush()
            var received: Int32 = 0
            while sigwait(&signals, &received) != 0 {}
            server.stop()
            return .success
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
            return .failure
        }
    }

    /// Runs a script as a session with this API does, which has ended when this returns. What it does is as if it had
    /// been there from the beginning: it counts against no limit, and is not in the log of requests.
    private static func runScript(_ path: String, on api: LocalAPI) throws -> ExitCode {
        var options = ShellOptions()
        options.script = .file(path: path)
        options.commandLine = CommandLine.arguments
        let session = try Session(options, connector: Connector(LocalAPI(besides: api)))
        try TerminalSignals.installForBatch()
        return BatchRunner(session: session).run()
    }

    private static func start(_ options: ServerOptions, _ api: LocalAPI) throws -> LocalAPIServer {
        var configuration = HTTPServer.Configuration()
        configuration.host = options.host
        configuration.port = options.port
        configuration.allowsRemoteClients = !isLoopback(options.host)
        if options.usesTLS {
            let authority = try CertificateAuthority(directory: Directories.data + "/tls")
            StandardStreams.writeError("certificate authority: \(authority.certificatePath)\n")
            configuration.tls = try authority.identity(hosts: [options.host])
        }
        return try LocalAPIServer(serving: api, at: configuration)
    }

    private static func configuration(_ options: ServerOptions) -> LocalAPI.Configuration {
        let data = options.data ?? LocalData.path
        var configuration = LocalAPI.Configuration(storage: data == ":memory:" ? .memory : .file(path: data))
        configuration.rateLimiting = options.enforcesRateLimits ? .enforced : .counted
        if let limit = options.namespaceLimit { configuration.limits.namespaces = limit }
        if let limit = options.triggerLimit { configuration.limits.triggers = limit }
        if !options.tokens.isEmpty { configuration.access = .only(Set(options.tokens)) }
        return configuration
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

/// Makes limited tokens of the local API.
public enum TokenProgram {
    /// Prints a new token that has `scopes` and no other.
    public static func run(scopes: [String], data: String?) -> ExitCode {
        do {
            let api = try LocalAPI(LocalAPI.Configuration(storage: .file(path: data ?? LocalData.path)))
            StandardStreams.write(try api.mintToken(scopes: Set(scopes)) + "\n")
            return StandardStreams.flush() ? .success : .failure
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
            if case .unknownScope = error.kind { return .usage }
            return .failure
        }
    }
}

/// Where the local API's data is when nobody says otherwise.
enum LocalData {
    static var path: String { Directories.data + "/local.db" }
}
