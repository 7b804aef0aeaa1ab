import Glibc
import MoontideShell

/// A program with a prompt in it, for tests on a terminal. Its argument says which.
@main
struct EmbeddedShellFixture {
    static func main() throws {
        switch CommandLine.arguments.dropFirst().first {
        case "without-api": exit(try shell(name: "plain", connection: .none).run())
        case "two": try runTwo()
        default: exit(try shell(name: "fixture", connection: .localInMemory).run())
        }
    }

    private static func shell(name: String, connection: Connection) throws -> Shell {
        let shell = try Shell(name: name, connection: connection)
        shell.greeting = ["ready"]
        try shell.add(
            Function("spin", "Works until it is interrupted.") { () throws -> Void in
                while true { try Shell.checkInterruption() }
            })
        try shell.add(
            Function(
                "wait_long", "Waits until it is canceled.",
                concurrently: { () async throws -> Int in
                    try await Task.sleep(for: .seconds(1_000))
                    return 1
                }))
        try shell.add(
            Function("quit", "Leaves.", Parameter("status", .integer, "How.")) { [unowned shell] status in
                shell.leave(status: Int32(status))
            })
        try shell.add(
            Command("status", "how it is", completions: { ["web", "worker"] }) { [unowned shell] argument in
                guard argument != "x" else { throw Unknown() }
                shell.write("\(argument.isEmpty ? "all" : argument): fine")
            })
        return shell
    }

    private struct Unknown: Error, CustomStringConvertible {
        var description: String { "there is no 'x'" }
    }

    /// One after the other, and what is left of the process's settings in between.
    private static func runTwo() throws {
        let before = handled
        let first = try shell(name: "first", connection: .none)
        print("left with \(try first.run()), \(handled == before ? "no handler left" : "handled: \(handled)")")
        let second = try shell(name: "second", connection: .none)
        second.prompt = { "2nd" }
        print("left with \(try second.run()), \(try first.evaluate("x"))")
    }

    /// The signals that are not handled as they are by default.
    private static var handled: [Int32] {
        [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGQUIT, SIGCONT, SIGWINCH, SIGPIPE].filter { number in
            var action = sigaction()
            sigaction(number, nil, &action)
            return action.__sigaction_handler.sa_handler != nil
        }
    }
}
