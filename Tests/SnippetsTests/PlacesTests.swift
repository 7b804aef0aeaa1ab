import Glibc
import Snippets
import TestSupport
import Testing

struct PlacesTests {
    private let folder = TemporaryFolder()
    private let reader = HeaderReader()

    private var places: SnippetPlaces {
        SnippetPlaces(
            data: folder.file("data"), state: folder.file("state"), path: folder.file("team"),
            project: folder.file("project/.moontide/snippets"))
    }

    private func candidate(_ text: String, source: String = "-") throws -> SnippetCandidate {
        SnippetCandidate(try Snippet(text: text, file: "x", origin: .installed, reader: reader), source: source)
    }

    @Test func theFirstPlaceWins() throws {
        let places = places
        #expect(try places.snippet(named: "list-triggers").origin == .builtIn)
        folder.write("--- list-triggers: team's\n", to: "team/list-triggers.lua")
        #expect(try places.snippet(named: "list-triggers").origin == .shared)
        try places.installed.install(try candidate("--- list-triggers: installed\n"))
        #expect(try places.snippet(named: "list-triggers").origin == .installed)
        folder.write("--- list-triggers: mine\n", to: "data/snippets/list-triggers.lua")
        #expect(try places.snippet(named: "list-triggers").origin == .own)
        folder.write("--- list-triggers: project's\n", to: "project/.moontide/snippets/list-triggers.lua")
        #expect(try places.snippet(named: "list-triggers").origin == .project)
        let entries = places.all().filter { $0.name == "list-triggers" }
        #expect(entries.map(\.origin) == [.project, .own, .installed, .shared, .builtIn])
        #expect(entries.map(\.isHidden) == [false, true, true, true, true])
    }

