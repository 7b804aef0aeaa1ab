import APIClient
import HTTPMessage
import HTTPServer
import Snippets
import Synchronization
import TestSupport
import Testing

/// Snippets from a real git repository and a real https server.
struct FetchingTests {
    private let folder = TemporaryFolder()

    // MARK: - git

    private func git(_ arguments: String...) throws {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]
        let outcome = try RunningProgram.run(
            "git", ["-C", folder.file("ops")] + identity + arguments,
            environment: ["HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1"])
        try #require(outcome.status == 0, "\(outcome.errorOutput)")
    }

    /// A repository with two snippets in a folder, a tag, and a later change.
    private func makeRepository() throws {
        folder.write("--- a: first\n", to: "ops/snippets/a.lua")
        folder.write("--- b: other\n", to: "ops/snippets/b.lua")
        folder.write("read me", to: "ops/README.md")
        try git("init", "-q")
        try git("add", ".")
        try git("commit", "-qm", "one")
        try git("tag", "v1")
        folder.write("--- a: second\n", to: "ops/snippets/a.lua")
        try git("commit", "-qam", "two")
    }

    private func candidates(_ source: String, only name: String? = nil) throws -> [SnippetCandidate] {
        try SnippetFetcher().candidates(from: SnippetSource(source), only: name)
    }

    @Test func installsFromARepositoryAtATag() throws {
        try makeRepository()
        let repository = folder.file("ops")
        let all = try candidates(repository + "#v1")
        #expect(all.map(\.snippet.name) == ["a", "b"])
        #expect(all.map(\.snippet.header.summary) == ["first", "other"])
        #expect(all[0].source == repository + "#v1:snippets/a.lua")
        #expect(all[0].detail.hasPrefix("commit ") && all[0].detail.count == 47)
        #expect(try candidates(all[0].source).map(\.snippet.text) == ["--- a: first\n"])
        #expect(try candidates(repository + "#:snippets/a.lua").map(\.snippet.header.summary) == ["second"])
        #expect(try candidates("file://" + repository + "#v1:snippets", only: "b").map(\.snippet.name) == ["b"])
    }

    @Test func linksAndHooksOfARepositoryDoNothing() throws {
        try makeRepository()
        _ = try RunningProgram.run("ln", ["-s", "/etc/passwd", folder.file("ops/snippets/c.lua")])
        folder.write("* filter=evil\n", to: "ops/.gitattributes")
        try git("add", ".")
        try git("commit", "-qm", "three")
        #expect(try candidates(folder.file("ops") + "#main:snippets").map(\.snippet.name) == ["a", "b"])
    }

    @Test func saysWhatGitSays() throws {
        try makeRepository()
        let repository = folder.file("ops")
        let tag = #expect(throws: SnippetError.self) { try candidates(repository + "#v9") }
        #expect(tag?.description == "\(repository)#v9: git says: Remote branch v9 not found in upstream origin")
        let path = #expect(throws: SnippetError.self) { try candidates(repository + "#v1:nowhere") }
        #expect(path?.description == "\(repository): has no 'nowhere'")
        let none = #expect(throws: SnippetError.self) { try candidates(folder.file("nothing.git")) }
        #expect(none?.kind == .source)
    }

    @Test func refusesALargeFileOfARepository() throws {
        try makeRepository()
        folder.write(String(repeating: "-", count: 2 << 20), to: "ops/snippets/z.lua")
        try git("add", ".")
        try git("commit", "-qm", "large")
        let error = #expect(throws: SnippetError.self) { try candidates(folder.file("ops") + "#main:snippets/z.lua") }
        #expect(error?.message == "is larger than 1 MiB, which no snippet is")
    }

    // MARK: - https

    /// Requests that a server got.
    private final class Log: Sendable {
        let requests = Mutex<[HTTPRequest]>([])
    }

    private func serve(_ log: Log = Log()) throws -> (server: HTTPServer, fetcher: SnippetFetcher) {
        let authority = try CertificateAuthority(directory: folder.file("tls"))
        var configuration = HTTPServer.Configuration()
        configuration.tls = try authority.identity(hosts: ["localhost"])
        let server = try HTTPServer(configuration: configuration) { request in
            log.requests.withLock { $0.append(request) }
            switch request.path {
            case "/a.lua": return HTTPResponse(status: 200, body: Array("--- a: fetched\n".utf8))
            case "/large.lua": return HTTPResponse(status: 200, body: Array(repeating: 0x2D, count: 2 << 20))
            case "/moved": return HTTPResponse(status: 302, headers: ["location": "/a.lua"])
            case "/away": return HTTPResponse(status: 302, headers: ["location": "http://localhost/a.lua"])
            case "/circle": return HTTPResponse(status: 302, headers: ["location": "/circle"])
            case "/nowhere": return HTTPResponse(status: 301)
            default: return HTTPResponse(status: 404)
            }
        }
        return (server, SnippetFetcher(certificateFile: authority.certificatePath))
    }

    @Test func fetchesOverHTTPSWithoutAToken() throws {
        let log = Log()
        let (server, fetcher) = try serve(log)
        defer { server.stop() }
        for path in ["/a.lua", "/moved", "/a.lua?v=1#there"] {
            let address = "https://localhost:\(server.port)\(path)"
            let found = try fetcher.candidates(from: .web(address))
            #expect(found.map(\.snippet.header.summary) == ["fetched"] && found.map(\.source) == [address])
        }
        let requests = log.requests.withLock { $0 }
        #expect(!requests.isEmpty && requests.allSatisfy { $0.headers["authorization"] == nil && $0.method == "GET" })
    }

    @Test(arguments: [
        ("/missing.lua", "expected the file, and the server answers 404"),
        ("/away", "leads away from https, which is not followed"), ("/circle", "redirects more than 3 times"),
        ("/nowhere", "redirects, and does not say where to"),
        ("/large.lua", "cannot be fetched: the answer is larger than allowed"),
        ("/a b.lua", "is no address; blanks and other characters are written as %20")
    ])
    func refusesWhatIsNoFileOfAServer(_ path: String, _ message: String) throws {
        let (server, fetcher) = try serve()
        defer { server.stop() }
        let error = #expect(throws: SnippetError.self) {
            try fetcher.candidates(from: .web("https://localhost:\(server.port)\(path)"))
        }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test func trustsNoOtherAuthority() throws {
        let (server, _) = try serve()
        defer { server.stop() }
        let error = #expect(throws: SnippetError.self) {
            try SnippetFetcher().candidates(from: .web("https://localhost:\(server.port)/a.lua"))
        }
        #expect(error?.message.contains("the certificate is not trusted") == true)
    }
}
