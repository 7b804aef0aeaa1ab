/// A token, and what belongs to it.
public struct Credentials: Sendable, Equatable {
    /// What a prompt calls the account: the name of the context, or `digitalocean` for a token without one.
    public var name: String
    public var token: Token
    /// Where the token comes from, for messages: `the environment variable DIGITALOCEAN_TOKEN`.
    public var origin: String
    /// The API the token is for.
    public var baseURL = BaseURL.digitalOcean
    /// What the user should know, such as a token file that others can read.
    public var warnings: [String] = []

    public init(name: String, token: Token, origin: String) {
        self.name = name
        self.token = token
        self.origin = origin
    }

    /// The context that stands for the local API, whatever is configured.
    public static let localContext = "local"

    /// Looks for a token: in `tokenFile`; in doctl's context `context` or `DIGITALOCEAN_CONTEXT`; in `DIGITALOCEAN_TOKEN`;
    /// in `DIGITALOCEAN_ACCESS_TOKEN`; in doctl's current context. The first that is given is used, or its error thrown.
    ///
    /// doctl's configuration is `doctl/config.yaml` in `$XDG_CONFIG_HOME`, else in `~/.config`. It is only read.
    ///
    /// - Parameters:
    ///   - environment: The process's environment; an empty value counts as none.
    /// - Returns: Nil where there is none, or the context is ``localContext``: the local API is meant.
    /// - Throws: ``CredentialError``.
    public static func find(
        tokenFile: String? = nil, context: String? = nil, environment: [String: String]
    ) throws(CredentialError) -> Credentials? {
        let environment = environment.filter { !$0.value.isEmpty }
        if let tokenFile { return try Credentials(tokenFile: tokenFile) }
        if let context = context ?? environment["DIGITALOCEAN_CONTEXT"] {
            if context == localContext { return nil }
            return try DoctlConfiguration.credentials(context: context, environment: environment)
        }
        for variable in ["DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"] {
            guard let text = environment[variable] else { continue }
            let origin = "the environment variable \(variable)"
            return Credentials(name: "digitalocean", token: try Token(text, from: origin), origin: origin)
        }
        return try DoctlConfiguration.currentCredentials(environment: environment)
    }

    /// The names of doctl's contexts that have a token.
    ///
    /// - Throws: ``CredentialError`` where doctl's configuration cannot be read.
    public static func contextNames(environment: [String: String]) throws(CredentialError) -> [String] {
        try DoctlConfiguration.contextNames(environment: environment)
    }

    private init(tokenFile path: String) throws(CredentialError) {
        let file: SmallFile
        do throws(SmallFile.Failure) {
            file = try SmallFile(path)
        } catch {
            throw CredentialError(.unreadableFile(path: path, reason: error.reason))
        }
        let origin = "the file \(path)"
        let text = String(decoding: file.bytes, as: UTF8.self)
        self.init(name: "digitalocean", token: try Token(text, from: origin), origin: origin)
        if file.isOpenToOthers {
            warnings = ["\(path) can be read by others; chmod 600 \(path) keeps its token to you"]
        }
    }
}
