internal import Catalog

/// A list that help has under a name of its own: `?groups`.
enum HelpTopic: String {
    case groups
    case helpers
    case keys
    case commands
}

extension HelpText {
    /// Where to begin, on one screen.
    package var overview: [String] {
        let own = applicationFunctions.map(\.name) + applicationTables.map(\.name)
        let groups = catalog.groupNames
        return (groups.isEmpty ? [] : introduction)
            + (own.isEmpty ? [] : names(own, titled: "Functions of this program", more: "?\(own[0]) tells of one"))
            + (groups.isEmpty ? [] : names(groups, titled: "Groups", more: "?droplets tells of one, ?groups of all"))
            + (groups.isEmpty
                ? names(helperNames, titled: "Functions", more: "?show, ?helpers")
                : names(helperNames, titled: "Functions beside them", more: "?wait, ?helpers"))
            + moreHelp
    }

    private var introduction: [String] {
        [
            style.bold("Every endpoint of the API is a Lua function."), "",
            "  functions.list_namespaces()                  an expression prints its value",
            "  ns = functions.create_namespace{ label = \"jobs\", region = \"nyc1\" }",
            "  for t in ns:each_trigger() do print(t.name) end      resources have methods", ""
        ]
    }

    /// The global functions that an embedding program has brought.
    private var applicationFunctions: [HelperFunction] {
        functions.inModule(nil).filter { $0.application != nil }
    }

    /// The tables of functions that it has brought.
    private var applicationTables: [HelperFunction.Module] { functions.modules.filter(\.isOfApplication) }

    private var applications: [(String, String)] {
        applicationFunctions.map { ($0.signature, $0.summary) } + applicationTables.map { ($0.name, $0.summary) }
    }

    private var ownFunctions: [HelperFunction] {
        functions.inModule(nil).filter { !$0.isValue && $0.application == nil }
    }

    /// The tables of functions that are not functions themselves, and no parts of others.
    private var ownTables: [HelperFunction.Module] {
        functions.modules.filter { module in
            functions.named(module.name) == nil && !module.isOfApplication && !module.name.contains(".")
        }
    }

    private var helperNames: [String] { ownFunctions.map(\.name) + ownTables.map { $0.name + ".…" } }

    private var moreHelp: [String] {
        let snippets = commands.contains { $0.name == "snippets" } ? ".snippets lists what .run runs; " : ""
        return [
            style.bold("Shell") + "  Tab completes, F1 explains what is at the cursor; ?keys, ?commands",
            "       \(snippets)?any words search names and summaries"
        ]
    }

    private func names(_ names: [String], titled title: String, more: String) -> [String] {
        [style.bold(title) + style.dim("  " + more)] + layout.wrapped(names.joined(separator: " "), indentation: 2)
    }

    /// The list, under its title.
    func lines(about topic: HelpTopic) -> [String] { Array(sections(of: topic).dropFirst()) }

    /// The same with a blank line before each title.
    private func sections(of topic: HelpTopic) -> [String] {
        switch topic {
        case .groups:
            return layout.section("Groups", catalog.groupNames.compactMap(catalog.group).map { ($0.name, $0.summary) })
        case .helpers:
            return layout.section("Functions of this program", applications)
                + layout.section("Functions beside the groups", helpers)
        case .keys: return layout.section("Keys", Self.keys) + layout.section("Names", Self.names)
        case .commands:
            let commands = commands.map { ("." + $0.name, $0.summary) }
            return layout.section("Commands", commands + Self.others)
        }
    }

    private var helpers: [(String, String)] {
        ownFunctions.map { ($0.signature, $0.summary) } + ownTables.map { ($0.name, $0.summary) }
    }

    private static let keys = [
        ("Enter, Alt-Enter", "runs what is complete; begins a new line in any case"),
        ("Tab", "completes; again for the menu"), ("F1, Alt-H", "explains the word at the cursor"),
        ("Up, Down", "lines of the entry, then entries that begin with what was typed"),
        ("Ctrl-R", "searches what all sessions entered"), ("Right, Alt-F", "take the gray text, or a word of it"),
        ("Ctrl-_, Alt-_", "undo, redo"), ("Ctrl-X Ctrl-E", "edits in $VISUAL or $EDITOR"),
        ("Ctrl-C", "gives the line up, or stops what runs"), ("Ctrl-D", "leaves, on an empty line")
    ]

    private static let names = [
        ("_, __, _err, _t", "the last value, the one before, the last error, the seconds of the last entry"),
        (";", "at the end of an entry: print nothing")
    ]

    private static let others = [
        ("?functions", "explains a group; so do help(functions) and help \"functions\""),
        ("?functions.create_trigger", "explains an operation; with .scheduled_details.cron a parameter"),
        ("?trigger, ?trigger:update", "explain a resource, a method"),
        ("?some words", "searches names, summaries and parameters"), ("!ls", "runs a command of the system's shell")
    ]
}
