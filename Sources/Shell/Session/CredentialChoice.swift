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
