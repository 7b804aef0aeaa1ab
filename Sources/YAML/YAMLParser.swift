import CYAML

/// libyaml's parser over bytes it borrows: a source of events.
struct YAMLParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        parser = .allocate(capacity: 1)
        // It fails only without memory for a few kilobytes.
        guard yaml_parser_initialize(parser) == 1 else { fatalError("out of memory") }
        yaml_parser_set_input_string(parser, text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event. Not to be asked for after the end of the stream or an error.
    func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var failure: YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
        if parser.pointee.error == YAML_READER_ERROR { return readerFailure(problem) }
        let context = parser.pointee.context.map { " " + String(cString: $0) } ?? ""
        let mark = parser.pointee.problem_mark
        return YAMLError(reason: problem + context, line: mark.line + 1, column: mark.column + 1)
    }

    /// A byte that is not UTF-8 or a character that YAML forbids: libyaml tells its offset only.
    private func readerFailure(_ problem: String) -> YAMLError {
        let before = text.prefix(parser.pointee.problem_offset)
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        return YAMLError(reason: problem, line: 1 + before.count { $0 == 0x0A }, column: 1 + column)
    }
}
