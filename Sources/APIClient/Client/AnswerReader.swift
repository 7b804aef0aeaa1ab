import Catalog
import HTTPMessage
import JSON

/// Makes the result of a call from the result of its last attempt.
struct AnswerReader {
    let attempt: Attempt
    let peer: String
    let unixTime: Int64
    let client: ClientMark

    /// Of a longer body only the beginning is looked at.
    private static let maximumErrorBytes = 1 << 20

    func result(of result: Result<HTTPResponse, TransportError>) -> Result<APIResponse, ClientError> {
        switch result {
        case .failure(let error): .failure(failure(error))
        case .success(let response):
            switch response.status {
            case 200...299: success(response)
            case 300...399: .failure(redirect(response))
            default: .failure(apiError(response))
            }
        }
    }

    /// Any status below 300 counts: the API's own description names one for each operation, and is not always right.
    private func success(_ response: HTTPResponse) -> Result<APIResponse, ClientError> {
        let success = APIResponse(
            call: attempt.call, status: response.status, headers: response.headers, body: response.body,
            attempts: attempt.retry.attempts, client: client)
        guard expectsJSON, lacksJSON(success) else { return .success(success) }
        var error = error(.unreadable, response)
        error.message = ErrorBody(clean(response)).message
        return .failure(error)
    }

    /// An answer to a change may be empty: that it is a success says it all. What was to be read cannot be nothing.
    private func lacksJSON(_ response: APIResponse) -> Bool {
        guard !response.body.isEmpty else { return attempt.call.danger == .read && response.status != 204 }
        guard let type = response.mediaType, !response.isJSON else { return false }
        return attempt.call.operation?.success.otherMediaTypes.contains(type) != true
    }

    private var expectsJSON: Bool {
        attempt.call.operation?.success.mediaType == "application/json" && attempt.call.request.method != "HEAD"
    }

    private func redirect(_ response: HTTPResponse) -> ClientError {
        var error = error(.redirect, response)
        let target = response.headers["location"].map { quoted(clean($0)) } ?? "nowhere"
        error.message = "\(peer) redirects to \(target), which is not followed"
        return error
    }

    private func apiError(_ response: HTTPResponse) -> ClientError {
        let body = ErrorBody(clean(response))
        var error = error(.api, response)
        error.id = body.id
        error.message = body.message
        error.body = body.value
        error.requestID = body.requestID
        error.retryAfter = pauseAskedFor(response)
        if response.status == 403 { error.neededScopes = attempt.call.operation?.scopes ?? [] }
        nameCredentials(in: &error)
        return error
    }

    private func nameCredentials(in error: inout ClientError) {
        if let server = attempt.call.server {
            // A signed address that has expired is answered with 403.
            let isRejected = error.isAuthenticationFailure || error.status == 403 && server.secretTarget != nil
            if isRejected { error.rejectedArgument = server.credentialName }
        } else if error.isAuthenticationFailure, attempt.configuration.token != nil {
            error.tokenOrigin = attempt.configuration.tokenOrigin ?? "this session"
        }
    }

    private func pauseAskedFor(_ response: HTTPResponse) -> Duration? {
        if let pause = RetryAfter.pause(response.headers, unixTime: unixTime) { return pause }
        guard response.status == 429, let pause = RateLimit(response.headers)?.untilReset(after: unixTime) else {
            return nil
        }
        return pause > .zero ? pause : nil
    }

    private func failure(_ transportError: TransportError) -> ClientError {
        var error = ClientError(.transport(transportError.kind), call: attempt.call)
        error.message = "\(peer): \(clean(transportError.description))"
        error.attempts = attempt.retry.attempts
        let isChange = attempt.call.danger != .read
        error.mayHaveBeenApplied = isChange && (attempt.retry.mayHaveBeenApplied || transportError.mayHaveBeenSent)
        return error
    }

    private func error(_ kind: ClientError.Kind, _ response: HTTPResponse) -> ClientError {
        var error = ClientError(kind, call: attempt.call)
        error.status = response.status
        error.requestID = response.headers["x-request-id"].map { bounded(clean($0)) }
        error.attempts = attempt.retry.attempts
        error.mayHaveBeenApplied = attempt.call.danger != .read && attempt.retry.mayHaveBeenApplied
        return error
    }

    /// A server, or a proxy in its place, may send back what it was sent.
    private func clean(_ text: String) -> String {
        let text = attempt.call.server?.redacted(from: text) ?? text
        return attempt.configuration.token?.redacted(from: text) ?? text
    }

    private func clean(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.body = Array(response.body.prefix(Self.maximumErrorBytes))
        let text = String(decoding: response.body, as: UTF8.self)
        let cleaned = clean(text)
        if cleaned != text { response.body = Array(cleaned.utf8) }
        if let id = response.headers["x-request-id"] { response.headers["x-request-id"] = clean(id) }
        return response
    }
}

extension ClientError {
    static func cancelled(_ call: PreparedCall, attempts: Int) -> ClientError {
        var error = ClientError(.cancelled, call: call)
        error.message = "cancelled"
        error.attempts = attempts
        error.mayHaveBeenApplied = call.danger != .read
        return error
    }
}
