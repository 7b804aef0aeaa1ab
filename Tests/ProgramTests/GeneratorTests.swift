import Glibc
import TestSupport
import Testing

/// What the program writes for editors and readers, and whether it speaks of what there is.
struct GeneratorTests {
    private let folder = TemporaryFolder()

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder)
    }

    private func text(of name: String) throws -> String {
        try RunningProgram.run("cat", [folder.file(name)]).output
    }

    /// The functions that the program has beside those of Lua and those of the API are exactly those it explains.
    @Test func everyFunctionOfTheProgramIsExplained() throws {
        let listed = try run("-e", Self.listing).output.split(separator: "\n").map(String.init)
        #expect(try run("annotations", "-o", folder.file("lua")).status == 0)
        let explained = try text(of: "lua/moontide.lua").split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("function ") else { return nil }
            return String(line.dropFirst("function ".count).prefix { $0 != "(" })
        }
        #expect(listed == explained.sorted())
    }

    /// Prints the names of all functions that Lua 5.4 (manual, section 6) does not have.
    private static let listing = """
        local standard = {}
        for name in ([[_G _VERSION arg assert collectgarbage coroutine debug dofile error getmetatable io ipairs load
            loadfile math next os package pairs pcall print rawequal rawget rawlen rawset require select setmetatable
            string table tonumber tostring type utf8 xpcall warn]]):gmatch("%S+") do standard[name] = true end
        local names = {}
        for name, value in next, _G do
            if not standard[name] and type(value) == "function" then names[#names + 1] = name end
            local kind = getmetatable(value)
            if not standard[name] and type(value) == "table" and not (kind and kind.__name == "moontide.group") then
                for field, member in next, value do
                    if type(member) == "function" then names[#names + 1] = name .. "." .. field end
                end
            end
        end
        table.sort(names)
        print(table.concat(names, "\\n"))
        """

    @Test func writesAnnotationsToAFolder() throws {
        let outcome = try run("annotations", "-o", folder.file("lua/definitions"))
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                {
                  "runtime.version": "Lua 5.4",
                  "workspace.library": ["\(folder.file("lua/definitions"))"]
                }

                """)
        #expect(try text(of: "lua/definitions/functions.lua").contains("\nfunction functions.create_trigger("))
        #expect(try text(of: "lua/definitions/moontide.lua").contains("\nfunction json.encode(value, options) end\n"))
    }

    @Test func writesTheReferenceToAFolder() throws {
        #expect(try run("reference", "-o", folder.file("reference")).status == 0)
        #expect(try text(of: "reference/README.md").contains("(functions.md#create_trigger)"))
        #expect(try text(of: "reference/functions.md").contains("\n## functions.create\\_trigger\n"))
    }

    @Test func saysWhatCannotBeWritten() throws {
        folder.write("", to: "file")
        let path = folder.file("file")
        for command in ["annotations", "reference"] {
            let outcome = try run(command, "-o", path + "/below")
            #expect(
                outcome
                    == .init(
                        status: 1, output: "", errorOutput: "moontide: cannot write \(path)/below: Not a directory\n"))
        }
        #expect(try run("reference").status == 2)
    }

    @Test func helpsWithValues() throws {
        let make = "ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }"
        let titles = try ["functions", "functions.get_trigger", "ns", "json", "json.encode", "localapi.now"].map {
            try run("--data", ":memory:", "-e", "\(make) help(\($0))").output.prefix { $0 != "\n" && $0 != " " }
        }
        #expect(
            titles == [
                "functions", "functions.get_trigger", "functions.namespace", "json", "json.encode", "localapi.now"
            ])
        #expect(try run("-e", "help(print)").output == "no help on a function; help() tells where to begin\n")
    }
}
