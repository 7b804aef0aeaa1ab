internal import Catalog
internal import Scripting

/// Help about a function that the catalog implies: `functions.find_trigger`, `droplet:wait`.
struct DerivedHelp {
    private let function: DerivedFunction
    private let group: Group
    /// Whose object's function it is; nil for a function of a group.
    private let resource: Resource?
    private let layout: HelpLayout

    /// - Parameter group: that of the function's operation.
    init(_ function: DerivedFunction, of group: Group, resource: Resource? = nil, layout: HelpLayout) {
        self.function = function
        self.group = group
        self.resource = resource
        self.layout = layout
    }

    var lines: [String] {
        layout.title(name, function.summary) + [""] + layout.signature(signature) + [""] + layout.pairs(facts)
    }

    private var name: String {
        resource.map { "\($0.name):\(function.name)" } ?? "\(group.name).\(function.name)"
    }

    private var signature: String {
        switch function.kind {
        case .each: "for x in \(name)(\(places.joined(separator: ", "))) do ... end"
        case .find, .one: "\(name)(\((places + ["match"]).joined(separator: ", ")))"
        case .refresh: "\(name)()"
        case .wait: "\(name){ timeout, interval, gone }"
        }
    }

    private var places: [String] {
        let implied = Set(resource?.identity.map(\.parameter) ?? [])
        return CallShape(function.operation, of: group, implied: implied).positional.map(\.preferredLuaName)
    }

    private var facts: [(String, String)] {
        let returned = ReturnedValue(of: function.operation, in: group)
        let item = returned.listedResource?.qualifiedName ?? "table"
        switch function.kind {
        case .each: return [("takes", "the arguments of \(function.operation.qualifiedName)"), ("each x", item)]
        case .find, .one:
            let label = returned.listedResource?.labelField ?? "name"
            return [
                (
                    "match",
                    "the \(label), a table of fields with values, or a function that says whether an item is meant"
                ),
                ("returns", function.kind == .find ? "a list of \(item)" : item)
            ]
        case .refresh: return [("calls", function.operation.qualifiedName), ("returns", returned.description)]
        case .wait:
            let options = HelperTable.standard.named("wait")?.parameters.last?.fields ?? []
            return options.map { ($0.name, $0.summary) }
                + [("ready", resource?.wait?.description ?? ""), ("returns", returned.description)]
        }
    }
}

extension Resource.Wait {
    /// `when status is active; never when it is errored`.
    var description: String {
        let failed = failedValues.isEmpty ? "" : "; an error when it is " + failedValues.joined(separator: " or ")
        return "when \(field) is " + readyValues.joined(separator: " or ") + failed
    }
}
