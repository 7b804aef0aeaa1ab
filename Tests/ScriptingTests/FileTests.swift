import Glibc
import HTTPMessage
import JSON
import Lua
import Scripting
import TestSupport
import Testing

/// `save`, and answers that are not JSON.
struct FileTests {
    let vendor = FakeVendor()
    let folder = TemporaryFolder()

    private func contents(of name: String) -> [UInt8]? {
        let descriptor = open(folder.file(name), O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    private func mode(of name: String) -> mode_t {
        var status = stat()
        return lstat(folder.file(name), &status) == 0 ? status.st_mode & 0o777 : 0
    }

    private var names: [String] {
        guard let directory = opendir(folder.path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    @Test func bytesAreAStringThatCanBeSaved() throws {
        let bytes: [UInt8] = [0x25, 0x50, 0, 0xFF, 0x0A]
        vendor.respond = { _ in HTTPResponse(status: 200, headers: ["content-type": "application/pdf"], body: bytes) }
        let path = folder.file("report.pdf")
        #expect(
            try vendor.engine().value("local r = widgets.report() return #r .. save(r, '\(path)')")
                == "5\(path)")
        #expect(contents(of: "report.pdf") == bytes)
        #expect(mode(of: "report.pdf") == 0o600)
        #expect(names == ["report.pdf"])
    }

    @Test func aTableIsSavedAsJSON() throws {
        _ = try vendor.engine().value("save({ a = 1, list = json.array{} }, '\(folder.file("x.json"))')")
        let text = try #require(contents(of: "x.json"))
        #expect(try JSONValue(parsing: text) == ["a": 1, "list": []])
        #expect(text.last == UInt8(ascii: "\n"))
    }

    @Test func refusesToOverwrite() throws {
        folder.write("old", to: "a")
        let path = folder.file("a")
        #expect(
            try vendor.engine().value(
                "local _, e = pcall(function() save('new', '\(path)') end) return e.kind .. '|' .. e.path .. '|' .. tostring(e)"
            )
                == "file|\(path)|test:1: save: \(path): the file exists; { overwrite = true } replaces it")
        #expect(contents(of: "a") == Array("old".utf8))
        #expect(names == ["a"])
    }

    @Test func overwritesWhereAskedAndKeepsPermissionsAndLinks() throws {
        folder.write("old", to: "a")
        chmod(folder.file("a"), 0o640)
        symlink("a", folder.file("link"))
        _ = try vendor.engine().value("save('new', '\(folder.file("link"))', { overwrite = true })")
        #expect(contents(of: "a") == Array("new".utf8))
        #expect(mode(of: "a") == 0o640)
        #expect(names == ["a", "link"])
        var status = stat()
        #expect(lstat(folder.file("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test(arguments: [
        ("save('x', '/dev/null/a')", "save: /dev/null/a: no file can be made there: Not a directory"),
        ("save('x', '/', { overwrite = true })", "save: /: is no regular file"),
        ("save('x', '')", "save: : is no name of a file"),
        ("save(7, 'a')", "bad argument #1 to 'save' (string or table expected, got number)"),
        ("save('x')", "bad argument #2 to 'save' (string expected, got no value)"),
        ("save('x', 'a', { overwite = true })", "save: the only option is 'overwrite'"),
        ("save({ f = print }, 'a')", "save: ")
    ])
    func explainsWhatIsWrong(source: String, text: String) throws {
        let error = #expect(throws: LuaError.self) { try vendor.engine().value(source) }
        #expect(error?.message.hasPrefix("test:1: \(text)") == true, "\(error?.message ?? "")")
    }
}
