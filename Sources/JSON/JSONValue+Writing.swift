extension JSONValue {
    /// The JSON text of this value, in UTF-8.
    ///
    /// Doubles are written in their shortest form that reads back as the same double, always with a fraction or an
    /// exponent (`1.0`, `1e+22`), so that integers and doubles stay apart.
    ///
    /// - Throws: ``JSONError`` for an infinite number or one that is not a number, and for more than
    ///   ``maximumDepthLimit`` levels of nesting; its reason names the place: `body[2]: ...`.
    public func serialized(_ options: JSONWriter.Options = []) throws(JSONError) -> [UInt8] {
        let sink = try written(options)
        return sink.writer.withBytes { Array($0) }
    }

    /// The compact JSON text of this value.
    ///
    /// - Throws: As ``serialized(_:)``.
    public var jsonText: String {
        get throws(JSONError) {
            let sink = try written([])
            return sink.writer.withBytes { String(decoding: $0, as: UTF8.self) }
        }
    }

    private func written(_ options: JSONWriter.Options) throws(JSONError) -> JSONTextSink {
        var sink = JSONTextSink(writer: JSONWriter(options: options))
        do throws(JSONFailure) {
            try send(to: &sink, sortingNames: options.contains(.sortedKeys))
            return sink
        } catch {
            throw JSONError(at: pathToFailure(), reason: error.problem.valueReason)
        }
    }

    /// Where the number is that cannot be written; looked for only after writing has failed.
    private func pathToFailure() -> JSONPath {
        var path = JSONPath()
        return find(&path) ? path : JSONPath()
    }

    private func find(_ path: inout JSONPath, depth: Int = 0) -> Bool {
        switch self {
        case .number(let value): return !value.isFinite
        case .array(let elements) where depth < Self.maximumDepthLimit:
            return elements.indices.contains { index in
                path.steps.append(.index(Int64(index)))
                if elements[index].find(&path, depth: depth + 1) { return true }
                path.steps.removeLast()
                return false
            }
        case .object(let object) where depth < Self.maximumDepthLimit:
            return object.members.contains { member in
                path.steps.append(.name(member.name))
                if member.value.find(&path, depth: depth + 1) { return true }
                path.steps.removeLast()
                return false
            }
        default: return false
        }
    }
}
