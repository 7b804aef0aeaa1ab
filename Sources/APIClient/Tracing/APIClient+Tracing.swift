internal import HTTPMessage

// What is shown of the attempts.
extension APIClient {
    func traceRequest(of attempt: Attempt) {
        guard let traceHandler else { return }
        lastTraceNumber += 1
        attempt.trace = (number: lastTraceNumber, start: time.now())
        traceHandler(maker(for: attempt).request(number: lastTraceNumber, attempt: attempt.retry.attempts))
    }

    func traceResult(_ result: Result<HTTPResponse, TransportError>, of attempt: Attempt) {
        guard let traceHandler, let (number, start) = attempt.trace else { return }
        attempt.trace = nil
        traceHandler(maker(for: attempt).result(result, number: number, duration: start.duration(to: time.now())))
    }

    private func maker(for attempt: Attempt) -> TraceMaker {
        TraceMaker(
            call: attempt.call, token: attempt.token,
            peer: destination(of: attempt.call)?.description ?? transport.baseURL?.description ?? "")
    }
}
