import APIClient
import Catalog
import JSON

extension PlanStep {
    /// What fills the paths of operations on its resource: the identity, and what else the path of its own operation has.
    ///
    /// - Parameter operation: Its own; nil where the catalog does not know it.
    func keys(for operation: Operation?) -> JSONObject {
        var keys = identity
        for parameter in operation?.pathParameters ?? [] where keys[parameter.name] == nil {
            keys[parameter.name] = arguments.value(of: parameter)
        }
        return keys
    }
}
