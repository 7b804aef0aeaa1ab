import Catalog
import HTTPMessage
import LocalAPI
import Testing

/// What a limited token may do, for every operation of the sweep, by what the catalog says.
@Suite struct ScopeTests {
    private static let operations = Set(
        SweepStep.all.compactMap { step -> String? in
            if case .call(let call) = step { call.operation } else { nil }
        }
    ).sorted().compactMap { Catalog.standard.operation($0) }

    @Test func everyOperationNamesTheScopeThatATokenLacks() throws {
        let caller = try Caller()
        let scopeless = caller.with(token: try caller.api.mintToken(scopes: []))
        for operation in Self.operations where !operation.scopes.isEmpty {
            let reply = scopeless.call(operation.method, operation.anyPath, headers: ["x-dangerous": "true"])
            #expect(reply.status == 403, "\(operation.qualifiedName)")
            let needed = operation.scopes.map { $0.sorted().joined(separator: " and ") }.sorted()
            #expect(
                reply.message?.hasSuffix("the token needs the scope " + needed.joined(separator: " or ")) == true,
                "\(operation.qualifiedName): \(reply.error)")
        }
    }

    /// Each of the alternatives alone opens the operation, whatever it then says of a resource that is not there.
    @Test func everyAlternativeOpensItsOperation() throws {
        let caller = try Caller()
        var tokens: [Set<String>: Caller] = [:]
        for operation in Self.operations {
            for scopes in operation.scopes {
                let limited = try tokens[scopes] ?? caller.with(token: caller.api.mintToken(scopes: scopes))
                tokens[scopes] = limited
                let reply = limited.call(operation.method, operation.anyPath, headers: ["x-dangerous": "true"])
                #expect(
                    reply.message?.hasPrefix("not allowed to") != true && reply.status != 401,
                    "\(operation.qualifiedName) with \(scopes): \(reply.error)")
            }
        }
    }

    /// Those that ask for no scope: whoever has a token may call them.
    @Test func allButAFewAskForAScope() {
        #expect(Self.operations.count == SweepPlan.size)
        #expect(Self.operations.filter(\.scopes.isEmpty).map(\.qualifiedName) == ["one_clicks.list"])
    }
}

extension Operation {
    /// A path of it that names resources that are not there.
    fileprivate var anyPath: String {
        path.segments.map { segment in
            switch segment {
            case .literal(let literal): "/" + literal
            case .parameter: "/0"
            }
        }.joined()
    }
}
