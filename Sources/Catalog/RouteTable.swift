/// The paths of all operations as a tree of segments.
struct RouteTable: Sendable {
    /// A place in the tree: a path that some operations begin or end with.
    private struct Node {
        var literals: [String: Int] = [:]
        var parameter: Int?
        /// The operations that end here, by method.
        var places: [String: Int] = [:]
    }

    enum Match {
        /// The operation and the values of its parameters, in the order of the path.
        case place(Int, values: [String])
        case methodNotAllowed([String])
        case notFound
    }

    private var nodes = [Node()]

    /// Adds a path. Returns the operation that has this method and path already, if there is one; it stays.
    @discardableResult
    mutating func add(_ path: PathTemplate, method: String, place: Int) -> Int? {
        var node = 0
        for segment in path.segments { node = child(of: node, for: segment) }
        if let other = nodes[node].places[method] { return other }
        nodes[node].places[method] = place
        return nil
    }

    private mutating func child(of node: Int, for segment: PathTemplate.Segment) -> Int {
        let existing =
            switch segment {
            case .literal(let text): nodes[node].literals[text]
            case .parameter: nodes[node].parameter
            }
        if let existing { return existing }
        nodes.append(Node())
        switch segment {
        case .literal(let text): nodes[node].literals[text] = nodes.count - 1
        case .parameter: nodes[node].parameter = nodes.count - 1
        }
        return nodes.count - 1
    }

    /// Finds a path first and then the method in it: a path with the literal segment is preferred at every place to one
    /// with a parameter, whatever methods it has.
    func match(method: String, segments: [String]) -> Match {
        var values: [String] = []
        guard let node = find(segments[...], from: 0, &values) else { return .notFound }
        if let place = nodes[node].places[method] { return .place(place, values: values) }
        return .methodNotAllowed(nodes[node].places.keys.sorted())
    }

    private func find(_ segments: ArraySlice<String>, from node: Int, _ values: inout [String]) -> Int? {
        guard let first = segments.first else { return nodes[node].places.isEmpty ? nil : node }
        let rest = segments.dropFirst()
        if let next = nodes[node].literals[first], let found = find(rest, from: next, &values) { return found }
        guard let next = nodes[node].parameter, !first.isEmpty else { return nil }
        values.append(first)
        if let found = find(rest, from: next, &values) { return found }
        values.removeLast()
        return nil
    }
}
