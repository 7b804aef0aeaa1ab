import Glibc
import Testing
import TestSupport

/// The served API as pydo meets it, over TLS, which pydo insists on.
struct PydoTests {
    /// A Python with pydo, which `scripts/test` makes; without it these tests are skipped.
    static let python = RunningProgram.built("../../../.build/pydo/bin/python")

    @Test(.enabled(if: access(python, X_OK) == 0, "pydo is not installed; scripts/test installs it"))
    func drivesAllOperations() throws {
        let folder = TemporaryFolder()
        let api = try ServedAPI(["--data", ":memory:", "--tls"], in: folder)
        let authority = try #require(try api.authorityPath())
        let script = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Clients/pydo_functions.py"
        let address = api.address.replacing("127.0.0.1", with: "localhost")
        let outcome = try RunningProgram.run(
            Self.python, [script, address, authority, exampleToken], environment: ["HOME": folder.path])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
        #expect(outcome.output.hasSuffix("16 checks passed\n"), "\(outcome.output)")
        #expect(try api.stop().status == 0)
    }
}

extension ServedAPI {
    /// The path of the certificate authority, from the line after the address.
    fileprivate func authorityPath() throws -> String? {
        try program.nextLine().split(separator: " ").first { $0.hasSuffix(".pem") }.map(String.init)
    }
}
