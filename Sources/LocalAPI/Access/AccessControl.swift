import Catalog
import Digest
import HTTPMessage

/// Who may call, and what each may do.
struct AccessControl: Sendable {
    private let store: Store
    /// The hashes of the tokens that are taken; nil where every one is.
    private let accepted: Set<[UInt8]>?

    init(_ access: LocalAPI.Access, store: Store) {
        self.store = store
        accepted =
            switch access {
            case .anyToken: nil
            case .only(let tokens): Set(tokens.map { SHA256.digest(Array($0.utf8)) })
            }
    }

    /// Who sends a request, by its bearer token (RFC 6750 section 2.1).
    ///
    /// - Throws: `Refusal` 401 where there is no token or a wrong one, `StoreError`.
    func caller(of request: HTTPRequest) throws -> Caller {
        let values = request.headers.values(of: "authorization")
        guard values.count == 1, let token = Token(authorization: values[0]) else { throw Refusal.unauthorized }
        if token.isMinted {
            guard let scopes = try store.read({ try $0.scopes(ofDigest: token.digest) }) else {
                throw Refusal.unauthorized
            }
            return Caller(token: token, scopes: scopes)
        }
        guard accepted?.contains(token.digest) != false else { throw Refusal.unauthorized }
        return Caller(token: token, scopes: nil)
    }

    /// - Throws: `Refusal` 403 that names the scopes that would do.
    static func check(_ caller: Caller, mayDo operation: Operation) throws(Refusal) {
        guard let scopes = caller.scopes, !operation.scopes.isEmpty else { return }
        guard operation.scopes.contains(where: scopes.isSuperset) else { throw .forbidden(operation) }
    }
}

/// Who sent a request.
struct Caller {
    var token: Token
    /// Nil for full access.
    var scopes: Set<String>?
}
