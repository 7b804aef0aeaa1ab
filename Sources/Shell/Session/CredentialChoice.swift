internal import APIClient

/// Finds the credentials that the options and the environment name.
struct CredentialChoice {
    let options: ConnectionOptions

    init(_ options: ConnectionOptions) { self.options = options }

    /// `--token-file`, then `--context`, then the environment; none of them: the local API.
    func target() throws(ConnectionFailure) -> Connector.Target {
        if options.context == "local", options.tokenFile == nil { return local }
        do {
            let url = try options.url.map { text throws(BaseURLError) in try BaseURL(text) } ?? .digitalOcean
            guard let (name, token) = try token() else { return try withoutToken() }
            return .remote(name: name, token: token, url: url)
        } catch let error as ConnectionFailure {
            throw error
        } catch {
            throw ConnectionFailure(String(describing: error), kind: .credentials)
        }
    }

    private var local: Connector.Target { .local(data: options.data ?? LocalData.path) }

    private func withoutToken() throws(ConnectionFailure) -> Connector.Target {
        guard options.url == nil else {
            throw ConnectionFailure(
                "--api-url needs a token: give --token-file or --context, or set DIGITALOCEAN_TOKEN", kind: .credentials
            )
        }
        return local
    }

    private func token() throws -> (name: String, token: Token)? {
        if let path = options.tokenFile {
            return ("token", try Token(try Self.read(path), from: path))
        }
        for name in ["DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"] {
            if let text = Directories.environment(name) {
                return ("token", try Token(text, from: "the environment variable \(name)"))
            }
        }
        return nil
    }

    private static func read(_ path: String) throws -> String {
        do {
            return try SourceText.file(path).text
        } catch {
            throw ConnectionFailure(error.description, kind: .credentials)
        }
    }
}
