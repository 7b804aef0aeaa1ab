import Shell
import Testing

struct PrettyPrinterTests {
    private func text(_ value: Snapshot, width: Int = 40) -> String {
        PrettyPrinter(width: width, lineLimit: 12).lines(of: value).joined(separator: "\n")
    }

    private func string(_ text: String) -> Snapshot { .string(Array(text.utf8)) }

    @Test func showsScalarsAsLuaWritesThem() {
        #expect(text(.nil) == "nil")
        #expect(text(.integer(.min)) == "-9223372036854775808")
        #expect(text(.number(1)) == "1.0")
        #expect(text(.number(0.1)) == "0.1")
        #expect(text(.number(1e100)) == "1e+100")
        #expect(text(.number(-.infinity)) == "-inf")
        #expect(text(.opaque("function: builtin")) == "function: builtin")
    }

    @Test func showsAStringBareAtTheTopAndQuotedInside() {
        #expect(text(string("two\nlines\u{1B}[0m \"q\"")) == "two\nlines\\027[0m \"q\"")
        #expect(text(.string([0x61, 0xFF, 0xE6])) == "a\\xFF\\xE6")
        #expect(text(.table(.init(items: [string("a\n\"\\")]))) == "{ \"a\\n\\\"\\\\\" }")
    }

    @Test func keepsAShortTableOnOneLine() {
        let table = Snapshot.Table(
            items: [.integer(1)],
            fields: [.init(key: string("a"), value: .boolean(true)), .init(key: string("end"), value: .cycle)],
            omitted: 3)
        #expect(text(.table(table), width: 60) == "{ 1, a = true, [\"end\"] = <cycle>, …(+3) }")
        #expect(
            text(.table(table)) == """
                {
                  1,
                  a = true,
                  ["end"] = <cycle>,
                  …(+3)
                }
                """)
    }

    @Test func breaksOnlyTheTablesThatDoNotFit() {
        let short = Snapshot.table(.init(items: (1...4).map { .integer($0) }))
        let long = Snapshot.table(.init(items: (1...3).map { _ in string("0123456789") }))
        let table = Snapshot.Table(
            fields: [.init(key: string("short"), value: short), .init(key: string("long"), value: long)],
            typeName: "functions.trigger")
        #expect(
            text(.table(table)) == """
                functions.trigger {
                  short = { 1, 2, 3, 4 },
                  long = {
                    "0123456789",
                    "0123456789",
                    "0123456789",
                  },
                }
                """)
    }

    @Test func saysHowManyLinesAreLeftOut() {
        let lines = text(.table(.init(items: (1...30).map { _ in string("0123456789") })))
        #expect(lines.hasSuffix("\n…(+20 lines)"))
    }

    @Test func sortsNamesBeforeOtherKeys() {
        let keys: [Snapshot] = [.boolean(true), .number(1.5), .integer(-1), string("a b"), string("b"), string("a")]
        #expect(keys.sorted(by: Snapshot.precedes) == keys.reversed())
    }
}
