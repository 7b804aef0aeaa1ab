internal import APIClient

/// The manual page moontide(1): what the parser knows of the command line, and around it what it does not.
struct ManualPage {
    let program: CommandDescription

    var text: String {
        var page = ManualText()
        writeHead(&page)
        writeDescription(&page)
        writeOptions(&page)
        writeCommands(&page)
        writeTables(&page)
        writeExamples(&page)
        writeEnd(&page)
        return page.text
    }

    private func writeHead(_ page: inout ManualText) {
        page.macro("Dd", Self.date(MoontideVersion.apiDate))
        page.macro("Dt", "MOONTIDE", "1")
        page.macro("Os")
        page.macro("Sh", "NAME")
        page.macro("Nm", "moontide")
        page.macro("Nd", "a shell for the DigitalOcean API in which every endpoint is a Lua function")
        page.macro("Sh", "SYNOPSIS")
        page.macro("Nm")
        page.macro("Op", "Ar", "options")
        page.macro("Op", "Ar", "script", "Op", "Ar", "arguments", "...")
        page.macro("Nm")
        page.macro("Op", "Ar", "options")
        page.macro("Fl", "e", "Ar", "chunk")
        for command in program.shownCommands {
            page.macro("Nm")
            page.macro("Cm", ManualText.quoted(command.name))
            if command.subcommands.isEmpty {
                writeSynopsis(of: command, &page)
            } else {
                page.macro("Op", "Ar", "command")
                page.macro("Op", "Ar", "options")
            }
        }
    }

    private func writeSynopsis(of command: CommandDescription, _ page: inout ManualText) {
        if own(command).contains(where: { $0.kind != .positional && $0.isOptional }) {
            page.macro("Op", "Ar", "options")
        }
        for option in command.options where !option.isOptional {
            page.macro("Fl", ManualMacros.flag(option.spellings[0]), "Ar", ManualText.quoted(option.valueName))
        }
        for argument in command.positionals {
            let name = ManualText.quoted(argument.valueName)
            let dots = argument.isRepeating ? "..." : ""
            if argument.isOptional { page.macro("Op", "Ar", name, dots) } else { page.macro("Ar", name, dots) }
        }
    }

    private func writeDescription(_ page: inout ManualText) {
        page.macro("Sh", "DESCRIPTION")
        page.macro("Nm")
        page.sentences(
            """
            reads Lua from a terminal, a script or standard input, and has a function for every operation of the \
            DigitalOcean API: droplets.list, functions.create_trigger.
            """)
        page.sentences(program.discussion)
        page.macro("Pp")
        page.sentences(
            """
            Standard output gets results only; questions, progress and errors go elsewhere. At the prompt help explains \
            every operation; moontide reference writes all of them as pages.
            """)
    }

    private func writeOptions(_ page: inout ManualText) {
        page.macro("Sh", "OPTIONS")
        page.sentences("Without a command:")
        ManualMacros.write(program.defaultCommand?.parameters ?? program.parameters, &page)
        page.macro("Pp")
        page.sentences("And of the program itself:")
        ManualMacros.write(program.parameters.filter { $0.spellings == ["--version"] }, &page)
    }

    private func writeCommands(_ page: inout ManualText) {
        page.macro("Sh", "COMMANDS")
        for command in program.shownCommands {
            page.macro("Ss", ManualText.quoted(command.name))
            write(command, &page)
            for subcommand in command.shownCommands {
                page.macro("Ss", ManualText.quoted(command.name), ManualText.quoted(subcommand.name))
                write(subcommand, &page)
            }
        }
    }

    /// What is said of the default command's options holds for those of the same name elsewhere.
    private func write(_ command: CommandDescription, _ page: inout ManualText) {
        page.sentences(command.summary)
        page.sentences(command.discussion)
        let own = own(command)
        let known = program.defaultCommand?.options ?? []
        let shared = own.filter { $0.kind != .positional && known.contains($0) }
        ManualMacros.write(own.filter { !shared.contains($0) }, &page)
        guard !shared.isEmpty else { return }
        page.macro("Pp")
        page.sentences("As above: \(shared.map { $0.spellings[0] }.joined(separator: ", ")).")
    }

    /// What it has beside --help, which all have.
    private func own(_ command: CommandDescription) -> [ParameterDescription] {
        command.parameters.filter { $0.isShown && !["--help", "--version"].contains($0.spellings.first) }
    }

    /// `2026-08-07` as mdoc has it: `August 7, 2026`.
    private static func date(_ date: String) -> String {
        let parts = date.split(separator: "-").compactMap { Int($0) }
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"
        ]
        guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return date }
        return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
    }
}
