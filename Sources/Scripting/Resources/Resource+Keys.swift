internal import Catalog

extension Resource {
    /// The keys that tell it from others of its kind: those in the path by which it is read again, in the order of the
    /// path, or all where it cannot be. The others are names of the same things in other operations, or of other things.
    func keysOfItself(in catalog: Catalog) -> [Identity] {
        let names = getOperation.flatMap { catalog.operation($0) }?.path.parameterNames ?? []
        let keys = names.compactMap { name in identity.first { $0.parameter == name } }
        return keys.isEmpty ? identity : keys
    }
}
