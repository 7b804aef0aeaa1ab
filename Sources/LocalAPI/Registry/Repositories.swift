import JSON

/// Repositories with their tags and manifests.
extension Registry {
    static let repositoryHandlers = inBothGroups([
        "list_repositories_v2": .reading { call, connection in
            let (page, location) = try (tokenPage(call), call.location)
            let list = try connection.listing(repositories, for: call, page)
            let items = try list.items.map { try connection.withLatestManifest($0) }
            let members = page.members(total: list.total, at: location, offset: page.offset)
            return try call.answer(.array(items), and: members)
        },
        "list_repository_tags": tags.list(isNewestFirst: true),
        "list_repository_manifests": .reading { call, connection in
            let list = try connection.listing(manifests, for: call, isNewestFirst: true)
            let parent = try connection.parent(of: manifests, for: call)
            let items = try list.items.map { try connection.withTags($0, of: parent) }
            return try call.answer(Listing(items: items, total: list.total))
        },
        "delete_repository_tag": tags.delete(),
        "delete_repository_manifest": .changing { call, connection in
            let manifest = try connection.get(manifests, for: call)
            try connection.deleteManifest(manifest, call.services)
            return call.answer()
        }
    ]).merging([
        "registry.list_repositories": .reading { call, connection in
            var list = try connection.listing(repositories, for: call)
            list.items = try list.items.map { try connection.withLatestTag($0) }
            return try call.answer(list)
        },
        "registries.delete_repository": .changing { call, connection in
            let repository = try connection.get(repositories, for: call)
            for manifest in try connection.all(manifests, of: repository.sequence) {
                try connection.deleteManifest(manifest, call.services)
            }
            try connection.delete(repository, call.services)
            return call.answer()
        }
    ]) { first, _ in first }

    /// The page that a token or a number asks for.
    ///
    /// - Throws: `Refusal` 400 for a token that no answer had.
    private static func tokenPage(_ call: Call) throws(Refusal) -> TokenPage {
        var page = TokenPage(size: call.page?.size ?? Page.defaultSize, offset: call.page?.offset ?? 0)
        guard let token = call.query("page_token") else { return page }
        guard let offset = TokenPage.offset(of: token) else { throw .badRequest("the page token is not valid") }
        page.offset = offset
        return page
    }
}

/// A page of a list whose next page is named by a token.
private struct TokenPage {
    var size: Int
    var offset: Int

    static func token(for offset: Int) -> String { Base64.encode(Array("offset:\(offset)".utf8)) }

    static func offset(of token: String) -> Int? {
        guard let bytes = Base64.decode(token), let text = String(validating: bytes, as: UTF8.self),
            text.hasPrefix("offset:"), let offset = Int(text.dropFirst(7)), offset >= 0
        else { return nil }
        return offset
    }

    /// `links` and `meta`. The address of the next page has its number and the token.
    func members(total: Int, at location: ListLocation, offset: Int) -> JSONObject {
        var (pages, location) = (JSONObject(), location)
        location.query.removeAll { $0.name == "page_token" }
        let (number, last) = (offset / size + 1, max(1, (total + size - 1) / size))
        if number > 1 {
            pages["first"] = .string(location.url(ofPage: 1, size: size))
            pages["prev"] = .string(location.url(ofPage: min(number - 1, last), size: size))
        }
        if offset + size < total {
            var next = location
            next.query.append(("page_token", Self.token(for: offset + size)))
            pages["next"] = .string(next.url(ofPage: number + 1, size: size))
            pages["last"] = .string(location.url(ofPage: last, size: size))
        }
        return [
            "links": pages.isEmpty ? [:] : ["pages": .object(pages)], "meta": ["total": .integer(Int64(total))]
        ]
    }
}

extension Connection {
    fileprivate mutating func listing(
        _ kind: ResourceKind, for call: Call, _ page: TokenPage
    ) throws -> (items: [Resource], total: Int) {
        let parent = try parent(of: kind, for: call)
        let records = try listing(kind, of: parent, limit: page.size, offset: page.offset)
        return (try records.map { try Resource($0, of: kind) }, try total(kind, of: parent))
    }

    /// A repository as the newer list has it.
    fileprivate mutating func withLatestManifest(_ repository: Resource) throws -> JSONValue {
        var document = repository.document
        document["tag_count"] = .integer(Int64(try total(Registry.tags, of: repository.sequence)))
        document["manifest_count"] = .integer(Int64(try total(Registry.manifests, of: repository.sequence)))
        let latest = try listing(Registry.manifests, of: repository.sequence, isNewestFirst: true, limit: 1).first
        if let latest {
            document["latest_manifest"] = try JSONValue(
                parsing: withTags(latest.document, of: repository.sequence).bytes)
        }
        return .object(document)
    }

    /// A repository as the older list has it.
    fileprivate mutating func withLatestTag(_ repository: JSONText) throws -> JSONText {
        guard let document = try JSONValue(parsing: repository.bytes).object,
            let registry = try find(Registry.kind, document.string("registry_name") ?? ""),
            let resource = try find(Registry.repositories, document.string("name") ?? "", of: registry.sequence)
        else { return repository }
        var text = repository
        text.add("tag_count", .integer(try total(Registry.tags, of: resource.sequence)))
        let latest = try listing(Registry.tags, of: resource.sequence, isNewestFirst: true, limit: 1).first
        if let latest { text.add("latest_tag", latest.document) }
        return text
    }

    /// A manifest with the names it goes by.
    fileprivate mutating func withTags(_ manifest: JSONText, of repository: Int64) throws -> JSONText {
        let digest = try JSONValue(parsing: manifest.bytes)["digest"]?.string ?? ""
        let names = try all(Registry.tags, of: repository, [.attribute(Registry.digest, digest)]).map(\.id)
        var text = manifest
        text.add("tags", JSONText(try JSONValue.strings(names.sorted()).serialized()))
        return text
    }

    /// Deletes a manifest with its tags. Its blobs stay until garbage is collected.
    mutating func deleteManifest(_ manifest: Resource, _ services: Services) throws {
        for tag in try all(Registry.tags, of: manifest.parent, [.attribute(Registry.digest, manifest.id)]) {
            try delete(tag, services)
        }
        try delete(manifest, services)
    }
}
