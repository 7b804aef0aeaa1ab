internal import APIClient

/// Turns the options and the environment into whom the session talks to.
struct CredentialChoice {
    let options: ConnectionOptions

    init(_ options: ConnectionOptions) { self.options = options }

    /// Whoever the credentials are for; without any, the local API.
    func target() throws(ConnectionFailure) -> Connector.Target {
        guard let credentials = try credentials() else { return try withoutToken() }
        var url = credentials.baseURL
        do throws(BaseURLError) {
            if let text = options.url { url = try BaseURL(text) }
        } catch {
            throw ConnectionFailure("--api-url: \(error.description)", kind: .usage)
        }
        return .remote(credentials, url: url)
    }

    /// A context by its name, whatever the options and the environment say besides.
    func target(ofContext name: String) throws(ConnectionFailure) -> Connector.Target {
        var options = options
        (options.tokenFile, options.context) = (nil, name)
        return try CredentialChoice(options).named()
    }

    private func named() throws(ConnectionFailure) -> Connector.Target {
        options.context == Credentials.localContext ? .local(data: options.data ?? LocalData.path) : try target()
    }

    private func credentials() throws(ConnectionFailure) -> Credentials? {
        do throws(CredentialError) {
            return try Credentials.find(
                tokenFile: options.tokenFile, context: options.context, environment: Directories.environment)
        } catch {
            throw ConnectionFailure(error.description, kind: .credentials)
        }
    }

    private func withoutToken() throws(ConnectionFailure) -> Connector.Target {
        guard options.url == nil else {
            throw ConnectionFailure(
                "--api-url needs a token: give --token-file or --context, or set DIGITALOCEAN_TOKEN",
                kind: .credentials)
        }
        return .local(data: options.data ?? LocalData.path)
    }
}
