package import APIClient
internal import HTTPMessage

/// Whom an embedded shell talks to.
package enum EmbeddedPeer {
    /// Whom the options and the environment say, as the `moontide` executable does.
    case environment
    /// The local API; nil: with the data of the `moontide` executable.
    case local(data: String?)
    case remote(Credentials, url: BaseURL)
    /// Whomever the client talks to.
    case client(name: String, make: () throws -> APIClient)
    /// Nobody: there is no API.
    case nobody(name: String)

    func connector(_ options: ConnectionOptions) -> Connector {
        let silent = AlwaysConfirmed()
        switch self {
        case .environment: return Connector(options, confirmation: silent)
        case .local(let data):
            return Connector(.local(data: data ?? LocalData.path), options, confirmation: silent)
        case .remote(let credentials, let url):
            return Connector(.remote(credentials, url: url), options, confirmation: silent)
        case .client(let name, let make):
            return Connector(.application(name: name), options, confirmation: silent, makeClient: make)
        case .nobody(let name):
            // Coroutines that wait need somebody to wait with, though nothing is ever sent.
            return Connector(.application(name: name), options, confirmation: silent) {
                APIClient(transport: InProcessTransport { _ in .init(status: 404) })
            }
        }
    }
}
