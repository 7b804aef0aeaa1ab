/// The projects that resources are in.
extension Connection {
    /// Assigns a new resource to the project that its maker names, or to the default one.
    ///
    /// - Throws: `Refusal` 422 for a project that is not there.
    mutating func assign(_ resource: Resource, toProject id: String?) throws {
        if let id {
            guard try find(Projects.kind, id) != nil else {
                throw Refusal.unprocessable("There is no project \"\(id)\".")
            }
        }
        guard let project = try id ?? defaultProject() else { return }
        try setAttribute(Attribute.project, [project], kind: resource.kind.name, of: resource.sequence)
    }

    /// The project of a row; nil where the account has none.
    mutating func project(ofRow row: Int64) throws -> String? {
        try attributes(Attribute.project, of: row).first ?? defaultProject()
    }

    private mutating func defaultProject() throws -> String? {
        try all(Projects.kind).first { $0.document.flag("is_default") }?.id
    }
}
