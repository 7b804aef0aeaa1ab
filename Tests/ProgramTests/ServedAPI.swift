import Glibc
import TestSupport

/// `moontide serve` on a free port, with folders of its own.
final class ServedAPI {
    let program: RunningProgram
    /// Where it listens: `http://127.0.0.1:40123`.
    let address: String
    let folder: TemporaryFolder

    init(_ arguments: [String] = ["--data", ":memory:"], in folder: TemporaryFolder = TemporaryFolder()) throws {
        self.folder = folder
        program = try RunningProgram(
            Moontide.path, ["serve", "--port", "0"] + arguments, environment: Moontide.environment(in: folder))
        let line = try program.nextLine()
        guard line.hasPrefix("listening on ") else {
            throw RunningProgram.Failure(description: "unexpected first line: \(line)")
        }
        address = String(line.dropFirst("listening on ".count))
    }

    /// Asks it to stop and waits.
    func stop() throws -> RunningProgram.Outcome {
        program.signal(SIGTERM)
        return try program.wait()
    }

    /// What curl prints for a request, with the status after it.
    func curl(_ method: String, _ path: String, body: String? = nil, token: String = exampleToken) throws -> String {
        var arguments = ["-sS", "-X", method, "-w", " %{http_code}", "-H", "Content-Type: application/json"]
        arguments += ["-H", "Authorization: Bearer \(token)"]
        if let body { arguments += ["-d", body] }
        let outcome = try RunningProgram.run("curl", arguments + [address + path])
        return outcome.output + outcome.errorOutput
    }
}

let exampleToken = "dop_v1_" + String(repeating: "0", count: 64)

/// The program under test.
enum Moontide {
    static let path = RunningProgram.built("moontide")

    /// An environment in which it finds no configuration of the person who runs the tests.
    static func environment(in folder: TemporaryFolder, _ more: [String: String] = [:]) -> [String: String] {
        [
            "HOME": folder.path, "XDG_DATA_HOME": folder.file("data"), "XDG_STATE_HOME": folder.file("state"),
            "XDG_CONFIG_HOME": folder.file("config"), "LC_ALL": "C.UTF-8", "PAGER": ""
        ].merging(more) { _, given in given }
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder = TemporaryFolder(), environment: [String: String] = [:],
        input: String? = nil
    ) throws -> RunningProgram.Outcome {
        try RunningProgram.run(
            path, arguments, environment: self.environment(in: folder, environment), directory: folder.path,
            input: input)
    }
}
