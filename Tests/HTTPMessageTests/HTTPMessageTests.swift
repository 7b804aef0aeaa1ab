import HTTPMessage
import Testing

struct PercentEncodingTests {
    @Test(arguments: [("my trigger", "my%20trigger"), ("a/b", "a%2Fb"), ("é", "%C3%A9"), ("a-b._~", "a-b._~"), ("", "")]
    )
    func roundTrips(plain: String, encoded: String) {
        #expect(PercentEncoding.encode(plain) == encoded)
        #expect(PercentEncoding.decode(encoded) == plain)
    }

    @Test(arguments: ["%", "%4", "%zz", "%ff", "a%C3"])
    func refusesBrokenEscapes(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test func decodesPlusOnlyInForms() {
        #expect(PercentEncoding.decode("a+b") == "a+b")
        #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
    }
}

struct HTTPRequestTests {
    @Test func keepsAnEncodedSlashInsideItsSegment() {
        #expect(HTTPRequest(method: "GET", target: "/v2/a%2Fb/c?x=1").pathSegments == ["v2", "a/b", "c"])
        #expect(HTTPRequest(method: "GET", target: "/v2/").pathSegments == ["v2", ""])
        #expect(HTTPRequest(method: "GET", target: "/v2/%zz").pathSegments == nil)
    }

    @Test func readsTheQueryInOrder() {
        let items = HTTPRequest(method: "GET", target: "/?b=2&a=1+1&flag&x=%zz").queryItems
        #expect(items.map(\.name) == ["b", "a", "flag", "x"])
        #expect(items.map(\.value) == ["2", "1 1", "", "%zz"])
    }
}

struct HTTPHeadersTests {
    @Test func comparesNamesWithoutCase() {
        var headers: HTTPHeaders = ["Content-Type": "a"]
        #expect(headers["content-type"] == "a")
        headers.add("CONTENT-TYPE", "b")
        #expect(headers.values(of: "content-Type") == ["a", "b"])
        headers["content-type"] = "c"
        #expect(headers.fields == [.init(name: "content-type", value: "c")])
        headers["Content-type"] = nil
        #expect(headers.fields.isEmpty)
    }

    @Test func findsTheMediaType() {
        #expect(
            HTTPResponse(status: 200, headers: ["content-type": "Application/JSON; charset=utf-8"]).mediaType
                == "application/json")
        #expect(HTTPResponse(status: 204).mediaType == nil)
    }
}
