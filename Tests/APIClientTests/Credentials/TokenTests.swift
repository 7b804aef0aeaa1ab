import APIClient
import Testing

struct TokenTests {
    @Test func doesNotShowItself() throws {
        let token = try Token("dop_v1_secret", from: "a test")
        var dumped = ""
        dump(token, to: &dumped)
        let holder = APIClient.Configuration(token: token)
        for text in ["\(token)", String(reflecting: token), String(describing: Optional(token)), dumped, "\(holder)"] {
            #expect(!text.contains("secret"), "\(text)")
            #expect(text.contains("[token]"), "\(text)")
        }
        #expect(Mirror(reflecting: token).children.isEmpty)
    }

    @Test func dropsTheLineEndOfAFile() throws {
        #expect(try Token(" \tabc\r\n", from: "a test") == Token("abc", from: "a test"))
    }

    @Test(arguments: ["", " \n", "a b", "a\nb", "a\u{7F}", "a\0b", "tökën", String(repeating: "a", count: 4_097)])
    func refusesWhatNoHeaderCanCarry(text: String) {
        #expect(throws: CredentialError.self) { try Token(text, from: "a test") }
    }

    @Test func theErrorDoesNotShowIt() {
        #expect(throws: CredentialError(.malformedToken(origin: "the environment variable DIGITALOCEAN_TOKEN"))) {
            try Token("dop_v1 secret", from: "the environment variable DIGITALOCEAN_TOKEN")
        }
        #expect(
            CredentialError(.malformedToken(origin: "the environment variable DIGITALOCEAN_TOKEN")).description
                == "the token in the environment variable DIGITALOCEAN_TOKEN is not one: it is too long, or has blanks, "
                + "line ends or other characters a token cannot have")
    }
}

struct BaseURLTests {
    @Test(arguments: [
        ("https://api.digitalocean.com", "https://api.digitalocean.com", "api.digitalocean.com", false),
        ("HTTPS://API.example.com:8443/prefix//", "https://API.example.com:8443/prefix", "api.example.com", false),
        ("http://localhost:8080/", "http://localhost:8080", "localhost", true),
        ("http://127.0.0.1", "http://127.0.0.1", "127.0.0.1", true),
        ("http://127.1.2.3:80", "http://127.1.2.3:80", "127.1.2.3", true),
        ("http://[::1]:8080", "http://[::1]:8080", "::1", true),
        ("https://[2001:DB8::1]", "https://[2001:DB8::1]", "2001:db8::1", false)
    ])
    func reads(text: String, description: String, host: String, isLoopback: Bool) throws {
        let url = try BaseURL(text)
        #expect((url.description, url.host, url.isLoopback) == (description, host, isLoopback))
    }

    @Test(arguments: [
        "http://api.digitalocean.com", "http://192.168.0.1", "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.1", "http://0177.0.0.1", "http://2130706433", "http://[::2]", "http://0.0.0.0", "http://[::]",
        "http://[::ffff:192.0.2.1]"
    ])
    func refusesPlainHTTPToOtherMachines(text: String) {
        #expect(throws: BaseURLError(.notEncrypted, url: text)) { try BaseURL(text) }
    }

    @Test(arguments: [
        "", "api.digitalocean.com", "https://", "https:///v2", "https://a b", "https://a?b", "https://a#b",
        "https://a:0", "https://a:65536", "https://a:x", "https://[::1", "https://[1.2.3.4]", "https://a\\@b",
        "https://a%2eb"
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(throws: BaseURLError(.malformed, url: text)) { try BaseURL(text) }
    }

    @Test func refusesOtherSchemesAndPasswords() {
        #expect(throws: BaseURLError(.unknownScheme, url: "ftp://a")) { try BaseURL("ftp://a") }
        #expect(throws: BaseURLError(.hasUser, url: "")) { try BaseURL("https://user:secret@api.example.com") }
    }

    @Test func saysWhyPlainHTTPIsRefused() {
        #expect(
            BaseURLError(.notEncrypted, url: "http://api.example.com").description
                == "\"http://api.example.com\" is plain http to another machine, and the token would be readable on the "
                + "way; use https")
    }
}
