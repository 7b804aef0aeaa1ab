import Catalog
import JSON

/// The name of a resource among those of projects: `do:droplet:3164444`.
struct URN: Sendable {
    var type: String
    var id: String

    /// Nil for what is of another form.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "do", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        (type, id) = (parts[1], parts[2])
    }

    init(type: String, id: String) {
        self.type = type
        self.id = id
    }

    var text: String { "do:\(type):\(id)" }
}

extension ResourceKind {
    /// Where the API shows a resource of this kind: the path of the operation that does.
    func address(of id: String, _ catalog: Catalog) -> String {
        let path = catalog.operation(shownBy)?.path.description ?? ""
        return "https://api.digitalocean.com" + path.replacing("{\(parameter)}", with: id)
    }
}
