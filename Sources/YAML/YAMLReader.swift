import JSON

/// Builds a value from the events of one document.
struct YAMLReader: ~Copyable {
    private let parser: YAMLParser
    /// The nodes with an anchor, and how many values each holds.
    private var anchors: [String: (value: JSONValue, size: Int)] = [:]
    /// How many values there are so far, those of aliases counted each time.
    private var size = 0

    /// How many values a document may hold: an alias in an alias in an alias must not grow beyond all bounds.
    static let sizeLimit = 1_000_000
    static let depthLimit = 512

    init(_ text: UnsafeRawBufferPointer) { parser = YAMLParser(text) }

    /// Reads the only document of the stream; a stream without one is null.
    mutating func document() throws(YAMLError) -> JSONValue {
        _ = try parser.next()
        let start = try parser.next()
        if case .streamEnd = start.kind { return .null }
        let value = try node(try parser.next(), depth: 0)
        _ = try parser.next()
        let end = try parser.next()
        guard case .streamEnd = end.kind else { throw end.error("expected one document, found another one") }
        return value
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> JSONValue {
        guard depth <= Self.depthLimit else {
            throw event.error("expected at most \(Self.depthLimit) levels of nesting, found one more")
        }
        if case .alias(let name) = event.kind { return try value(ofAlias: name, at: event) }
        let sizeBefore = size
        try count(1, at: event)
        let value = try content(of: event, depth: depth)
        if let anchor = event.anchor { anchors[anchor] = (value, size - sizeBefore) }
        return value
    }

    private mutating func content(of event: YAMLEvent, depth: Int) throws(YAMLError) -> JSONValue {
        switch event.kind {
        case .scalar(let scalar): return try value(of: scalar, at: event)
        case .sequenceStart:
            try check(event, is: "seq")
            return try sequence(depth: depth)
        case .mappingStart:
            try check(event, is: "map")
            return try mapping(depth: depth)
        default: throw event.error("expected a value")
        }
    }

    private func value(of scalar: YAMLScalar, at event: YAMLEvent) throws(YAMLError) -> JSONValue {
        if let tag = event.tag {
            if let value = YAMLSchema.value(of: scalar.text, tag: tag) { return value }
            throw event.error("expected a value that its tag '\(shown(tag))' fits, found '\(scalar.text.prefix(40))'")
        }
        return scalar.isPlain ? YAMLSchema.value(ofPlain: scalar.text) : .string(scalar.text)
    }

    private func check(_ event: YAMLEvent, is type: String) throws(YAMLError) {
        guard let tag = event.tag, tag != "!", tag != YAMLSchema.prefix + type else { return }
        throw event.error("expected no tag but those of the core schema, found '\(shown(tag))'")
    }

    private func shown(_ tag: String) -> String {
        tag.hasPrefix(YAMLSchema.prefix) ? "!!" + tag.dropFirst(YAMLSchema.prefix.count) : tag
    }

    private mutating func value(ofAlias name: String, at event: YAMLEvent) throws(YAMLError) -> JSONValue {
        guard let (value, size) = anchors[name] else {
            throw event.error("expected the alias '*\(name)' to follow a finished node with the anchor '&\(name)'")
        }
        try count(size, at: event)
        return value
    }

    private mutating func count(_ added: Int, at event: YAMLEvent) throws(YAMLError) {
        size += added
        guard size <= Self.sizeLimit else {
            throw event.error("expected at most \(Self.sizeLimit) values, aliases counted each time, found more")
        }
    }

    // MARK: Collections

    private mutating func sequence(depth: Int) throws(YAMLError) -> JSONValue {
        var elements: [JSONValue] = []
        while true {
            let event = try parser.next()
            if case .sequenceEnd = event.kind { return .array(elements) }
            elements.append(try node(event, depth: depth + 1))
        }
    }

    private mutating func mapping(depth: Int) throws(YAMLError) -> JSONValue {
        var members: [(String, JSONValue)] = []
        var names: Set<String> = []
        while true {
            let event = try parser.next()
            if case .mappingEnd = event.kind { return .object(JSONObject(members)) }
            let name = try name(event)
            guard names.insert(name).inserted else {
                throw event.error("expected each name once, found '\(name)' again")
            }
            members.append((name, try node(try parser.next(), depth: depth + 1)))
        }
    }

    /// A key, which must be a scalar; its text is the name, so that `8080:` and `"8080":` are the same.
    private mutating func name(_ event: YAMLEvent) throws(YAMLError) -> String {
        switch event.kind {
        case .scalar(let scalar):
            if let anchor = event.anchor { anchors[anchor] = (.string(scalar.text), 1) }
            return scalar.text
        case .alias(let alias):
            if case .string(let name) = try value(ofAlias: alias, at: event) { return name }
            throw event.error("expected a string as a name, found the alias '*\(alias)' of something else")
        case .sequenceStart: throw event.error("expected a string as a name, found a sequence")
        default: throw event.error("expected a string as a name, found a mapping")
        }
    }
}
