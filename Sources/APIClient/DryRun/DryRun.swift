public import Catalog
import HTTPMessage
import JSON

/// Calls that are shown and not sent: reads pass, and every write is answered with a stub of what it would return, so that
/// a program goes on.
///
/// A stub is made from the arguments, the resource as its caller had it, and the schema of the answer. What the server would
/// have made up stands there as a placeholder of the right type: `dry-run-1`, `990000000001`, `00000000-0000-4000-8000-000000000001`.
/// What is made, changed or deleted is remembered as long as the run lasts: reading it again gives the stub, or 404 after a
/// deletion, and lists below something that does not exist have the stubs that were made there. Whatever is waited for is
/// ready. Lists of what exists come from the API, without stubs.
///
/// Lives on the client's thread.
public final class DryRun {
    /// What its answers carry.
    public let mark = DryRunMark()
    /// What was not sent, in its order.
    public private(set) var requests: [DryRequest] = []
    /// Told each of them.
    public var handler: (DryRequest) -> Void
    private let catalog: Catalog
    private var stubs: StubStore
    private let isCapturing: Bool
    /// The first call, of a run that only looks what is called.
    public private(set) var captured: PreparedCall?

    public init(catalog: Catalog = .standard, handler: @escaping (DryRequest) -> Void = { _ in }) {
        self.catalog = catalog
        self.handler = handler
        stubs = StubStore(catalog: catalog)
        isCapturing = false
    }

    /// A run that keeps the first call, and ends every call, reads as well, with an error.
    public init(capturingIn catalog: Catalog) {
        self.catalog = catalog
        handler = { _ in }
        stubs = StubStore(catalog: catalog)
        isCapturing = true
    }

    /// What a call gives without being sent; nil for a read that is to be sent.
    func result(of call: PreparedCall, by client: ClientMark) -> Result<APIResponse, ClientError>? {
        if isCapturing {
            captured = captured ?? call
            return .failure(.cancelled(call, attempts: 0))
        }
        let subject = StubSubject(call, in: catalog)
        if call.danger == .read {
            return subject.flatMap { stubs.answer(to: $0) }.map { result($0, of: call, subject, by: client) }
        }
        let request = DryRequest(call, in: catalog)
        requests.append(request)
        handler(request)
        let answer = subject.map { stubs.perform($0) } ?? .found(call.operation == nil ? [:] : nil)
        return result(answer, of: call, subject, by: client)
    }

    private func result(
        _ answer: StubStore.Answer, of call: PreparedCall, _ subject: StubSubject?, by client: ClientMark
    ) -> Result<APIResponse, ClientError> {
        switch answer {
        case .gone:
            var error = ClientError(.api, call: call)
            (error.status, error.id, error.message) = (404, "not_found", "deleted by this dry run")
            return .failure(error)
        case .found(let value):
            // Of values that the store has made, which can be written.
            let body = value.flatMap { try? $0.serialized() } ?? []
            let status = body.isEmpty ? 204 : subject?.operation.success.status ?? 200
            return .success(
                APIResponse(
                    call: call, status: status, headers: body.isEmpty ? [:] : ["content-type": "application/json"],
                    body: body, attempts: 0, client: client, dryRun: mark))
        }
    }
}

/// Tells the stubs of a dry run from those of another, and from what exists.
public final class DryRunMark: Sendable {}
