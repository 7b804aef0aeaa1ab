/// The grammar of RFC 8259 over a scanner, feeding a sink.
struct JSONParser<Sink: JSONSink & ~Copyable>: ~Copyable {
    var scanner: JSONScanner
    var sink: Sink
    private let depthLimit: Int
    private var depth = 0

    init(_ text: UnsafeRawBufferPointer, sink: consuming Sink, depthLimit: Int) {
        precondition(1...JSONValue.maximumDepthLimit ~= depthLimit, "depthLimit is out of range")
        scanner = JSONScanner(text)
        self.sink = sink
        self.depthLimit = depthLimit
    }

    /// Reads the whole text as one value.
    mutating func document() throws(JSONFailure) -> Sink.Value {
        try refuseByteOrderMark()
        scanner.skipWhitespace()
        let result = try value(under: nil, or: .expectedValue)
        scanner.skipWhitespace()
        guard scanner.position == scanner.end else { throw scanner.failure(.expectedEnd) }
        return result
    }

    private func refuseByteOrderMark() throws(JSONFailure) {
        guard scanner.end - scanner.start >= 3 else { return }
        if scanner.start[0] == 0xEF, scanner.start[1] == 0xBB, scanner.start[2] == 0xBF {
            throw scanner.failure(.byteOrderMark)
        }
    }

    @inline(__always)
    private mutating func value(
        under name: Sink.Name?, or problem: JSONFailure.Problem
    ) throws(JSONFailure) -> Sink.Value {
        switch scanner.current {
        case 0x22:
            return try sink.string(scanner.string())
        case 0x7B:
            return try object()
        case 0x5B:
            return try array(under: name)
        case 0x74:
            try scanner.word("true")
            return sink.bool(true)
        case 0x66:
            try scanner.word("false")
            return sink.bool(false)
        case 0x6E:
            try scanner.word("null")
            return sink.null()
        case 0x2D, 0x30...0x39:
            switch try scanner.number() {
            case .integer(let value): return sink.integer(value)
            case .double(let value): return try sink.number(value)
            }
        default:
            throw scanner.failure(problem)
        }
    }

    private mutating func object() throws(JSONFailure) -> Sink.Value {
        try enter()
        var members = sink.beginObject()
        if !scanner.skip(0x7D) {
            var problem = JSONFailure.Problem.expectedName
            while true {
                guard scanner.current == 0x22 else { throw scanner.failure(problem) }
                let name =
                    if let name = sink.foreseenName(at: &scanner, in: &members) {
                        name
                    } else {
                        try sink.name(scanner.string(), in: &members)
                    }
                scanner.skipWhitespace()
                guard scanner.skip(0x3A) else { throw scanner.failure(.expectedColon) }
                scanner.skipWhitespace()
                let value = try value(under: name, or: .expectedValue)
                sink.add(value, named: name, to: &members)
                scanner.skipWhitespace()
                if scanner.skip(0x2C) {
                    scanner.skipWhitespace()
                    problem = .expectedNameAfterComma
                    continue
                }
                guard scanner.skip(0x7D) else { throw scanner.failure(.expectedCommaOrBrace) }
                break
            }
        }
        depth -= 1
        return sink.endObject(members)
    }

    private mutating func array(under name: Sink.Name?) throws(JSONFailure) -> Sink.Value {
        try enter()
        let isEmpty = scanner.skip(0x5D)
        var elements = sink.beginArray(under: name, isEmpty: isEmpty)
        if !isEmpty {
            var problem = JSONFailure.Problem.expectedValue
            while true {
                let value = try value(under: nil, or: problem)
                sink.append(value, to: &elements)
                scanner.skipWhitespace()
                if scanner.skip(0x2C) {
                    scanner.skipWhitespace()
                    problem = .expectedValueAfterComma
                    continue
                }
                guard scanner.skip(0x5D) else { throw scanner.failure(.expectedCommaOrBracket) }
                break
            }
        }
        depth -= 1
        return sink.endArray(elements)
    }

    /// Consumes the opening bracket and what white space follows it.
    @inline(__always)
    private mutating func enter() throws(JSONFailure) {
        guard depth < depthLimit else { throw scanner.failure(.tooDeep(limit: depthLimit)) }
        depth += 1
        scanner.advance()
        scanner.skipWhitespace()
    }
}
