import TestSupport
import Testing

/// `Cases.md` names for every case the test that shows it; a test that is renamed or goes must not stay in it.
struct CaseTableTests {
    /// The folder of all tests.
    private static let tests = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")

    /// The names of all suites and their functions.
    private func names() throws -> Set<String> {
        let pattern = "(struct|extension) [A-Za-z]+Tests|func [A-Za-z0-9]+"
        let found = try RunningProgram.run("grep", ["-rhoE", pattern, Self.tests, "--include=*.swift"]).output
        return Set(found.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) })
    }

    @Test func everyCaseHasATestThatExists() throws {
        let table = try RunningProgram.run("cat", [Self.tests + "/Cases.md"]).output
        let known = try names()
        let cases = table.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Case") }
        for line in cases {
            let named = line.split(separator: "|").last?.split { !$0.isLetter && !$0.isNumber }.map(String.init) ?? []
            #expect(!named.isEmpty && named.filter { !known.contains($0) } == [], "\(line)")
        }
        #expect(cases.count > 90)
    }
}
