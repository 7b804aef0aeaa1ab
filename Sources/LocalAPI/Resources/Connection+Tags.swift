import JSON

/// The tags of resources.
extension Connection {
    /// These tags as they were first written, sorted and each once: tags keep the capitals they were made with, and are
    /// told apart without them. Makes those that are missing.
    ///
    /// - Throws: `Refusal` 422 for what cannot be a tag.
    mutating func canonicalTags(_ tags: [String], at moment: Moment) throws -> [String] {
        var canonical = Set<String>()
        for tag in tags { canonical.insert(try canonicalTag(tag, at: moment)) }
        return canonical.sorted()
    }

    private mutating func canonicalTag(_ tag: String, at moment: Moment) throws -> String {
        if let known = try first(Tags.kind, .attribute(Tags.folded, tag.lowercased())) { return known.id }
        guard Tags.isWellFormed(tag) else {
            throw Refusal.unprocessable("a tag has 1 to 255 letters, digits, colons, dashes and underscores")
        }
        return try create(Tags.kind, ["name": .string(tag)], at: moment).id
    }

    /// Makes these the tags of a resource, and no other.
    mutating func setTags(_ tags: [String], of resource: Resource, at moment: Moment) throws {
        let canonical = try canonicalTags(tags, at: moment)
        guard try attributes(Attribute.tag, of: resource.sequence) != canonical else { return }
        try setAttribute(Attribute.tag, canonical, kind: resource.kind.name, of: resource.sequence)
    }
}
