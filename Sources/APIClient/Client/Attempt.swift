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
    /// Whether any attempt went to the transport.
    var wasSent = false
    /// How a trace numbers the request that is under way, and when it was sent.
    var trace: (number: Int, start: ContinuousClock.Instant)?
    /// What it uses up of an approval.
    let approvalUse: Approval.Use?

    init(_ call: PreparedCall, configuration: APIClient.Configuration, approvalUse: Approval.Use?) {
        self.call = call
        self.configuration = configuration
        self.approvalUse = approvalUse
        retry = RetryState(method: call.request.method, policy: configuration.retry)
    }
}

extension Attempt {
    /// What the other side is to know the caller by: of the account's token no other server ever hears.
    var token: Token? {
        if let server = call.server { server.accessKey } else { configuration.token }
    }

    /// A model may think for long before the first byte of its answer.
    var limits: TransferLimits {
        guard call.server != nil else { return configuration.limits }
        var limits = configuration.limits
        limits.stallTimeout = max(limits.stallTimeout, limits.totalTimeout)
        return limits
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
