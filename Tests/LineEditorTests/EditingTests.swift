import Glibc
import TestSupport
import Testing

@Suite struct EditingTests {
    private let fixture = Fixture()

    @Test func editsAndReturnsALine() throws {
        let terminal = try fixture.start()
        try terminal.type("hello wrld\u{1b}[D\u{1b}[D\u{1b}[Do")
        try terminal.expect(lastRow: "do> hello world", column: 12)
        try terminal.type("\r")
        try terminal.expect("do> hello world\nline: hello world\ndo>")
    }
}
