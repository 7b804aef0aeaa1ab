import TestSupport
import Testing

/// What each built-in snippet does to an account of the local API.
struct CollectionTests {
    private let folder = TemporaryFolder()

    private func moontide(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder)
    }

    /// What a chunk returns, as CSV without titles.
    private func state(_ chunk: String, _ columns: String) throws -> String {
        try moontide("-o", "csv", "--no-header", "--columns", columns, "-e", chunk).output
    }

    private func triggers(_ columns: String = "name,is_enabled,scheduled_details.cron") throws -> String {
        try state("local ns = functions.one_namespace('jobs') return ns:triggers()", columns)
    }

    /// Two namespaces, of which one has four triggers.
    private func seedTriggers() throws {
        let script = """
            local ns = functions.create_namespace{ label = "jobs", region = "nyc1" }
            functions.create_namespace{ label = "spare", region = "fra1" }
            for i = 1, 3 do
              ns:create_trigger{ name = "report-" .. i, func = "reports/run", type = "SCHEDULED", is_enabled = i > 1,
                scheduled_details = { cron = "50 23 * * 1-5", body = { n = i, deep = { a = 1 } } } }
            end
            ns:create_trigger{ name = "odd", func = "reports/odd", type = "SCHEDULED", is_enabled = true,
              scheduled_details = { cron = "*/5 * * * *" } }
            """
        #expect(try moontide("-e", script).status == 0)
    }

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        let outcome = try Moontide.run(["run"] + arguments + ["--yes"], in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        return outcome
    }

    // MARK: - Triggers

    @Test func pausesAndResumesByPattern() throws {
        try seedTriggers()
        _ = try run("pause-triggers", "match=^report")
        #expect(try triggers("name,is_enabled") == "report-1,false\nreport-2,false\nreport-3,false\nodd,true\n")
        _ = try run("resume-triggers", "match=^report%-[12]")
        #expect(try triggers("name,is_enabled") == "report-1,true\nreport-2,true\nreport-3,false\nodd,true\n")
    }

    @Test func retimesAndKeepsTheBody() throws {
        try seedTriggers()
        _ = try run("retime-triggers", "match=^report%-1", "cron=0 6 * * *")
        let columns = "name,scheduled_details.cron,scheduled_details.body.n"
        #expect(try triggers(columns).hasPrefix("report-1,0 6 * * *,1\nreport-2,50 23 * * 1-5,2\n"))
    }

    @Test func shiftsOverTheEndOfTheDay() throws {
        try seedTriggers()
        _ = try run("shift-triggers", "match=.", "minutes=20")
        #expect(
            try triggers("name,scheduled_details.cron")
                == "report-1,10 0 * * 2-6\nreport-2,10 0 * * 2-6\nreport-3,10 0 * * 2-6\nodd,*/5 * * * *\n")
    }

    @Test func tellsWhichSchedulesCannotBeShifted() throws {
        try seedTriggers()
        _ = try run("retime-triggers", "match=^report%-1", "cron=50 23 30 * 1")
        let outcome = try run("shift-triggers", "match=^report%-1", "minutes=20")
        #expect(outcome.errorOutput.contains("left alone: report-1: "))
        #expect(try triggers("name,scheduled_details.cron").hasPrefix("report-1,50 23 30 * 1\n"))
    }

    @Test func spreadsWhatStartsTogetherAndDrawsIt() throws {
        try seedTriggers()
        _ = try run("resume-triggers", "match=.")
        let outcome = try run("spread-triggers", "minutes=9", "match=^report")
        #expect(outcome.errorOutput.contains("before:") && outcome.errorOutput.contains("busiest minutes"))
        #expect(
            try triggers("name,scheduled_details.cron").hasPrefix(
                "report-1,50 23 * * 1-5\nreport-2,53 23 * * 1-5\nreport-3,56 23 * * 1-5\n"))
    }

    @Test func mergesOrReplacesBodies() throws {
        try seedTriggers()
        _ = try run("merge-trigger-body", "match=^report%-1", #"body={"n":null,"deep":{"b":true}}"#)
        _ = try run("merge-trigger-body", "match=^report%-2", #"body={"only":1}"#, "replace=yes")
        let bodies = try state(
            "local r = {} for _, t in ipairs(functions.one_namespace('jobs'):triggers()) do "
                + "r[#r + 1] = { b = json.encode(t.scheduled_details.body or {}, { sorted = true }) } end return r", "b"
        )
        #expect(
            bodies == """
                "{""deep"":{""a"":1,""b"":true}}"
                "{""only"":1}"
                "{""deep"":{""a"":1},""n"":3}"
                {}

                """)
        #expect(try moontide("run", "merge-trigger-body", "match=.", "body=[1]", "--yes").status == 1)
    }

    @Test func clonesIntoAnotherNamespace() throws {
        try seedTriggers()
        let namespaces = try state("functions.list_namespaces()", "namespace").split(separator: "\n").map(String.init)
        _ = try run("clone-triggers", "from=\(namespaces[0])", "to=\(namespaces[1])", "match=^report", "enable=no")
        let copies = "functions.one_namespace('spare'):triggers()"
        #expect(
            try state(copies, "name,is_enabled,function")
                == "report-1,false,reports/run\nreport-2,false,reports/run\nreport-3,false,reports/run\n")
        let again = try run("clone-triggers", "from=\(namespaces[0])", "to=\(namespaces[1])", "match=^report")
        #expect(again.errorOutput.contains("left out: report-1 is there already"))
    }

    @Test func renamesByCreatingAndDeleting() throws {
        try seedTriggers()
        _ = try run("rename-triggers", "match=^report%-(.*)$", "to=%1-report")
        #expect(
            try state(
                "local l = functions.one_namespace('jobs'):triggers() table.sort(l, function(a, b) return "
                    + "a.name < b.name end) return l", "name,is_enabled")
                == "1-report,false\n2-report,true\n3-report,true\nodd,true\n")
    }

    @Test func deletesWhatMatchesAndIsOff() throws {
        try seedTriggers()
        _ = try run("delete-triggers", "match=^report", "disabled=yes")
        #expect(try triggers("name") == "report-2\nreport-3\nodd\n")
    }

    @Test func appliesWhatItExported() throws {
        try seedTriggers()
        let exported = try run("export-triggers", "-o", "yaml").output
        folder.write(exported, to: "triggers.yaml")
        let same = try run("apply-triggers", "file=@triggers.yaml", "prune=yes")
        #expect(same.output.contains("nothing to change") || same.errorOutput.contains("nothing to change"))
        var edited = exported.replacing("name: odd", with: "name: even")
        edited = edited.replacing("50 23 * * 1-5", with: "5 4 * * *")
        edited += "- namespace: fresh\n  region: sgp1\n  triggers:\n    - {name: a, function: f/g, cron: 1 2 * * *}\n"
        folder.write(edited, to: "triggers.yaml")
        _ = try run("apply-triggers", "file=@triggers.yaml", "prune=yes")
        #expect(
            try triggers() == """
                report-1,false,5 4 * * *
                report-2,true,5 4 * * *
                report-3,true,5 4 * * *
                even,true,*/5 * * * *

                """)
        #expect(try state("functions.one_namespace('fresh'):triggers()", "name,function") == "a,f/g\n")
    }

    @Test func refusesAWrongFileBeforeAnythingIsSent() throws {
        try seedTriggers()
        folder.write("- namespace: jobs\n  triggers:\n    - {name: x, function: f, cron: 61 * * * *}\n", to: "bad.yaml")
        let outcome = try moontide("run", "apply-triggers", "file=@bad.yaml", "--yes")
        #expect(outcome.status == 1)
        #expect(outcome.errorOutput.contains("file: namespace jobs, trigger x: "))
        #expect(try triggers("name") == "report-1\nreport-2\nreport-3\nodd\n")
    }

    @Test func findsDuplicatesAndWhatRunsTooOften() throws {
        try seedTriggers()
        _ = try run("merge-trigger-body", "match=^report", #"body={}"#, "replace=yes")
        let found = try run("check-triggers", "per_day=100", "-o", "csv", "--no-header").output
        #expect(
            found == """
                jobs,report-2,duplicate,does what report-1 does
                jobs,report-3,duplicate,does what report-1 does
                jobs,odd,too frequent,288 runs a day

                """)
    }

    @Test func replacesKeysThatExpireSoon() throws {
        try seedTriggers()
        let keys = """
            local ns = functions.one_namespace('jobs')
            ns:create_access_key{ name = "ci", expires_in = "3d" }
            ns:create_access_key{ name = "deploy", expires_in = "30d" }
            """
        #expect(try moontide("-e", keys).status == 0)
        let made = try run("rotate-access-keys", "within=7", "-o", "csv", "--no-header", "--columns", "name,secret")
            .output
        #expect(made.hasPrefix("ci-20") && made.count > 60)
        let left = try state("functions.one_namespace('jobs'):access_keys()", "name").split(separator: "\n")
        #expect(left.count == 2 && left.contains("deploy") && left.contains { $0.hasPrefix("ci-20") })
    }

    // MARK: - The rest of an account

    private func seedDroplet() throws {
        let script = """
            tags.create{ name = "web" } tags.create{ name = "unused" }
            local d = droplets.create{ name = "web-1", size = "s-1vcpu-1gb", image = "ubuntu-24-04-x64", region = "fra1",
              tags = { "web" } }
            localapi.advance("1h")
            """
        #expect(try moontide("-e", script).status == 0)
    }

    @Test func turnsTaggedDropletsOff() throws {
        try seedDroplet()
        _ = try run("power-droplets", "tag=web", "state=off", "force=yes")
        #expect(try moontide("-e", "localapi.advance('1h')").status == 0)
        #expect(try state("droplets.list()", "status") == "off\n")
        _ = try run("power-droplets", "tag=web", "state=on")
        #expect(try moontide("-e", "localapi.advance('1h')").status == 0)
        #expect(try state("droplets.list()", "status") == "active\n")
        #expect(try moontide("run", "power-droplets", "tag=web", "hours=25-3", "--yes").status == 1)
    }

    @Test func takesSnapshotsAndDeletesOldOnesOfItsOwn() throws {
        try seedDroplet()
        let old = """
            local d = droplets.one('web-1')
            for _, name in ipairs{ "web-1-rotated-a", "by hand", "web-1-rotated-b" } do
              d:snapshot{ name = name } localapi.advance("1h")
            end
            """
        #expect(try moontide("-e", old).status == 0)
        _ = try run("rotate-snapshots", "tag=web", "keep=1", "days=-30", "take=no")
        #expect(try state("snapshots.list()", "name") == "by hand\nweb-1-rotated-b\n")
        _ = try run("rotate-snapshots", "tag=web")
        #expect(try moontide("-e", "localapi.advance('1h')").status == 0)
        #expect(try state("snapshots.list()", "name").split(separator: "\n").count == 3)
    }

    @Test func makesRecordsOfACSVFile() throws {
        let domain = """
            domains.create{ name = "example.com" }
            domains.create_record("example.com", { type = "A", name = "www", data = "192.0.2.1", ttl = 300 })
            domains.create_record("example.com", { type = "A", name = "old", data = "192.0.2.9", ttl = 300 })
            """
        #expect(try moontide("-e", domain).status == 0)
        folder.write("type,name,data,ttl\r\nA,www,192.0.2.1,600\r\nCNAME,blog,www.example.com.,\r\n", to: "r.csv")
        _ = try run("dns-from-csv", "domain=example.com", "file=@r.csv", "prune=yes")
        let records =
            "local r = {} for x in domains.each_record('example.com') do if x.type ~= 'SOA' and x.type ~= 'NS' "
            + "then r[#r + 1] = x end end return r"
        #expect(try state(records, "type,name,ttl") == "A,www,600\nCNAME,blog,1800\n")
        let again = try run("dns-from-csv", "domain=example.com", "file=@r.csv", "prune=yes")
        #expect((again.output + again.errorOutput).contains("nothing to change"))
    }

    @Test func deletesTagsThatNothingBears() throws {
        try seedDroplet()
        _ = try run("clean-tags")
        #expect(try state("tags.list()", "name") == "web\n")
    }

    @Test func findsWhatNothingUsesAndWhatItCosts() throws {
        try seedDroplet()
        let unused =
            "volumes.create{ name = 'data', size_gigabytes = 10, region = 'fra1' } reserved_ips.create{ region = 'fra1' }"
        #expect(try moontide("-e", unused).status == 0)
        let found = try run("find-orphans", "-o", "csv", "--no-header", "--columns", "kind,region,monthly_cost")
        #expect(found.output == "volume,fra1,1.0\nreserved IP,fra1,5.0\n")
        #expect(found.errorOutput == "2 found, 6.00 USD a month\n")
        _ = try run("find-orphans", "delete=yes")
        #expect(try state("volumes.list()", "name") == "" && state("reserved_ips.list()", "ip") == "")
    }

    @Test func everySnippetOfTheCollectionIsExplained() throws {
        let names = try moontide("snippets", "list").output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first
        }
        #expect(names.count == 19)
        for name in names {
            let shown = try moontide("snippets", "show", String(name))
            #expect(shown.status == 0 && shown.output.contains("run \(name)"), "\(name)")
        }
    }
}
