import TestSupport
import Testing

/// What the prompt tells of the rate limit.
@Suite(.serialized)
struct RatePromptTests {
    private let folder = TemporaryFolder()

    @Test func theRightSideTellsWhenLittleIsLeft() throws {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"], environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>", column: 7)
        // A burst uses up what a minute has.
        try terminal.type("for i = 1, 251 do account.get() end\r")
        try terminal.wait(for: "the reminder") { screen in
            let row = screen.row(screen.cursor.row)
            return row.hasPrefix("local> ") && row.hasSuffix(" 0/5,000 left") && row.count == 79
        }
        // It gives way to what is typed.
        try terminal.type("x = '" + String(repeating: "long ", count: 13))
        try terminal.wait(for: "the row without it") { !$0.row($0.cursor.row).contains("left") }
    }
}
