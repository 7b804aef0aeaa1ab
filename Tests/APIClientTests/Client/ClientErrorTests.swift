import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// What a user reads when a call fails: whole texts.
struct ClientErrorTests {
    private func error(
        _ result: Result<HTTPResponse, TransportError>, of name: String = "functions.get_trigger",
        token: String? = "dop_v1_secret"
    ) throws -> ClientError {
        let arguments: JSONObject =
            name.hasSuffix("create_namespace")
            ? ["label": "jobs", "region": "nyc1"] : ["namespace_id": "fn-1", "trigger_name": "nightly"]
        let transport = ScriptedTransport(Array(repeating: result, count: 5))
        return try #require(failure(client(transport, token: token), try prepared(name, arguments)))
    }

    private let place = "GET /v2/functions/namespaces/fn-1/triggers/nightly"

    @Test func theShapeOfMostEndpoints() throws {
        let body = #"{"id":"not_found","message":"trigger not found","request_id":"7f0c"}"#
        let error = try error(HTTPResponse.json(404, body))
        #expect(
            error.description
                == "functions.get_trigger: 404 not_found: trigger not found (\(place), request 7f0c)")
        #expect(
            (error.status, error.id, error.message, error.requestID) == (404, "not_found", "trigger not found", "7f0c"))
        #expect(error.body?["id"] == "not_found")
    }

    @Test func theShapeOfTags() throws {
        let body = #"{"error":"bad request","messages":["name is taken","name is long"],"root_causes":[]}"#
        let error = try error(HTTPResponse.json(400, body, headers: ["x-request-id": "9a"]))
        #expect(
            error.description
                == "functions.get_trigger: 400: bad request; name is taken; name is long (\(place), request 9a)")
    }

    @Test func aRejectedTokenNamesItsOrigin() throws {
        let body = #"{"id":"unauthorized","message":"Unable to authenticate you."}"#
        let rejected = try error(HTTPResponse.json(401, body))
        #expect(
            rejected.description
                == "functions.get_trigger: 401 unauthorized: Unable to authenticate you. (\(place)); "
                + "the token of the context 'prod' was rejected")
        #expect(rejected.isAuthenticationFailure)
        #expect(try error(HTTPResponse.json(401, body), token: nil).description.hasSuffix("; a token is needed"))
    }

    @Test func aForbiddenCallNamesTheScopes() throws {
        let body = #"{"id":"forbidden","message":"not allowed"}"#
        #expect(
            try error(HTTPResponse.json(403, body)).description
                == "functions.get_trigger: 403 forbidden: not allowed (\(place)); "
                + "the token needs the scope function:read, or function:admin")
    }

    @Test func aRateLimitSaysWhenToComeBack() throws {
        let body = #"{"id":"too_many_requests","message":"API rate limit exceeded."}"#
        let error = try error(HTTPResponse.json(429, body, headers: ["retry-after": "3000"]))
        #expect(
            error.description
                == "functions.get_trigger: 429 too_many_requests: API rate limit exceeded. (\(place)); try again in 3000 s"
        )
        #expect(error.retryAfter == .seconds(3_000))
        let reset: HTTPHeaders = ["ratelimit-limit": "5000", "ratelimit-remaining": "0", "ratelimit-reset": "1003000"]
        #expect(try self.error(HTTPResponse.json(429, body, headers: reset)).retryAfter == .seconds(3_000))
    }

    @Test func aPageInHTMLIsQuotedShortly() throws {
        let page = "<html>\n<h1>502\u{1B}[31m Bad Gateway</h1>" + String(repeating: "x", count: 5_000)
        let headers: HTTPHeaders = ["content-type": "text/html"]
        let answer = HTTPResponse(status: 422, headers: headers, body: Array(page.utf8))
        #expect(
            try error(.success(answer)).description
                == "functions.get_trigger: 422: not an answer of the API but text/html: "
                + "\"<html> <h1>502[31m Bad Gateway</h1>\(String(repeating: "x", count: 25))…\" (\(place))")
    }

    @Test func aSuccessOfAnotherTypeIsNone() throws {
        let answer = HTTPResponse(status: 200, headers: ["content-type": "text/html"], body: Array("<p>log in".utf8))
        let error = try error(.success(answer))
        #expect(error.kind == .unreadable)
        #expect(
            error.description
                == "functions.get_trigger: 200: not an answer of the API but text/html: \"<p>log in\" (\(place))")
    }

    @Test func anEmptyAnswerToAReadIsNone() throws {
        let error = try error(.success(HTTPResponse(status: 200)))
        #expect(error.kind == .unreadable)
        #expect(error.description == "functions.get_trigger: 200: an empty answer (\(place))")
    }

    @Test func anEmptyAnswerToAChangeIsASuccess() throws {
        let client = client(ScriptedTransport(statuses: [201, 204]))
        let create = try prepared("functions.create_namespace", ["label": "a", "region": "nyc1"])
        #expect(try client.send(create).status == 201)
        #expect(try client.send(prepared("functions.list_namespaces")).status == 204)
    }

    @Test func halfAJSONTextIsToldWithItsPlace() throws {
        let transport = ScriptedTransport([HTTPResponse.json(200, #"{"trigger":{"name":"#)])
        let response = try client(transport).send(
            prepared("functions.get_trigger", ["namespace_id": "fn-1", "trigger_name": "nightly"]))
        do throws(ClientError) {
            _ = try response.json()
            Issue.record("must be refused")
        } catch {
            #expect(error.kind == .unreadable)
            #expect(
                error.description.hasPrefix(
                    "functions.get_trigger: 200: the answer is not valid JSON: JSON: line 1, column 20: "))
        }
    }

    @Test func aRedirectIsNotFollowed() throws {
        let headers: HTTPHeaders = ["location": "https://evil.example/?t=dop_v1_secret"]
        let error = try error(.success(HTTPResponse(status: 302, headers: headers)))
        #expect(error.kind == .redirect)
        #expect(
            error.description
                == "functions.get_trigger: 302: https://api.example.com redirects to \"https://evil.example/?t=[token]\", "
                + "which is not followed (\(place))")
    }

    @Test func noAnswerNamesTheOtherSide() throws {
        let refused = TransportError(.refused, detail: "port 443 closed", mayHaveBeenSent: false)
        let error = try error(.failure(refused))
        #expect(error.kind == .transport(.refused))
        #expect(
            error.description
                == "functions.get_trigger: https://api.example.com: the connection was refused (port 443 closed) "
                + "(\(place), 5 attempts)")
    }

    @Test func anUnknownFateIsSaid() throws {
        let closed = TransportError(.closed, mayHaveBeenSent: true)
        #expect(
            try error(.failure(closed), of: "functions.create_namespace").description
                == "functions.create_namespace: https://api.example.com: the connection closed before the answer was "
                + "complete (POST /v2/functions/namespaces); the request may have been carried out all the same")
        let transport = ScriptedTransport([
            .failure(closed), HTTPResponse.json(404, #"{"id":"not_found","message":"gone"}"#)
        ])
        let call = try prepared("functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": "nightly"])
        #expect(
            failure(client(transport), call)?.description
                == "functions.delete_trigger: 404 not_found: gone (DELETE /v2/functions/namespaces/fn-1/triggers/nightly, "
                + "2 attempts); an earlier attempt may have deleted it")
    }

    /// A server may send back what it was sent.
    @Test func theTokenIsBlackedOutEverywhere() throws {
        let body = #"{"id":"dop_v1_secret","message":"bad dop_v1_secret","request_id":"dop_v1_secret"}"#
        let headers: HTTPHeaders = ["x-request-id": "dop_v1_secret", "location": "/dop_v1_secret"]
        for status in [302, 400, 401, 500] {
            let error = try error(HTTPResponse.json(status, body, headers: headers))
            var dumped = ""
            dump(error, to: &dumped)
            #expect(!error.description.contains("secret") && !dumped.contains("secret"), "\(status)")
        }
        let failed = TransportError(.failed, detail: "sent dop_v1_secret", mayHaveBeenSent: false)
        #expect(try !error(.failure(failed)).description.contains("secret"))
    }
}
