package import Catalog
package import Plans

/// A plan for a person: a block for each kind of resource, a row for each step with what changes, and a line of summary.
///
/// Without color the marks say the same: `+` made, `-` deleted, `~` changed, `*` another call, `->` from before to after.
package struct PlanView {
    package var style = Emphasis.plain
    /// The cells of the terminal's width; nil: not a terminal, and nothing is cut.
    package var width: Int?
    /// How many steps are shown; nil: all.
    package var rowLimit: Int?
    /// Whether the API's rate limits hold, so that they tell how long it takes at least.
    package var isPaced = true
    private let catalog: Catalog

    package init(catalog: Catalog = .standard) { self.catalog = catalog }

    package func lines(of plan: Plan) -> [String] {
        let shown = shownSteps(of: plan)
        var lines = plan.title.map { [style.bold(TerminalText.visible($0))] } ?? []
        for group in groups(of: plan, shown) { lines += self.lines(of: group) }
        let omitted = plan.steps.count - shown.count
        if omitted > 0 { lines.append(style.dim("… \(ProgressNumbers.count(omitted)) more (.rows all shows them)")) }
        return lines + [summary(of: plan)]
    }

    /// The last line: `12 updates, 1 create, 0 deletes; 37 unchanged left out; about 3 s at 250 requests/min`.
    private func summary(of plan: Plan) -> String {
        let summary = PlanSummary(plan, catalog: catalog)
        var parts = [style.bold(summary.description)]
        if isPaced, let pace = summary.pace { parts.append(pace) }
        if summary.wide > 0 {
            parts.append(style.boldRed("\(summary.wide) reach\(summary.wide == 1 ? "es" : "") beyond one resource"))
        }
        if summary.costly > 0 {
            parts.append(style.yellow("\(summary.costly) start\(summary.costly == 1 ? "s" : "") to cost money"))
        }
        return parts.joined(separator: "; ")
    }

    // MARK: Groups

    /// The steps about one kind of resource.
    private struct Group {
        var name: String
        var steps: [(number: Int, step: PlanStep)] = []
        /// How many there are of each kind, those that are not shown included.
        var counts: [PlanStep.Kind: Int] = [:]
    }

    private func shownSteps(of plan: Plan) -> [Int] {
        guard let rowLimit, plan.steps.count > rowLimit else { return Array(plan.steps.indices) }
        return Array(plan.steps.indices.prefix(rowLimit))
    }

    private func groups(of plan: Plan, _ shown: [Int]) -> [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for step in plan.steps {
            let name = step.resource ?? step.operation
            let place = places[name] ?? groups.count
            if place == groups.count { groups.append(Group(name: name)) }
            places[name] = place
            groups[place].counts[step.kind, default: 0] += 1
        }
        // Only what is shown is looked through for secrets.
        let hidden = Plan(steps: shown.map { plan.steps[$0] }).hidingSecrets(catalog)
        for (index, step) in zip(shown, hidden.steps) {
            guard let place = places[step.resource ?? step.operation] else { continue }
            groups[place].steps.append((index + 1, step))
        }
        return groups.filter { !$0.steps.isEmpty }
    }

    private func lines(of group: Group) -> [String] {
        let counts = PlanStep.Kind.allCases.compactMap { kind in
            group.counts[kind].map { "\(ProgressNumbers.count($0)) \(kind.rawValue)\($0 == 1 ? "" : "s")" }
        }
        let title = style.bold(group.name) + style.dim("  " + counts.joined(separator: ", "))
        let places = Set(group.steps.compactMap(\.step.place))
        let rows = group.steps.map { number, step in
            PlanRow(
                number: number, step, operation: catalog.operation(step.operation), showsPlace: places.count > 1)
        }
        let layout = PlanLayout(rows, style: style, width: width)
        return [title] + rows.flatMap(layout.lines)
    }
}
