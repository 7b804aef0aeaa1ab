import HTTPMessage

/// A call under way: sent, or waiting to be sent. An object, because a prepared call is large to copy.
final class Attempt {
    let call: PreparedCall
    let configuration: APIClient.Configuration
    var retry: RetryState
    /// Nil while it waits.
    var transfer: TransferID?
    /// How the rate budget knows the request that is under way.
    var passage: RatePassage?

    init(_ call: PreparedCall, configuration: APIClient.Configuration) {
        self.call = call
        self.configuration = configuration
        retry = RetryState(method: call.request.method, policy: configuration.retry)
    }
}

extension RetryState.Event {
    /// What an attempt's result means for the next one.
    init(_ result: Result<HTTPResponse, TransportError>, unixTime: Int64) {
        switch result {
        case .failure(let error): self = .failure(error)
        case .success(let response):
            self = .answer(
                status: response.status, retryAfter: RetryAfter.pause(response.headers, unixTime: unixTime),
                untilReset: RateLimit(response.headers)?.untilReset(after: unixTime))
        }
    }
}
