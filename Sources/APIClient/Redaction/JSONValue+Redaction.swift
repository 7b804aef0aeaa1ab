package import Catalog
package import JSON

// Documents that may be shown: in a dry run, in a journal, in a question.
extension JSONValue {
    /// The value with a mark in place of every secret: what the schema calls one, texts and numbers under a name that tells
    /// of one, and tokens by their form wherever they are.
    ///
    /// - Parameter schema: What the value is by the catalog; nil where only names and forms tell.
    package func redacted(_ schema: Schema? = nil, in group: Group? = nil) -> JSONValue {
        switch self {
        case .string(let text): .string(text.withoutTokens)
        case .array(let items): .array(items.map { $0.redacted(schema.flatMap { group?.item(of: $0) }, in: group) })
        case .object(let object): .object(object.redacted(schema, in: group))
        default: self
        }
    }
}

extension JSONObject {
    fileprivate func redacted(_ schema: Schema?, in group: Group?) -> JSONObject {
        let fields = schema.flatMap { group?.memberFields(of: $0) } ?? []
        return JSONObject(
            members.map { member in
                let field = fields.first { $0.name == member.name }
                let isSecret = field?.isSecret ?? false || SecretNames.tells(member.name) && member.value.isText
                let value = isSecret && !member.value.isEmptyText ? .string(SecretNames.mark) : member.value
                return (member.name, isSecret ? value : value.redacted(field?.schema, in: group))
            })
    }
}

extension JSONValue {
    /// Numbers are texts, too: a pass code may be one. Flags and lists have their own members.
    fileprivate var isText: Bool {
        switch self {
        case .string, .integer, .number: true
        default: false
        }
    }

    /// What is not there is no secret.
    fileprivate var isEmptyText: Bool { self == .null || self == .string("") }
}

extension Group {
    fileprivate func item(of schema: Schema) -> Schema? {
        if case .array(let item) = resolved(schema).shape { item } else { nil }
    }
}

extension String {
    /// With a mark in place of tokens that are known by their form.
    package var withoutTokens: String {
        let bytes = Array(utf8)
        let ranges = TokenForms.ranges(in: bytes)
        guard !ranges.isEmpty else { return self }
        var result: [UInt8] = []
        var position = 0
        for range in ranges where range.lowerBound >= position {
            result += bytes[position..<range.lowerBound] + Array(SecretNames.mark.utf8)
            position = range.upperBound
        }
        return String(decoding: result + bytes[position...], as: UTF8.self)
    }
}
