import Snippets
import TestSupport
import Testing

struct SourceTests {
    @Test(
        arguments: [
            ("https://example.com/a.lua", .web("https://example.com/a.lua")),
            ("https://example.com/ops.git", .git(address: "https://example.com/ops.git", tag: "", path: "")),
            (
                "https://example.com/ops#v1:snippets/a.lua",
                .git(address: "https://example.com/ops", tag: "v1", path: "snippets/a.lua")
            ),
            ("git@example.com:ops.git#:x", .git(address: "git@example.com:ops.git", tag: "", path: "x")),
            ("-", .text), ("/nowhere/a.lua", .file("/nowhere/a.lua")), ("/", .folder("/"))
        ] as [(String, SnippetSource)])
    func readsASource(_ text: String, _ source: SnippetSource) throws {
        #expect(try SnippetSource(text) == source)
    }

    @Test(arguments: [
        "", "--upload-pack=x", "http://example.com/a.lua", "ftp://example.com/a", "git://example.com/a.git",
        "ext::sh -c x#v1", "https://example.com/a#--x", "https://example.com/a#v:../b", "https://example.com/a#v:/b"
    ])
    func refusesASource(_ text: String) {
        #expect(#expect(throws: SnippetError.self) { try SnippetSource(text) }?.kind == .source)
    }

    @Test func aSharedBlockComesBackWhateverStandsAroundIt() throws {
        let snippet = try Snippet(text: "--- a: b\nreturn 1", file: "a", origin: .own, reader: HeaderReader())
        let block = SharedBlock.block(of: snippet)
        #expect(SharedBlock.isBlock(block) && SharedBlock.isComplete(block))
        let candidates = try SnippetFetcher().candidates(from: .text, text: Array(("Hi,\n\n" + block + "\nBye\n").utf8))
        #expect(candidates.map(\.snippet.text) == ["--- a: b\nreturn 1\n"])
    }

    @Test func refusesABlockThatWasChangedOrCutOff() throws {
        let snippet = try Snippet(text: "--- a: b\nreturn 1\n", file: "a", origin: .own, reader: HeaderReader())
        let block = SharedBlock.block(of: snippet)
        let changed = #expect(throws: SnippetError.self) {
            try SnippetFetcher().candidates(
                from: .text, text: Array(block.replacing("return 1", with: "return 2").utf8))
        }
        #expect(changed?.kind == .changed)
        let cut = #expect(throws: SnippetError.self) {
            try SnippetFetcher().candidates(from: .text, text: Array(block.dropLast(20).utf8))
        }
        #expect(cut?.message.hasPrefix("the block is cut off") == true)
    }

    @Test func installsFromAFileAndFromAFolder() throws {
        let folder = TemporaryFolder()
        let path = folder.write("--- a: b\n", to: "set/a.lua")
        folder.write("--- b: c\n", to: "set/b.lua")
        folder.write("no snippet", to: "set/README.md")
        let fetcher = SnippetFetcher()
        #expect(try fetcher.candidates(from: .file(path)).map(\.snippet.name) == ["a"])
        #expect(try fetcher.candidates(from: .folder(folder.file("set"))).map(\.snippet.name) == ["a", "b"])
        #expect(try fetcher.candidates(from: .folder(folder.file("set")), only: "b").map(\.snippet.name) == ["b"])
        let error = #expect(throws: SnippetError.self) {
            try fetcher.candidates(from: .folder(folder.file("set")), only: "z")
        }
        #expect(error?.message == "has no z.lua")
    }

    @Test func showsADifferenceWithItsSurroundings() {
        let old = (1...20).map { "line \($0)" }
        var new = old
        new[9] = "other"
        new.append("last")
        let difference = LineDifference(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        #expect(
            difference.text(context: 1) == [
                "@@ 9", " line 9", "-line 10", "+other", " line 11", "@@ 20", " line 20", "+last"
            ])
        #expect(LineDifference(from: "a", to: "a").isEmpty && LineDifference(from: "a", to: "a").text().isEmpty)
    }

    @Test(arguments: 0..<200)
    func aDifferenceHasBothTexts(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        func text() -> String {
            (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                "abc".randomElement(using: &generator).map(String.init)!
            }
            .joined(separator: "\n")
        }
        let (old, new) = (text(), text())
        let difference = LineDifference(from: old, to: new)
        let kept = difference.lines.filter { if case .added = $0 { false } else { true } }.map(\.text)
        let made = difference.lines.filter { if case .removed = $0 { false } else { true } }.map(\.text)
        #expect(kept.joined(separator: "\n") == old && made.joined(separator: "\n") == new)
    }
}

extension LineDifference.Line {
    fileprivate var text: String {
        switch self {
        case .same(let text), .removed(let text), .added(let text): text
        }
    }
}
