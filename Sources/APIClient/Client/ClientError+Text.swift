extension ClientError: CustomStringConvertible {
    /// One sentence that names the call, the cause, and what to do where that is known.
    ///
    ///     functions.get_trigger: 404 not_found: trigger not found (GET /v2/functions/..., request 7f0c)
    public var description: String {
        let place = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
        return headline + place + (hint.map { "; \($0)" } ?? "")
    }

    /// The call and the cause: `functions.get_trigger: 404 not_found: trigger not found`.
    public var headline: String {
        let code = [status.map { String($0) } ?? "", id].filter { !$0.isEmpty }.joined(separator: " ")
        return [operation, code, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// The request, its id and its attempts.
    public var details: [String] {
        var details = kind == .refused ? [] : ["\(method) \(path)"]
        if let requestID { details.append("request \(requestID)") }
        if attempts > 1 { details.append("\(attempts) attempts") }
        return details
    }

    /// What to do, or to know; nil where the headline says it all.
    public var hint: String? {
        if let rejectedArgument { return "the \(rejectedArgument) was rejected" }
        if isAuthenticationFailure {
            return tokenOrigin.map { "the token of \($0) was rejected" } ?? "a token is needed"
        }
        if !neededScopes.isEmpty, !neededScopes.joined().contains(where: message.contains) {
            let alternatives = neededScopes.map { $0.sorted().joined(separator: " and ") }
            return "the token needs the scope \(alternatives.joined(separator: ", or "))"
        }
        if let retryAfter { return "try again in \(retryAfter.components.seconds) s" }
        guard mayHaveBeenApplied else { return nil }
        return status == 404 && method == "DELETE"
            ? "an earlier attempt may have deleted it" : "the request may have been carried out all the same"
    }
}