    @Test func onlyWhatOthersWroteIsForeign() {
        #expect(!Snippet.Origin.builtIn.isForeign && !Snippet.Origin.own.isForeign)
        #expect(
            Snippet.Origin.installed.isForeign && Snippet.Origin.project.isForeign && Snippet.Origin.shared.isForeign)
    }

    @Test func everyBuiltInSnippetIsOne() throws {
        for entry in places.all() { #expect(try entry.snippet.get().name == entry.name) }
        #expect(places.all().contains { $0.name == "retime-triggers" })
    }

    @Test(arguments: ["../x", "a/b", "", ".", "A", "x y", "-x", String(repeating: "a", count: 65)])
    func refusesNamesThatAreNone(_ name: String) {
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: name) }
        #expect(error?.kind == .name)
        #expect(error?.message.hasPrefix("is no name of a snippet; expected lower-case letters") == true)
    }

    @Test func proposesTheNearestName() {
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "unheard-of") }
        #expect(error?.description == "unheard-of: there is no such snippet; moontide snippets lists them")
        let near = #expect(throws: SnippetError.self) { try places.snippet(named: "list-trigers") }
        #expect(near?.description == "list-trigers: there is no such snippet; did you mean 'list-triggers'?")
    }

    @Test func refusesAFileOfAnotherName() {
        folder.write("--- b: c\n", to: "data/snippets/a.lua")
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "a") }
        #expect(error?.message == "the file is called a, and its header says 'b'; rename one of them")
    }

    // MARK: - Files

    @Test(
        arguments: [
            ([0x1B, 0x4C, 0x75, 0x61], "is a compiled chunk; snippets are Lua text"),
            ([0xEF, 0xBB, 0xBF, 0x2D], "begins with a byte order mark; save it as UTF-8 without one"),
            (Array("--- a: b\n\0".utf8), "has a zero byte on line 2; snippets are text"),
            (Array("--- a: b\r\n".utf8), "has a carriage return on line 1; save it with line ends of LF alone"),
            ([0x2D, 0x0A, 0xFF], "is not UTF-8 on line 2; save it as UTF-8")
        ] as [([UInt8], String)])
    func refusesABadFile(_ bytes: [UInt8], _ message: String) {
        write(bytes, "a.lua")
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "a") }
        #expect(error?.message == message)
    }

    @Test func refusesALargeFileWithoutReadingAllOfIt() {
        write([UInt8](repeating: 0x2D, count: 10 << 20), "a.lua")
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "a") }
        #expect(error?.message == "is larger than 1 MiB, which no snippet is")
    }

    @Test func refusesLinksInACircleAndWhatIsNoFile() {
        folder.write("", to: "data/snippets/x.txt")
        let snippets = folder.file("data/snippets")
        symlink("\(snippets)/b.lua", "\(snippets)/a.lua")
        symlink("\(snippets)/a.lua", "\(snippets)/b.lua")
        mkfifo("\(snippets)/pipe.lua", 0o600)
        mkdir("\(snippets)/folder.lua", 0o700)
        #expect(message("a") == "cannot be opened: Too many levels of symbolic links")
        #expect(message("pipe") == "is no regular file")
        #expect(message("folder") == "is no regular file")
    }

    private func message(_ name: String) -> String? {
        #expect(throws: SnippetError.self) { try places.snippet(named: name) }?.message
    }

    private func write(_ bytes: [UInt8], _ name: String) {
        let path = folder.write("", to: "data/snippets/\(name)")
        let descriptor = open(path, O_WRONLY | O_TRUNC)
        #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
    }

    // MARK: - Pins

    @Test func refusesAnInstalledFileThatHasChanged() throws {
        let places = places
        try places.installed.install(try candidate("--- a: b\n", source: "/x/a.lua"))
        #expect(try places.installed.pin(of: "a")?.source == "/x/a.lua")
        #expect(try places.snippet(named: "a").text == "--- a: b\n")
        #expect(try places.installed.verify().isEmpty)
        folder.write("--- a: b\nprint(1)\n", to: "data/snippets/installed/a.lua")
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "a") }
        #expect(error?.kind == .changed)
        #expect(error?.message.hasPrefix("has changed since it was installed: expected sha256 ") == true)
        #expect(try places.installed.verify().map(\.kind) == [.changed])
    }

    @Test func refusesAFileThatNobodyInstalled() {
        folder.write("--- a: b\n", to: "data/snippets/installed/a.lua")
        let error = #expect(throws: SnippetError.self) { try places.snippet(named: "a") }
        #expect(error?.kind == .changed && error?.message.hasPrefix("was not installed by this program") == true)
    }

    @Test func removesAFileWithItsPin() throws {
        try places.installed.install(try candidate("--- a: b\n"))
        try places.installed.remove("a")
        #expect(try places.installed.pins().isEmpty)
        #expect(throws: SnippetError(.unknown, "a", "is not installed")) { try places.installed.remove("a") }
    }

    @Test func filesAreTheOwnersAlone() throws {
        try places.installed.install(try candidate("--- a: b\n"))
        let project = try Snippet(text: "--- p: q\n", file: "p", origin: .project, reader: reader)
        try places.trust.add(project)
        for path in [folder.file("data/snippets/installed/a.lua"), places.trust.path] {
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
    }

    @Test func refusesADamagedFileOfPins() throws {
        folder.write("{", to: "data/snippets/installed/installed.json")
        let error = #expect(throws: SnippetError.self) { try places.installed.pins() }
        #expect(error?.message.hasPrefix("is no JSON: ") == true)
        folder.write("{\"format\":2}", to: "data/snippets/installed/installed.json")
        let newer = #expect(throws: SnippetError.self) { try places.installed.pins() }
        #expect(newer?.message == "has another format than this program reads; update moontide")
    }

    // MARK: - Trust

    @Test func aProjectsSnippetIsTrustedOnceForEachContent() throws {
        let first = try Snippet(text: "--- a: b\n", file: "a", origin: .project, reader: reader)
        let second = try Snippet(text: "--- a: b\nprint(1)\n", file: "a", origin: .project, reader: reader)
        #expect(try !places.trust.contains(first))
        try places.trust.add(first)
        #expect(try places.trust.contains(first))
        #expect(try !places.trust.contains(second))
        let own = try Snippet(text: "--- a: b\nprint(1)\n", file: "a", origin: .own, reader: reader)
        #expect(try places.trust.contains(own))
    }

    // MARK: - Index

    @Test func anIndexPinsAFolder() throws {
        folder.write("--- a: b\n-- @version 1.0\n-- @needs scope function:read\n", to: "team/a.lua")
        try SnippetIndex(folder: folder.file("team")).write()
        #expect(try places.snippet(named: "a").name == "a")
        folder.write("--- c: d\n", to: "team/c.lua")
        #expect(#expect(throws: SnippetError.self) { try places.snippet(named: "c") }?.kind == .changed)
        folder.write("--- a: other\n", to: "team/a.lua")
        #expect(#expect(throws: SnippetError.self) { try places.snippet(named: "a") }?.kind == .changed)
        try SnippetIndex(folder: folder.file("team")).write()
        #expect(try places.snippet(named: "a").header.summary == "other")
    }

    @Test func anIndexIsTheSameEveryTime() throws {
        folder.write("--- a: b\n", to: "team/a.lua")
        let index = SnippetIndex(folder: folder.file("team"))
        #expect(
            try index.made()
                == """
                {
                  "format": 1,
                  "snippets": [
                    {
                      "name": "a",
                      "file": "a.lua",
                      "sha256": "bf37d6dbae3dfc03b9cb39ec9bf36dd4e7d2ba1a7c1de4d0b3bfbb9e2a1a4b0e",
                      "summary": "b",
                      "danger": "read",
                      "scopes": []
                    }
                  ]
                }

                """.replacing("bf37d6dbae3dfc03b9cb39ec9bf36dd4e7d2ba1a7c1de4d0b3bfbb9e2a1a4b0e", with: digest))
    }

    private var digest: String {
        (try? Snippet(text: "--- a: b\n", file: "", origin: .own, reader: reader).digest) ?? ""
    }
}
