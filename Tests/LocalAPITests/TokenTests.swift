import Digest
import HTTPMessage
import JSON
import LocalAPI
import Testing

@Suite struct TokenTests {
    private static let unauthorized = "401 unauthorized: Unable to authenticate you."

    @Test(arguments: [
        "dop_v1_" + String(repeating: "0aF", count: 21) + "9", "doo_v1_" + String(repeating: "b", count: 64), "x",
        "abc.DEF-123_~+/==", String(repeating: "t", count: 512)
    ])
    func wellFormedTokensHaveFullAccess(token: String) throws {
        let caller = try Caller().with(token: token)
        #expect(caller.get(caller.makeNamespace()).status == 200)
        #expect(LocalAPI.isWellFormed(token: token))
    }

    @Test(arguments: [
        nil, "", "dop_v1_", "dop_v1_" + String(repeating: "0", count: 63),
        "dop_v1_" + String(repeating: "g", count: 64),
        "dor_v1_" + String(repeating: "0", count: 64), "a b", "tökén", "=", "a=b", "a\u{1}",
        String(repeating: "t", count: 513)
    ])
    func otherTokensAreRefused(token: String?) throws {
        let reply = try Caller().with(token: token).get(Caller.namespaces)
        #expect(reply.error == Self.unauthorized)
        #expect(!LocalAPI.isWellFormed(token: token ?? ""))
        #expect(reply.header("www-authenticate") == "Bearer")
    }

    @Test(arguments: ["Basic eDo=", "Bearer", "bearer\tx", "Token x"])
    func otherSchemesAreRefused(value: String) throws {
        let reply = try Caller().with(token: nil).call("GET", Caller.namespaces, headers: ["authorization": value])
        #expect(reply.error == Self.unauthorized)
    }

    @Test func theSchemesCaseDoesNotMatter() throws {
        let caller = try Caller().with(token: nil)
        #expect(caller.call("GET", Caller.namespaces, headers: ["Authorization": "bEARER x"]).status == 200)
    }

    @Test func twoTokensAreRefused() throws {
        var headers: HTTPHeaders = ["authorization": "Bearer x"]
        headers.add("authorization", "Bearer y")
        let request = HTTPRequest(method: "GET", target: Caller.namespaces, headers: headers)
        #expect(try Caller().api.respond(to: request).status == 401)
    }

    @Test func aListOfTokensShutsOutTheOthers() throws {
        let caller = try Caller { $0.access = .only(["one", "two"]) }
        #expect(caller.with(token: "one").get(Caller.namespaces).status == 200)
        #expect(caller.with(token: "two").get(Caller.namespaces).status == 200)
        #expect(caller.get(Caller.namespaces).error == Self.unauthorized)
        let minted = try caller.api.mintToken(scopes: ["function:read"])
        #expect(caller.with(token: minted).get(Caller.namespaces).status == 200)
    }

    @Test func mintedTokensMayDoWhatTheirScopesSay() throws {
        let full = try Caller()
        let namespace = full.makeNamespace()
        let reader = full.with(token: try full.api.mintToken(scopes: ["function:read"]))
        #expect(reader.get(Caller.namespaces).status == 200)
        #expect(reader.get(namespace + "/triggers").status == 200)
        #expect(
            reader.call("POST", namespace + "/triggers", Caller.trigger()).error
                == "403 forbidden: not allowed to create trigger: the token needs the scope function:admin or "
                + "function:create")
        #expect(
            reader.get(namespace).error
                == "403 forbidden: not allowed to get namespace: the token needs the scope function:admin")
        let admin = full.with(token: try full.api.mintToken(scopes: ["function:admin"]))
        #expect(admin.get(namespace).status == 200)
        #expect(admin.call("POST", namespace + "/triggers", Caller.trigger()).status == 200)
    }

    @Test func aMintedTokenLooksLikeAPersonalOneAndWorksNowhereElse() throws {
        let token = try Caller().api.mintToken(scopes: ["function:admin"])
        #expect(token.wholeMatch(of: /dop_v1_[0-9a-f]{64}/) != nil)
        #expect(try Caller().with(token: token).get(Caller.namespaces).error == Self.unauthorized)
    }

    @Test func aTokenWithoutScopesMayDoNothing() throws {
        let caller = try Caller()
        let bare = caller.with(token: try caller.api.mintToken(scopes: []))
        #expect(bare.get(Caller.namespaces).status == 403)
    }

    @Test func unknownScopesAreRefusedWithTheNearest() throws {
        let api = try Caller().api
        let error = #expect(throws: StoreError.self) { try api.mintToken(scopes: ["function:raed"]) }
        #expect(error?.kind == .unknownScope("function:raed"))
        #expect(
            error?.description
                == "no operation asks for the scope \"function:raed\"; did you mean 'function:read'?")
    }
}

@Suite struct SHA256Tests {
    /// FIPS 180-4's examples and NIST's test vectors (SHA256ShortMsg, SHA256LongMsg).
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        )
    ])
    func agreesWithTheStandard(message: String, digest: String) {
        #expect(Self.hexadecimal(SHA256.digest(Array(message.utf8))) == digest)
    }

    @Test func agreesOnAMillionBytes() {
        let digest = SHA256.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(Self.hexadecimal(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func everyLengthAroundABlockHasItsOwnDigest() {
        let digests = (0...200).map { SHA256.digest([UInt8](repeating: 0, count: $0)) }
        #expect(Set(digests).count == 201)
        #expect(digests.allSatisfy { $0.count == 32 })
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
