// What the parser of the command line does not know.
extension ManualPage {
    func writeTables(_ page: inout ManualText) {
        page.macro("Sh", "ENVIRONMENT")
        page.list(
            EnvironmentVariable.all.map { variable in
                let names = variable.names.map { "Ev " + ManualText.quoted($0) }.joined(separator: " , ")
                return (names, { $0.sentences(variable.meaning) })
            })
        page.macro("Sh", "FILES")
        page.list(
            UsedFile.all.map { file in ("Pa " + ManualText.quoted(file.path), { $0.sentences(file.meaning) }) })
        page.macro("Sh", "EXIT STATUS")
        page.list(
            ExitCode.allCases.map { code in (String(code.rawValue), { $0.sentences(code.meaning) }) }, width: "130")
        page.sentences("A script that calls os.exit(n) ends with n.")
    }

    func writeExamples(_ page: inout ManualText) {
        page.macro("Sh", "EXAMPLES")
        for example in CommandLineExample.all {
            page.sentences(example.purpose + ":")
            page.literal(example.lines)
        }
    }

    func writeEnd(_ page: inout ManualText) {
        page.macro("Sh", "SEE ALSO")
        page.macro("Xr", "curl", "1", ",")
        page.macro("Xr", "lua", "1", ",")
        page.macro("Xr", "editline", "3", ",")
        page.macro("Xr", "editrc", "5")
    }
}

/// A command line that shows what the program is for.
package struct CommandLineExample: Sendable, Equatable {
    package let purpose: String
    package let lines: [String]

    package static let all = [
        CommandLineExample(
            purpose: "Try the API on this machine, without an account",
            lines: ["$ moontide", "local> droplets.list()"]),
        CommandLineExample(
            purpose: "Names and addresses of the droplets of a context, as CSV",
            lines: ["$ moontide --context prod -o csv --columns name,region.slug -e 'droplets.list()'"]),
        CommandLineExample(
            purpose: "See what a script would change, then let it",
            lines: ["$ moontide --dry-run script.lua", "$ moontide --yes script.lua"]),
        CommandLineExample(
            purpose: "Move every trigger whose name begins with report to six o'clock",
            lines: ["$ moontide run retime-triggers match='^report' cron='0 6 * * 1-5' --dry-run"]),
        CommandLineExample(
            purpose: "A script of its own, from its first line",
            lines: ["#!/usr/bin/env -S moontide --quiet", "print(#droplets.list(), ...)"]),
        CommandLineExample(
            purpose: "The local API for other programs",
            lines: ["$ moontide serve --port 8080 --data :memory:"])
    ]
}
