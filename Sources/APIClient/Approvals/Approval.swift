import Catalog

/// A yes to a set of intents, for the client that asked.
///
/// It covers what was shown and no more: each call started with it uses up one of the intents of its operation, or the one
/// that names its very request. What it does not cover is asked about as if there were no approval. A call that failed
/// without having been carried out gives its place back, so that it may be tried again.
///
/// Lives on the client's thread, and ends with the client.
public final class Approval {
    /// The client that asked.
    private let mark: ClientMark
    /// How many calls are left, by operation, of intents that name no request.
    private var places: [String: Int] = [:]
    /// The same of intents that do.
    private var requests: [String: Int] = [:]

    init(_ intents: [Intent], mark: ClientMark) {
        self.mark = mark
        for intent in intents where intent.danger != .read {
            if let request = intent.request {
                requests["\(intent.operation) \(request)", default: 0] += intent.count
            } else {
                places[intent.operation, default: 0] += intent.count
            }
        }
    }

    /// How many calls it still covers.
    public var remaining: Int { places.values.reduce(0, +) + requests.values.reduce(0, +) }

    /// What a call has used up.
    struct Use {
        fileprivate enum Place {
            case operation(String)
            case request(String)
        }

        fileprivate let approval: Approval
        fileprivate let place: Place
    }

    /// Uses up a place for the call; nil where it covers none.
    func use(for call: PreparedCall, by client: APIClient) -> Use? {
        guard client.mark === mark else { return nil }
        let request = "\(call.name) \(call.identity)"
        if let left = requests[request], left > 0 {
            requests[request] = left - 1
            return Use(approval: self, place: .request(request))
        }
        guard let left = places[call.name], left > 0 else { return nil }
        places[call.name] = left - 1
        return Use(approval: self, place: .operation(call.name))
    }
}

extension Approval.Use {
    /// Gives the place back of a call that was not sent.
    func giveBack() {
        switch place {
        case .request(let request): approval.add(toRequest: request)
        case .operation(let operation): approval.add(toOperation: operation)
        }
    }

    /// Gives the place back after a failure.
    ///
    /// Where any request of the operation is covered, only one that was surely not carried out may come again; where it is
    /// this request, repeating it is what was approved.
    func giveBack(after error: ClientError) {
        if case .operation = place, !error.isSurelyWithoutEffect { return }
        giveBack()
    }
}

extension Approval {
    fileprivate func add(toRequest request: String) { requests[request, default: 0] += 1 }
    fileprivate func add(toOperation operation: String) { places[operation, default: 0] += 1 }
}

extension ClientError {
    fileprivate var isSurelyWithoutEffect: Bool {
        !mayHaveBeenApplied && kind != .unreadable && (status.map { (400..<500).contains($0) } ?? true)
    }
}
