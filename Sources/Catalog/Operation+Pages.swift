internal import JSON

extension Operation {
    /// Adds what every list in pages has: its parameters, and `links` and `meta` in the answer.
    mutating func paginate(_ pagination: Pagination) {
        self.pagination = pagination
        var parameters = Self.pageParameters
        if case .token(let name) = pagination {
            var token = Field(name: name, schema: Schema(.string))
            token.summary = "Where the page begins, as the page before it says."
            parameters.append(token)
        }
        queryParameters.appendMissing(parameters)
        guard case .object(var fields, let isOpen) = success.schema?.shape else { return }
        fields.appendMissing(Self.pageFields)
        success.schema?.shape = .object(fields, isOpen: isOpen)
    }

    private static let pageParameters: [Field] = {
        var page = Field(name: "page", schema: Schema(.integer))
        page.schema.minimum = 1
        page.defaultValue = 1
        page.example = 1
        page.summary = "The page to read, instead of all of them."
        var size = Field(name: "per_page", schema: Schema(.integer))
        size.schema.minimum = 1
        size.schema.maximum = 200
        size.defaultValue = 20
        size.example = 50
        size.summary = "How many items a page has."
        return [page, size]
    }()

    private static let pageFields: [Field] = {
        let addresses = ["first", "prev", "next", "last"].map { name in
            var address = Schema(.string)
            address.format = "uri"
            return Field(name: name, schema: address)
        }
        let pages = Field(name: "pages", schema: Schema(.object(addresses, isOpen: true)))
        var total = Field(name: "total", schema: Schema(.integer))
        total.schema.minimum = 0
        return [
            Field(name: "links", schema: Schema(.object([pages], isOpen: true))),
            Field(name: "meta", schema: Schema(.object([total], isOpen: true)))
        ]
    }()
}

extension [Field] {
    fileprivate mutating func appendMissing(_ others: [Field]) {
        append(contentsOf: others.filter { other in !contains { $0.name == other.name } })
    }
}
