import JSON
import Shell
import Testing

struct OutputWriterTests {
    private let records: JSONValue = [
        ["id": 7, "name": "a, \"b\"", "tags": ["x", "y"], "size": ["vcpus": 2], "note": .null],
        ["id": 8, "name": "two\nlines\tand \\", "price": 0.5, "on": true]
    ]

    @Test func writesCSVAsRFC4180Says() throws {
        #expect(
            try OutputWriter(format: .csv).text(records) == """
                id,name,tags,size.vcpus,note,price,on
                7,"a, ""b""\","[""x"",""y""]",2,,,
                8,"two
                lines\tand \\",,,,0.5,true

                """)
    }

    @Test func quotesWhatOnlyLooksLikeOneCharacter() throws {
        var writer = OutputWriter(format: .csv)
        writer.columns = ["a"]
        // A quote with a combining accent is one character to Swift, and a quote to whoever reads the file.
        #expect(
            try writer.text([["a": "x\"\u{301}"], ["a": ""], ["a": "\r\n"]]) == "a\n\"x\"\"\u{301}\"\n\"\"\n\"\r\n\"\n")
    }

    @Test func writesTheChosenMembersInEveryFormat() throws {
        let records: JSONValue = [
            ["id": 7, "size": ["vcpus": 2], "ips": [["a": "x"], ["a": "y"]], "a.b": 1], ["id": 8]
        ]
        func text(_ format: OutputFormat, _ columns: String...) throws -> String {
            var writer = OutputWriter(format: format)
            writer.columns = columns
            return try writer.text(records)
        }
        #expect(
            try text(.jsonl, "size.vcpus", "id", "a.b")
                == "{\"size.vcpus\":2,\"id\":7,\"a.b\":1}\n{\"size.vcpus\":null,\"id\":8,\"a.b\":null}\n")
        #expect(try text(.yaml, "id") == "- id: 7\n- id: 8\n")
        #expect(try text(.csv, "ips.a", "ips.2.a", "ips.3.a") == "ips.a,ips.2.a,ips.3.a\n\"x, y\",y,\n,,\n")
        #expect(try text(.table, "id", "size.vcpus") == "id  vcpus\n 7      2\n 8\n")
    }

    @Test func refusesAnIdentifierOfTwoLines() {
        #expect(throws: OutputError(format: .ids, reason: "an identifier has several lines")) {
            try OutputWriter(format: .ids).text([["id": "a\nb"]])
        }
    }

    @Test func writesTheLeastIntegerSoThatLuaReadsAnInteger() throws {
        #expect(try OutputWriter(format: .lua).text([.integer(.min)]) == "{\n  math.mininteger,\n}\n")
    }

    @Test func writesNoLineForNoRecords() throws {
        #expect(try OutputWriter(format: .csv).text([]) == "")
        #expect(try OutputWriter(format: .csv).text([:]) == "")
    }

    @Test func writesTSVWithEscapes() throws {
        var writer = OutputWriter(format: .tsv)
        writer.columns = ["id", "name"]
        writer.showsHeader = false
        #expect(try writer.text(records) == "7\ta, \"b\"\n8\ttwo\\nlines\\tand \\\\\n")
    }

    @Test func writesOneRecordALine() throws {
        #expect(try OutputWriter(format: .jsonl).text([["a": 1], ["a": 1.5]]) == "{\"a\":1}\n{\"a\":1.5}\n")
        #expect(try OutputWriter(format: .jsonl).text("x") == "\"x\"\n")
    }

    @Test func writesWhatIdentifiesARecord() throws {
        #expect(try OutputWriter(format: .ids).text(records) == "7\n8\n")
        #expect(try OutputWriter(format: .ids).text(["a", "b"]) == "a\nb\n")
        var writer = OutputWriter(format: .ids)
        writer.identityPaths = ["size.vcpus", "name"]
        #expect(try writer.text([["id": 7, "size": ["vcpus": 2]]]) == "2\n")
        #expect(throws: OutputError.self) { try writer.text([["x": 1]]) }
    }

    @Test func writesLuaThatGivesTheValueBack() throws {
        #expect(
            try OutputWriter(format: .lua).text([["end": "a\u{1}\"", "ok": [], "n": .null, "f": 2.0, "1a": [1]]]) == """
                {
                  {
                    ["end"] = "a\\001\\"",
                    ok = {},
                    n = null,
                    f = 2.0,
                    ["1a"] = {
                      1,
                    },
                  },
                }

                """)
    }

    @Test func refusesANumberThatJSONDoesNotHave() {
        #expect(throws: OutputError.self) {
            try OutputWriter(format: .json).text([.number(.infinity)])
        }
    }
}
