import Glibc
import TestSupport
import Testing

/// The served API as pydo meets it, over TLS, which pydo insists on.
struct PydoTests {
    /// A Python with pydo, which `scripts/test` makes; without it these tests are skipped.
    static let python = RunningProgram.built("../../pydo/bin/python")

    @Test(.enabled(if: access(python, X_OK) == 0, "pydo is not installed; scripts/test installs it"))
    func drivesAllOperations() throws {
        let folder = TemporaryFolder()
        let api = try ServedAPI(["--data", ":memory:", "--tls"], in: folder)
        let authority = folder.file("data/moontide/tls/ca.pem")
        let script = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Clients/pydo_functions.py"
        let address = api.address.replacing("127.0.0.1", with: "localhost")
        let outcome = try RunningProgram.run(
            Self.python, [script, address, authority, exampleToken], environment: ["HOME": folder.path])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
        #expect(outcome.output.hasSuffix("16 checks passed\n"), "\(outcome.output)")
        #expect(try api.stop().status == 0)
    }
}
