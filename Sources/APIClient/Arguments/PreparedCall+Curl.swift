import HTTPMessage

extension PreparedCall {
    /// The command that sends the same request with curl, for a POSIX shell. The token stands as `$DIGITALOCEAN_TOKEN`, the
    /// key for another server as `$ACCESS_KEY`, and an address that is secret as a variable with the argument's name.
    ///
    ///     curl -X PUT -H "Authorization: Bearer $DIGITALOCEAN_TOKEN" -H 'accept: application/json' \
    ///       --data-raw '{"is_enabled":false}' 'https://api.digitalocean.com/v2/...'
    public func curlCommand(baseURL: BaseURL = .digitalOcean) -> String {
        var words = ["curl"]
        switch request.method {
        case "GET": break
        case "HEAD": words.append("--head")
        default: words.append("-X \(request.method)")
        }
        if server == nil {
            words.append("-H \"Authorization: Bearer $DIGITALOCEAN_TOKEN\"")
        } else if server?.accessKey != nil {
            words.append("-H \"Authorization: Bearer $\(variable("access_key"))\"")
        }
        words += request.headers.fields.map { "-H " + shellQuoted("\($0.name): \($0.value)") }
        if !request.body.isEmpty {
            words.append("--data-raw " + shellQuoted(String(decoding: request.body, as: UTF8.self)))
        }
        words.append(address(baseURL))
        return words.joined(separator: " ")
    }

    private func address(_ baseURL: BaseURL) -> String {
        if server?.secretTarget != nil { return "\"$\(variable("address"))\"" }
        let url = baseURL.isDigitalOcean ? server?.url ?? baseURL : baseURL
        return shellQuoted(url.description + request.target)
    }

    /// A variable of the shell for the argument that another server knows the caller by.
    private func variable(_ fallback: String) -> String { (server?.credentialName ?? fallback).uppercased() }

    /// In single quotes nothing has a meaning but the quote itself (POSIX.1, Shell Command Language, 2.2.2).
    private func shellQuoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
