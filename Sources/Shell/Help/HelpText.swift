package import Catalog
internal import Scripting

/// Help from the catalog and the list of helper functions, as lines of text.
package struct HelpText {
    let catalog: Catalog
    let functions: HelperTable
    let commands: [DotCommand]
    let style: Emphasis
    /// The cells of the terminal's width; nil: lines are not wrapped.
    private let width: Int?

    package init(catalog: Catalog, style: Emphasis, width: Int?) {
        self.init(catalog: catalog, functions: .standard, commands: DotCommand.all, style: style, width: width)
    }

    /// Help of a session, with the functions and commands that it has.
    init(catalog: Catalog, functions: HelperTable, commands: [DotCommand], style: Emphasis, width: Int?) {
        self.catalog = catalog
        self.functions = functions
        self.commands = commands
        self.style = style
        self.width = width
    }

    /// Help about a name: a group, an operation or an alias of one, a parameter at any depth
    /// (`functions.create_trigger.scheduled_details.cron`), a resource (`trigger`, `functions.trigger`), its methods and
    /// fields (`trigger:update`), a function of this program (`json.encode`). Nil where it is none of these.
    package func lines(about name: String) -> [String]? {
        if let topic = HelpTopic(rawValue: name) { return lines(about: topic) }
        guard let subject = subject(named: name) else { return nil }
        return try? lines(about: subject)
    }

    /// Help about a name, or what is near it, or what a search for it finds.
    package func lines(aboutOrFinding text: String) -> [String] {
        if let topic = HelpTopic(rawValue: text) { return lines(about: topic) }
        do throws(UnknownName) {
            if let subject = subject(named: text) { return try lines(about: subject) }
        } catch {
            return layout.wrapped(error.description)
        }
        return HelpSearch(catalog: catalog, functions: functions, layout: layout).lines(for: text)
    }

    var layout: HelpLayout { HelpLayout(style: style, width: width) }

    private var helperHelp: HelperHelp { HelperHelp(functions: functions, catalog: catalog, layout: layout) }

    private func subject(named text: String) -> HelpSubject? {
        HelpSubject(named: text, in: catalog, functions)
    }

    private func lines(about subject: HelpSubject) throws(UnknownName) -> [String] {
        switch subject {
        case .helper(let function, let names): return try helperHelp.lines(function, aboutParameter: names)
        case .module(let module): return helperHelp.lines(module)
        case .group(let group):
            let derived = catalog.derivedFunctions(ofGroup: group.name)
            return GroupHelp(group: group, derived: derived, layout: layout).lines
        case .aliasGroup(let name): return lines(aboutAliasesIn: name)
        case .operation(let operation, let group, let names):
            return try OperationHelp(operation, of: group, in: catalog, layout: layout).lines(aboutParameter: names)
        case .derived(let function, let resource):
            guard let group = catalog.group(function.operation.group) else { return [] }
            return DerivedHelp(function, of: group, resource: resource, layout: layout).lines
        case .resource(let resource, let names):
            let help = ResourceHelp(resource, catalog, layout: layout)
            return try names.isEmpty ? help.lines : help.lines(aboutField: names)
        case .method(let method, let resource, let names):
            guard let operation = catalog.operation(method.operation), let group = catalog.group(operation.group) else {
                return []
            }
            return try OperationHelp(method, of: resource, calling: operation, of: group, in: catalog, layout: layout)
                .lines(aboutParameter: names)
        }
    }

    private func lines(aboutAliasesIn name: String) -> [String] {
        let aliases = catalog.aliases(inGroup: name).sorted { $0.key < $1.key }
        return layout.title(name, "Other names of operations.")
            + layout.section("Operations", aliases.map { ($0.key, $0.value) })
    }
}
