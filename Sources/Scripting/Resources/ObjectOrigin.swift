public import Catalog

/// Where a value came from: the call that returned it, and what it is.
public final class ObjectOrigin {
    public let call: CompletedCall
    /// The kind of the value, or of a list's items; nil where the catalog declares none.
    public let resource: Resource?
    /// Whether it is the list of a list operation.
    public let isList: Bool

    init(call: CompletedCall, resource: Resource?, isList: Bool) {
        self.call = call
        self.resource = resource
        self.isList = isList
    }
}
