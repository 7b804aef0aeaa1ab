import TestSupport
import Testing

/// Every example runs, and prints what the file beside it says.
struct ExampleTests {
    private static let project = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    private static let folder = project + "/examples"

    /// The names of the scripts in the folder, so that none is forgotten here.
    static let scripts: [String] = {
        guard let listing = try? RunningProgram.run("ls", [folder]) else { return [] }
        return listing.output.split(separator: "\n").filter { $0.hasSuffix(".lua") }.map(String.init).sorted()
    }()

    @Test func thereAreSome() { #expect(Self.scripts.count >= 4) }

    @Test(arguments: scripts)
    func prints(script: String) throws {
        let outcome = try Moontide.run(["--data", ":memory:", "\(Self.folder)/\(script)"])
        #expect(outcome == .init(status: 0, output: try expected(script.dropLast(".lua".count))))
    }

    /// What was made is gone again: an example leaves a person's data as it was.
    @Test(arguments: scripts)
    func leavesNothing(script: String) throws {
        let folder = TemporaryFolder()
        #expect(try Moontide.run(["\(Self.folder)/\(script)"], in: folder).status == 0)
        let left = try Moontide.run(["-e", "#functions.list_namespaces()"], in: folder)
        #expect(left == .init(status: 0, output: "0\n"))
    }

    private func expected(_ name: some StringProtocol) throws -> String {
        try RunningProgram.run("cat", ["\(Self.folder)/\(name).expected"]).output
    }
}
