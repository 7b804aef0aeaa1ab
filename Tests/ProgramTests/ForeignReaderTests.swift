import Glibc
import TestSupport
import Testing

/// Whether other people's readers get the same values from what the program writes.
struct ForeignReaderTests {
    /// A Python with ruamel.yaml, a reader of YAML 1.2, which `scripts/test` makes.
    static let pythonWithYAML = RunningProgram.built("../../python-yaml/bin/python")

    private let folder = TemporaryFolder()

    /// Texts that a careless writer or reader turns into something else.
    private let records = """
        local texts = {
            'no', 'off', 'Yes', 'y', 'null', '~', 'true', '1e3', '0o7', '0x1F', '012', '1_000', '1:30', '.5', '-1',
            '.inf', '.NaN', '2026-11-21', '2026-11-21T03:15:00Z', '', ' leading', 'trailing ', '\\tboth\\t',
            'two\\nlines', 'line\\n', '\\nline', '\\n\\n', 'lines\\n\\n\\n', '  in\\n dented\\n', 'cr\\rlf\\r\\n', 'tab\\tin',
            'a\\n\\n  b\\n\\tc\\n', 'trailing \\nblank', '- item', '? key', 'a: b', 'a:', 'a #b', '#', '[1]', '{a: 1}',
            '&a', '*a', '!tag', '|', '>', '%x', '@x', '`x', "'", '"', '"quoted", and comma', '\\\\n', '\\\\',
            'emoji 🎉', '日本語', 'e\\u{301}', '"\\u{301}', '\\u{1}\\u{1B}[0m\\u{7F}', '\\u{85}\\u{2028}\\u{2029}',
            '\\u{FEFF}bom', '\\u{200B}', '---', '...', '<<', '=', '0', '-', '?', ':', ',', string.rep('long ', 400)
        }
        local records = {}
        for i, text in ipairs(texts) do records[i] = { text = text, [text] = i } end

        """

    private func write(_ format: String, _ chunk: String) throws {
        let outcome = try RunningProgram.run(
            "sh", ["-c", "\"$0\" -o \"$1\" -e \"$2\" > \"$3\"", Moontide.path, format, chunk, folder.file(format)],
            environment: Moontide.environment(in: folder, ["PATH": "/usr/bin:/bin"]))
        #expect(outcome == .init(status: 0, output: "", errorOutput: ""))
    }

    private func readBack(_ format: String, with python: String) throws -> RunningProgram.Outcome {
        let script = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Clients/read_back.py"
        return try RunningProgram.run(
            python, [script, format, folder.file("json"), folder.file(format)],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
    }

    @Test(arguments: ["csv", "tsv"])
    func readTheSameFieldsFromDelimitedText(format: String) throws {
        let chunk =
            records + """
                local t = {}
                for i, r in ipairs(records) do
                    t[i] = { text = r.text, n = i, f = i / 8, even = i % 2 == 0, none = null }
                end
                return t
                """
        try write("json", chunk)
        try write(format, chunk)
        let outcome = try readBack(format, with: "python3")
        #expect(outcome == .init(status: 0, output: "72 records are the same\n", errorOutput: ""))
    }

    @Test func readTheSameSingleFieldWhenItIsEmpty() throws {
        try write("json", "return { { a = '' }, { a = null }, { a = 'x' } }")
        try write("csv", "return { { a = '' }, { a = null }, { a = 'x' } }")
        #expect(try readBack("csv", with: "python3").output == "3 records are the same\n")
    }

    @Test(.enabled(if: access(pythonWithYAML, X_OK) == 0, "ruamel.yaml is not installed; scripts/test installs it"))
    func readTheSameValuesFromYAML() throws {
        let chunk =
            records + """
                records[#records + 1] = {
                    numbers = { 0, -1, 9007199254740993, math.mininteger, 0.1, -0.0, 1e300, 1.5e-7, 2.0 },
                    empty = { list = json.array{}, object = {}, null = null }, flags = { true, false },
                    nested = { { {}, { 1, { 2, { a = { b = { 'c\\nd' } } } } } } }
                }
                return records
                """
        try write("json", chunk)
        try write("yaml", chunk)
        let outcome = try readBack("yaml", with: Self.pythonWithYAML)
        #expect(outcome == .init(status: 0, output: "73 records are the same\n", errorOutput: ""))
    }

    @Test func luaReadsTheSameValuesFromLua() throws {
        let chunk =
            records + """
                records.numbers = { math.mininteger, math.maxinteger, 0.1, -0.0, 1e300, 5e-324 }
                local all = { records = records, numbers = records.numbers }
                records.numbers = nil
                local back = load('return ' .. render(all, 'lua'))()
                assert(json.encode(back, { sorted = true }) == json.encode(all, { sorted = true }))
                for i, n in ipairs(all.numbers) do assert(math.type(n) == math.type(back.numbers[i]) and n == back.numbers[i]) end
                return #back.records
                """
        #expect(try Moontide.run(["-e", chunk], in: folder).output == "72\n")
    }
}
