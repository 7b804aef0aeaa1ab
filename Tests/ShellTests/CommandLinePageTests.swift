import Glibc
import Shell
import Testing

/// The page about the command line, and the tables that it repeats.
struct CommandLinePageTests {
    private static let project = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    private static func text(of path: String) throws -> String {
        let file = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func rows(under title: String) throws -> [String] {
        let page = try text(of: project + "/Sources/Shell/Shell.docc/CommandLine.md")
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex(of: "### " + title))
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
        return section.filter { $0.hasPrefix("| ") }.dropFirst().map { $0 }
    }

    @Test func hasEveryExitStatus() throws {
        let expected = ExitCode.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        #expect(try Self.rows(under: "Exit status") == expected)
    }

    @Test func hasEveryVariable() throws {
        let expected = EnvironmentVariable.all.map { variable in
            "| \(variable.names.map { "`\($0)`" }.joined(separator: ", ")) | \(variable.meaning) |"
        }
        #expect(try Self.rows(under: "Environment") == expected)
    }

    @Test func hasEveryFile() throws {
        let expected = UsedFile.all.map { "| `\($0.path)` | \($0.meaning) |" }
        #expect(try Self.rows(under: "Files") == expected)
    }

    /// What the sources look up under a name of their own is in the table, or is of no use to a person.
    @Test func theTableHasWhatTheSourcesLookUp() throws {
        let known = Set(EnvironmentVariable.all.flatMap(\.names) + ["HOME"])
        for path in try Self.sources() {
            let text = try Self.text(of: path)
            for beginning in ["getenv(\"", "environment(\"", "environment[\""] {
                for part in text.split(separator: beginning, omittingEmptySubsequences: false).dropFirst() {
                    let name = String(part.prefix { $0 != "\"" })
                    #expect(known.contains(name), "\(name) in \(path)")
                }
            }
        }
    }

    private static func sources() throws -> [String] {
        let pipe = try #require(popen("find '\(project)/Sources' -name '*.swift'", "r"))
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
        let paths = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(paths.count > 100)
        return paths
    }
}
