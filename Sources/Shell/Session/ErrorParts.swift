/// The message of an error taken apart.
package struct ErrorParts: Sendable, Equatable {
    /// What went wrong, with the place in the source before it: `entry:2: droplets.get: 404 not_found: no such droplet`.
    package var headline: String
    /// The request, its id, its attempts: `GET /v2/droplets/1`, `request 7f0c`.
    package var details: [String] = []
    /// What to do about it.
    package var hints: [String] = []
    /// The operation that failed; nil where none was called.
    package var operation: String?
    /// Of the API's answer.
    package var status: Int?

    /// - Parameters:
    ///   - text: The whole message, in the form of `ClientError` where it has one:
    ///     `HEADLINE (METHOD PATH, request ID, 2 attempts); HINT`.
    ///   - hint: One that is not in the message.
    ///   - request: The method and path of the error's call.
    package init(
        _ text: String, hint: String? = nil, request: String? = nil, operation: String? = nil, status: Int? = nil
    ) {
        (self.operation, self.status) = (operation, status)
        headline = text
        if let request, let start = text.firstRange(of: " (" + request) {
            let rest = text[start.upperBound...]
            if let end = rest.firstIndex(of: ")") {
                headline = String(text[..<start.lowerBound])
                details = [request] + rest[..<end].split(separator: ", ").map(String.init)
                let tail = rest[rest.index(after: end)...]
                if tail.hasPrefix("; ") { hints.append(String(tail.dropFirst(2))) }
                if tail.hasPrefix(" (") { details.append(tail.dropFirst(2).filter { $0 != ")" }) }
            }
        }
        if !headline.contains("\n"), let question = headline.firstRange(of: "; did you mean ") {
            hints.append(String(headline[headline.index(question.lowerBound, offsetBy: 2)...]))
            headline = String(headline[..<question.lowerBound])
        }
        if let hint { hints.append(hint) }
    }
}
