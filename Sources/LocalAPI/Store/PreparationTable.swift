/// The table `preparations`: the families that have made what an account has from the beginning.
extension Connection {
    mutating func unpreparedFamilies(_ services: Services) throws(StoreError) -> [String] {
        var prepared = Set<String>()
        try each("SELECT family FROM preparations") { prepared.insert($0.text(0)) }
        return services.families.all.filter { $0.prepare != nil && !prepared.contains($0.name) }.map(\.name)
    }

    /// Lets the families make it that have not yet.
    mutating func prepare(_ services: Services) throws {
        let missing = try unpreparedFamilies(services)
        let now = try clock().milliseconds(system: SystemTime.milliseconds) / 1_000
        for family in services.families.all where missing.contains(family.name) {
            try family.prepare?(Moment(now: now, services: services), &self)
            try run("INSERT INTO preparations (family) VALUES (?)", .text(family.name))
        }
    }
}
