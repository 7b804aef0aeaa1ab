// What goes into an operation and what comes out: `body` and `returns`.

extension GroupReader {
    private static let json = "application/json"

    /// Reads `body [as MEDIA...] [optional]`, with fields below it or `: TYPE` after it.
    mutating func readBody(_ line: inout LineScanner) throws(CatalogError) -> Operation.Body {
        var isRequired = true
        var term = line.term()
        let mediaTypes = try readMediaTypes(&line, &term)
        if term == "optional" {
            isRequired = false
            term = line.term()
        }
        guard term.isEmpty else { throw unknown("word", term, of: ["as", "optional"], in: line) }
        guard let schema = try readContent(&line, in: .request) else {
            throw line.mistake("the body has neither fields below it nor a type after a colon")
        }
        return Operation.Body(
            mediaTypes: mediaTypes.isEmpty ? [Self.json] : mediaTypes, isRequired: isRequired, schema: schema)
    }

    /// Reads `returns STATUS [ROOT[|ROOT...]] [as MEDIA...]`, with fields below it or `: TYPE` after it.
    mutating func readSuccess(_ line: inout LineScanner) throws(CatalogError) -> Operation.Success {
        let statusText = line.term()
        guard let status = Int(statusText), 200...299 ~= status else {
            throw line.mistake("expected a status from 200 to 299, found '\(statusText)'")
        }
        var success = Operation.Success(status: status)
        var term = line.term()
        if !term.isEmpty, term != "as" {
            success.roots = term.split(separator: "|").map(String.init)
            term = line.term()
        }
        let mediaTypes = try readMediaTypes(&line, &term)
        success.mediaType = mediaTypes.first
        success.otherMediaTypes = Array(mediaTypes.dropFirst())
        guard term.isEmpty else { throw unknown("word", term, of: ["as"], in: line) }
        try readAnswer(&line, of: &success)
        return success
    }

    /// The media types after `as`; none where the present term is another. The term becomes the one behind them.
    private func readMediaTypes(_ line: inout LineScanner, _ term: inout String) throws(CatalogError) -> [String] {
        guard term == "as" else { return [] }
        var mediaTypes: [String] = []
        term = line.term()
        while term.contains("/") {
            mediaTypes.append(term)
            term = line.term()
        }
        guard !mediaTypes.isEmpty else { throw line.mistake("expected a media type after 'as'") }
        return mediaTypes
    }

    private mutating func readAnswer(
        _ line: inout LineScanner, of success: inout Operation.Success
    ) throws(CatalogError) {
        let schema = try readContent(&line, in: .answer)
        if schema != nil, success.mediaType == nil { success.mediaType = Self.json }
        guard success.mediaType == Self.json else {
            guard schema == nil else { throw line.mistake("only an answer in JSON has fields") }
            guard success.roots.isEmpty else { throw line.mistake("an answer without fields has no root") }
            return
        }
        success.schema = schema ?? Schema(.any)
    }

    /// The type after a colon, or the fields below the line; nil where there is neither.
    private mutating func readContent(
        _ line: inout LineScanner, in place: FieldPlace
    ) throws(CatalogError) -> Schema? {
        if line.skip(":") { return try constrainedType(&line) }
        guard line.isAtEnd, hasBlock(below: line.level) else { return nil }
        return Schema(.object(try fields(below: line.level, in: place), isOpen: false))
    }
}
