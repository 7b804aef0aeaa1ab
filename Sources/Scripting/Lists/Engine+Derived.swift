internal import Catalog
internal import Lua

extension Engine {
    /// Pushes a function of a group. Stack: pushes 1.
    func pushFunction(_ function: DerivedFunction, ofGroup group: String, on stack: Stack) {
        switch function.kind {
        case .find, .one: SearchFunction(function, ofGroup: group, engine: self).push(to: stack)
        default: OperationFunction(function.operation, engine: self, isIterator: true).push(to: stack)
        }
    }

    /// Pushes a function of a resource's objects. Stack: pushes 1.
    func pushMethod(_ function: DerivedFunction, of resource: Resource, on stack: Stack) {
        var method = Resource.Method(name: function.name, operation: function.operation.qualifiedName)
        method.isIterator = function.kind == .each
        switch function.kind {
        case .find, .one: SearchFunction(function, of: resource, engine: self).push(to: stack)
        case .each, .refresh: OperationFunction(function.operation, engine: self, method: method).push(to: stack)
        case .wait: WaitFunction(engine: self).push(to: stack)
        }
    }
}
