import HTTPMessage
import JSON
import LocalAPI
import Testing

@Suite struct ServingTests {
    @Test(arguments: [
        "/", "/v2", "/v2/functions", "/v2/functions/namespaces/", "/v2/functions//namespaces", "/v2/nothing",
        "/v1/functions/namespaces", ""
    ])
    func unknownPathsAreNotFound(path: String) throws {
        let reply = try Caller().get(path)
        #expect(reply.error == "404 not_found: The resource you requested could not be found.")
    }

    @Test func otherMethodsAreNotAllowed() throws {
        let reply = try Caller().call("PATCH", Caller.namespaces)
        #expect(reply.error == "405 method_not_allowed: PATCH is not allowed here; allowed: GET, HEAD, POST, OPTIONS")
        #expect(reply.header("allow") == "GET, HEAD, POST, OPTIONS")
    }

    @Test func operationsOfOtherServersAreNotHere() throws {
        #expect(
            try Caller().get("/v1/models").error
                == "501 not_implemented: inference.list_models is at another server of DigitalOcean's, "
                + "not in the local API.")
    }

    @Test(arguments: ["/v2/functions/namespaces/%zz", "/v2/functions/namespaces/%", "/v2/functions/namespaces/%ff"])
    func brokenEscapesAreRefused(path: String) throws {
        #expect(
            try Caller().get(path).error
                == "400 bad_request: The path has a % that two hexadecimal digits do not follow, "
                + "or is not UTF-8.")
    }

    @Test func everyAnswerHasARequestIdentifierAndAMediaType() throws {
        let caller = try Caller()
        let success = caller.get(Caller.namespaces)
        #expect(success.header("content-type") == "application/json; charset=utf-8")
        let first = try #require(success.header("x-request-id"))
        #expect(first.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        let error = caller.get("/v2/nothing")
        #expect(error.json.names == ["id", "message", "request_id"])
        #expect(error.json["request_id"]?.string == error.header("x-request-id"))
        #expect(error.header("x-request-id") != first)
        #expect(error.header("content-type") == "application/json; charset=utf-8")
    }

    @Test(arguments: [
        ("{", "JSON: line 1, column 2: "), ("{\"name\": nul}", "JSON: line 1, column 10: "),
        ("{\n \"a\": 1,\n}", "JSON: line 3, column 1: ")
    ])
    func brokenBodiesAreRefusedWithThePlace(text: String, place: String) throws {
        let caller = try Caller()
        let keys = caller.makeNamespace() + "/keys"
        let reply = post(Array(text.utf8), to: keys, caller)
        #expect(reply.error.hasPrefix("400 bad_request: Invalid request payload: " + place), "\(reply.error)")
    }

    @Test(arguments: [("[]", "an array"), ("null", "null"), ("5", "an integer"), ("\"x\"", "a string")])
    func aBodyIsAnObject(text: String, found: String) throws {
        let reply = post(Array(text.utf8), to: Caller.namespaces, try Caller())
        #expect(reply.error == "400 bad_request: Invalid request payload: expected a JSON object, found \(found)")
    }

    @Test func invalidTextInABodyIsRefused() throws {
        #expect(
            post(Array("{\"label\":\"".utf8) + [0xFF] + Array("\"}".utf8), to: Caller.namespaces, try Caller()).status
                == 400)
    }

    @Test func aDeepBodyIsRefused() throws {
        let bytes = Array("{\"label\":".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(post(bytes, to: Caller.namespaces, try Caller()).status == 400)
    }

    @Test func aLargeBodyIsRefused() throws {
        let reply = post([UInt8](repeating: 0x20, count: 10 * 1_024 * 1_024 + 1), to: Caller.namespaces, try Caller())
        #expect(reply.error == "413 request_too_large: The request body is larger than 10 MiB.")
    }

    @Test func otherMediaTypesAreRefused() throws {
        let caller = try Caller()
        let body = Array(#"{"label":"a","region":"nyc1"}"#.utf8)
        for type in ["application/x-www-form-urlencoded", "text/plain", "application/yaml"] {
            let reply = post(body, to: Caller.namespaces, caller, type: type)
            #expect(
                reply.error == "415 unsupported_media_type: expected the content type application/json, found \(type)")
        }
        #expect(post(body, to: Caller.namespaces, caller, type: "Application/JSON ; charset=UTF-8").status == 200)
        let again = Array(#"{"label":"b","region":"nyc1"}"#.utf8)
        #expect(post(again, to: Caller.namespaces, caller, type: nil).status == 200)
    }

    @Test func headIsGetWithoutABody() throws {
        let caller = try Caller()
        let path = caller.makeNamespace()
        let (get, head) = (caller.get(path), caller.call("HEAD", path))
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.header("content-length") == "\(get.body.count)")
        let request = HTTPRequest(method: "HEAD", target: path, headers: LocalAPI.exampleHeaders)
        #expect(caller.api.respond(to: request, keepsBodyOfHead: true).body == get.body)
        #expect(head.header("content-type") == get.header("content-type"))
        let missing = caller.call("HEAD", Caller.namespaces + "/fn-none")
        #expect(missing.status == 404)
        #expect(missing.body.isEmpty)
        #expect(caller.call("HEAD", path + "/keys/x").status == 405)
    }

    private func post(_ body: [UInt8], to path: String, _ caller: Caller, type: String? = "application/json") -> Reply {
        var request = HTTPRequest(method: "POST", target: path, headers: LocalAPI.exampleHeaders, body: body)
        request.headers["content-type"] = type
        return Reply(caller.api.respond(to: request))
    }
}

@Suite struct CORSTests {
    @Test func preflightNeedsNoToken() throws {
        let reply = try Caller().with(token: nil).call(
            "OPTIONS", Caller.namespaces,
            headers: [
                "origin": "https://example.com", "access-control-request-method": "POST",
                "access-control-request-headers": "authorization, content-type, x-custom"
            ])
        #expect(reply.status == 204)
        #expect(reply.body.isEmpty)
        #expect(reply.header("access-control-allow-origin") == "https://example.com")
        #expect(reply.header("access-control-allow-methods") == "GET, HEAD, POST, OPTIONS")
        #expect(reply.header("access-control-allow-headers") == "authorization, content-type, x-custom")
        #expect(reply.header("access-control-allow-credentials") == "true")
        #expect(reply.header("access-control-max-age") == "86400")
        #expect(reply.header("vary") == "Origin")
    }

    @Test func answersNameTheOriginAndWhatItMayRead() throws {
        for target in [Caller.namespaces, "/v2/nothing"] {
            let reply = try Caller().call("GET", target, headers: ["origin": "http://localhost:3000"])
            #expect(reply.header("access-control-allow-origin") == "http://localhost:3000")
            #expect(reply.header("access-control-allow-credentials") == "true")
            #expect(
                reply.header("access-control-expose-headers")
                    == "ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id")
        }
    }

    @Test func withoutAnOriginThereIsNothingOfIt() throws {
        let reply = try Caller().get(Caller.namespaces)
        #expect(!reply.response.headers.fields.contains { $0.name.hasPrefix("access-control") })
        let options = try Caller().call("OPTIONS", Caller.namespaces)
        #expect(options.status == 204)
        #expect(options.header("allow") == "GET, HEAD, POST, OPTIONS")
        #expect(try Caller().call("OPTIONS", "/v2/nothing").status == 404)
    }
}
