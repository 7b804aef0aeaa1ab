import Glibc
import TestSupport
import Testing

/// The served API as pydo meets it, over TLS, which pydo insists on.
struct PydoTests {
    /// A Python with pydo, which `scripts/test` makes; without it these tests are skipped.
    static let python = RunningProgram.built("../../pydo/bin/python")

    private static let isThere = access(python, X_OK) == 0
    private static let tests = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()

    @Test(.enabled(if: isThere, "pydo is not installed; scripts/test installs it"))
    func drivesAllOperationsOfFunctions() throws {
        let output = try run("pydo_functions.py")
        #expect(output.hasSuffix("16 checks passed\n"), "\(output)")
    }

    /// Every operation that pydo shares with the 294, each answer held against what is expected.
    @Test(.enabled(if: isThere, "pydo is not installed; scripts/test installs it"))
    func drivesEveryOperationItHas() throws {
        let output = try run("pydo_sweep", [Self.tests + "/LocalAPITests/SweepPlan.swift"])
        print(output.split(separator: "\n").last ?? "")
        #expect(output.hasSuffix("\n285 of 285 operations hold with pydo\n"), "\(output)")
    }

    /// What a script says to a server of its own.
    private func run(_ script: String, _ arguments: [String] = []) throws -> String {
        let folder = TemporaryFolder()
        let api = try ServedAPI(["--data", ":memory:", "--tls", "--no-rate-limits"], in: folder)
        let authority = folder.file("data/moontide/tls/ca.pem")
        let address = api.address.replacing("127.0.0.1", with: "localhost")
        let outcome = try RunningProgram.run(
            Self.python,
            ["-B", "\(Self.tests)/ProgramTests/Clients/\(script)", address, authority, exampleToken] + arguments,
            environment: ["HOME": folder.path])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
        #expect(try api.stop().status == 0)
        return outcome.output
    }
}
