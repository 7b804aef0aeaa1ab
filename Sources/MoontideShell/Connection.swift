public import APIClient

/// Whom a shell's calls of the API go to.
///
/// No token is ever shown, logged or kept: neither by a connection's description nor by an error, the history or a
/// transcript.
public struct Connection {
    enum Kind {
        case automatic(context: String?)
        case local(data: String?)
        case remote(Credentials, BaseURL)
        case client(name: String, make: () throws -> APIClient)
        case none
    }

    let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    /// Whom the `moontide` program would talk to: the account of a token in the environment, else that of doctl's current
    /// context, else the local API. `.context` goes to another, and the user's `contexts.yaml` holds.
    ///
    /// - Parameter context: a context of doctl's configuration, in place of the environment's choice.
    public static func automatic(context: String? = nil) -> Connection { Connection(.automatic(context: context)) }

    /// The local API, in this process: no account, no network.
    ///
    /// - Parameter path: the file of its data, which is made where there is none; nil: that of the `moontide` program.
    public static func local(data path: String? = nil) -> Connection { Connection(.local(data: path)) }

    /// The local API, in this process and in memory: it begins empty and ends with the shell.
    public static var localInMemory: Connection { .local(data: ":memory:") }

    /// The account of a token that the program has.
    ///
    /// - Parameters:
    ///   - token: White space around it is dropped.
    ///   - name: What questions and the prompt call it.
    ///   - url: Another address than the vendor's: `https://...`, or `http://` for a loopback address.
    /// - Throws: ``ShellError`` of the kind `.invalidConnection`.
    public static func token(_ token: String, name: String, url: String? = nil) throws(ShellError) -> Connection {
        let address: BaseURL
        do throws(BaseURLError) {
            address = if let url { try BaseURL(url) } else { .digitalOcean }
        } catch {
            throw ShellError(.invalidConnection, error.description)
        }
        do throws(CredentialError) {
            let origin = "the program"
            let credentials = Credentials(name: name, token: try Token(token, from: origin), origin: origin)
            return Connection(.remote(credentials, address))
        } catch {
            throw ShellError(.invalidConnection, error.description)
        }
    }

    /// Whomever a client of the program talks to: with a transport of its own, say. For programs that have the product
    /// `MoontideEngine`, too.
    ///
    /// - Parameters:
    ///   - name: What questions and the prompt call it.
    ///   - make: Called at the first call, on the shell's thread, and once more where completion asks for values of the API:
    ///     each time it makes another client. The shell sets the client's policy; what this throws becomes the error of
    ///     that call.
    public static func client(named name: String, _ make: @escaping () throws -> APIClient) -> Connection {
        Connection(.client(name: name, make: make))
    }

    /// Nobody: the API's groups are not there, only the program's functions, and those for JSON, YAML, tables and tasks.
    public static var none: Connection { Connection(.none) }
}
