import HTTPMessage

extension PreparedCall {
    /// The command that sends the same request with curl, for a POSIX shell. The token stands as `$DIGITALOCEAN_TOKEN`.
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
        words.append("-H \"Authorization: Bearer $DIGITALOCEAN_TOKEN\"")
        words += request.headers.fields.map { "-H " + shellQuoted("\($0.name): \($0.value)") }
        if !request.body.isEmpty {
            words.append("--data-raw " + shellQuoted(String(decoding: request.body, as: UTF8.self)))
        }
        words.append(shellQuoted(baseURL.description + request.target))
        return words.joined(separator: " ")
    }

    /// In single quotes nothing has a meaning but the quote itself (POSIX.1, Shell Command Language, 2.2.2).
    private func shellQuoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
