import Catalog
import JSON
import Snippets
import Testing

struct HeaderTests {
    private func header(_ text: String) throws -> SnippetHeader {
        try HeaderReader(version: "1.2.0").read(text, file: "x.lua")
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try header(text)
            return []
        } catch let error as SnippetError {
            return error.problems.map { "\($0.place): \($0.message)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func readsEverythingOfAHeader() throws {
        let header = try header(
            """
            #!/usr/bin/env moontide
            --- retime: change the schedule
            -- It keeps the rest.
            --
            -- Twice.
            -- @param match string required a Lua pattern
            --   on the name
            -- @param cron cron default="0 6 * * 1-5" the schedule
            -- @param state all|on|off default=all
            -- @param ns list live=functions.namespace these only
            -- @param droplet droplet? of this one
            -- @danger bulk-update
            -- @needs moontide >= 1.0, scope function:read
            -- @needs scope function:update
            -- @columns name cron
            -- @author Ada
            -- @author Bob
            -- @license MIT
            -- @version 1.2.0-beta
            -- @example run retime match=^a
            local p = ...
            -- @param no tag any more
            """)
        #expect(header.name == "retime")
        #expect(header.summary == "change the schedule")
        #expect(header.details == ["It keeps the rest.", "", "Twice."])
        #expect(header.parameters.map(\.name) == ["match", "cron", "state", "ns", "droplet"])
        #expect(header.parameters[0].isRequired && header.parameters[0].summary == "a Lua pattern on the name")
        #expect(header.parameters[1].defaultValue == "0 6 * * 1-5" && header.parameters[1].summary == "the schedule")
        #expect(header.parameters[2].type == .choice(["all", "on", "off"]))
        #expect(header.parameters[3].resource == "functions.namespace" && header.parameters[3].summary == "these only")
        #expect(header.parameters[4].type == .resource("droplets.droplet", isInteger: true))
        #expect(header.danger == .update && header.isBulk && header.dangerText == "bulk-update")
        #expect(header.scopes == ["function:read", "function:update"])
        #expect(header.minimumVersion == SnippetVersion("1"))
        #expect(header.version?.description == "1.2.0-beta")
        #expect(header.columns == ["name", "cron"] && header.authors == ["Ada", "Bob"] && header.license == "MIT")
        #expect(header.examples == ["run retime match=^a"])
        #expect(header.usage == "run retime match=… [cron=…] [state=…] [ns=…] [droplet=…]")
    }

    @Test func withoutDangerItMayOnlyRead() throws {
        #expect(try header("--- a: b\n").danger == .read)
    }

    @Test func tellsEveryMistakeWithItsLine() {
        let found = problems(
            """
            --- a: b
            -- @parm x string
            -- @param x string
            -- @param x integer
            -- @param 1y string
            -- @param z strng
            -- @param c cron default=whenever
            -- @param r string required default=1
            -- @param two
            -- @param e a||b
            -- @param l list live=functions.nothing
            -- @danger updat
            -- @version one
            -- @version 1.0
            -- @needs scope function:raed, moontide 1.0, scope nonsense
            -- @license
            """)
        #expect(
            found == [
                "line 2: unknown tag '@parm'; did you mean '@param'?",
                "line 4: the parameter 'x' is there already",
                "line 5: '1y' is no name of a parameter; expected letters, digits and '_', no digit first",
                "line 6: unknown type 'strng'; did you mean 'string'?",
                "line 7: the default of 'c': cron \"whenever\", column 9: expected 5 fields (minute, hour, day of month, "
                    + "month, day of week), found 1",
                "line 8: the parameter 'r' is required, so that its default is never used; leave out one of them",
                "line 9: expected '@param name type text', found '@param two'",
                "line 10: expected different words with '|' between, found 'a||b'",
                "line 11: unknown kind of resource 'functions.nothing'; expected one such as functions.namespace or droplet",
                "line 12: expected read, create, update, delete, wide, or one of these but read after 'bulk-', "
                    + "found 'updat'; did you mean 'update'?",
                "line 13: expected a version such as 1.2.0, found 'one'",
                "line 14: '@version' stands already on line 13",
                "line 15: expected 'moontide >= VERSION' or 'scope NAME' with commas between, found 'moontide 1.0'",
                "line 15: unknown scope 'function:raed'; did you mean 'function:read'?",
                "line 15: unknown scope 'nonsense'",
                "line 16: '@license' says nothing"
            ])
    }

    @Test func namesTheScopesOfAGroupThatIsKnown() {
        #expect(
            problems("--- a: b\n-- @needs scope function:everything\n") == [
                "line 2: unknown scope 'function:everything'; there are function:admin, function:create, "
                    + "function:delete, function:read, function:update"
            ])
    }

    @Test(arguments: [
        ("", "there is no header"), ("print(1)", "there is no header"), ("-- a: b", "there is no header"),
        ("local x\n--- a: b", "there is no header")
    ])
    func refusesATextWithoutHeader(_ text: String, _ message: String) {
        #expect(throws: SnippetError.self) { try header(text) }
        do {
            _ = try header(text)
        } catch {
            #expect("\(error)".contains(message))
        }
    }

    @Test func refusesATitleWithoutNameOrSummary() {
        #expect(problems("--- a\n") == ["line 1: the summary is missing; write '--- a: what it does'"])
        #expect(
            problems("--- A B: c\n").first?.hasPrefix("line 1: expected '--- name: summary', and 'A B' is no name")
                == true)
        #expect(problems("--- ../x: c\n").first?.hasPrefix("line 1: expected '--- name: summary'") == true)
    }

    @Test func refusesToRunInAnOlderProgram() throws {
        #expect(
            throws: SnippetError(.version, "x.lua", "needs moontide 1.3 or newer, and this is 1.2.0; update moontide")
        ) {
            try header("--- a: b\n-- @needs moontide >= 1.3\n")
        }
        #expect(try header("--- a: b\n-- @needs moontide >= 1.2\n").name == "a")
    }

    @Test(arguments: ["1", "1.2", "1.2.3", "0.0.10"])
    func readsVersions(_ text: String) { #expect(SnippetVersion(text) != nil) }

    @Test(arguments: ["", "1.", ".1", "1.2.3.4", "a", "1.-2", "٣", "99999999999"])
    func refusesOtherVersions(_ text: String) { #expect(SnippetVersion(text) == nil) }

    @Test func comparesVersionsByNumbers() {
        #expect(SnippetVersion("1.9")! < SnippetVersion("1.10")!)
        #expect(SnippetVersion("1.0.0") == SnippetVersion("1"))
    }
}
