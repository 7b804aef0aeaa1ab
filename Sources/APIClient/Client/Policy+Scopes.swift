public import Catalog
internal import HTTPMessage

/// What somebody whose program is not trusted with a whole token may do with it: the scopes it has declared, and no others.
///
/// It holds for everything that the client sends, whoever starts the call.
public struct ScopeLimit: Sendable {
    /// Whom messages name: `the snippet 'retime-triggers'`.
    public var owner: String
    public var scopes: Set<String>
    /// The most that a call may change.
    public var maximumDanger: Operation.Danger
    private let catalog: Catalog

    public init(
        owner: String, scopes: Set<String>, maximumDanger: Operation.Danger, catalog: Catalog = .standard
    ) {
        self.owner = owner
        self.scopes = scopes
        self.maximumDanger = maximumDanger
        self.catalog = catalog
    }

    /// Why a call is not sent, completing the sentence "refused: ..."; nil where it may be.
    func refusal(of call: PreparedCall) -> String? {
        if call.server != nil { return "\(owner) may call the API only, and \(call.name) goes to another server" }
        if let operation = call.operation { return refusal(of: operation) }
        guard call.request.headers.fields.allSatisfy({ Self.isPlain($0.name) }) else {
            return "\(owner) may send no header fields of its own"
        }
        guard let operation = operation(of: call.request) else {
            let request = "\(call.request.method) \(call.shownPath)"
            return "\(owner) may call endpoints that the catalog describes, and not \(request)"
        }
        return refusal(of: operation)
    }

    /// The same for an operation, whatever its arguments.
    package func refusal(of operation: Operation) -> String? {
        if Self.rank(operation.danger) > Self.rank(maximumDanger) {
            let call = "\(operation.qualifiedName) is '\(operation.danger.rawValue)'"
            return "\(owner) declares '@danger \(maximumDanger.rawValue)', and \(call)"
        }
        if operation.scopes.isEmpty, operation.danger == .read { return nil }
        guard !operation.scopes.contains(where: scopes.isSuperset) else { return nil }
        let needed = operation.scopes.map { $0.sorted().joined(separator: " and ") }
        let alternatives = needed.isEmpty ? "a scope that is not documented" : needed.joined(separator: ", or ")
        return "\(operation.qualifiedName) needs \(alternatives), which \(owner) does not declare"
    }

    /// The same for something that is yet to become calls. Of a request written by hand nothing is known yet.
    func refusal(ofOperationNamed name: String) -> String? { catalog.operation(name).flatMap(refusal) }

    private static func rank(_ danger: Operation.Danger) -> Int {
        Operation.Danger.allCases.firstIndex(of: danger) ?? 0
    }

    /// Others could tell a server to take the request for one of another method.
    private static func isPlain(_ header: String) -> Bool { ["accept", "content-type"].contains(header.lowercased()) }

    /// What the catalog calls a request written by hand.
    private func operation(of request: HTTPRequest) -> Operation? {
        // Empty segments are not left out: a server may read `/v2//droplets` as it likes.
        guard let segments = request.pathSegments, !segments.contains(where: { $0.isEmpty || $0.contains("/") }),
            case .operation(let operation, _) = catalog.route(method: request.method, segments: segments)
        else { return nil }
        return operation
    }
}
