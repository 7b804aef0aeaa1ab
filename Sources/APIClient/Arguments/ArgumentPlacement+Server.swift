import Catalog
import JSON

/// The address of a call to another server, as far as it is known, and what the server is to be told.
struct PlacedServer {
    var url: BaseURL?
    /// The target that is part of an argument, in place of the operation's path.
    var target: String?
    var isSecret = false
    var accessKey: Token?
    var credentialName: String?

    /// Nil where a problem was reported.
    var result: OtherServer? {
        url.map { url in
            OtherServer(
                url: url, accessKey: accessKey, secretTarget: isSecret ? target : nil, credentialName: credentialName)
        }
    }
}

// Operations that are not at the API's own address.
extension ArgumentPlacement {
    mutating func beginServer(_ template: ServerTemplate) {
        server = PlacedServer()
        switch template {
        case .fixed(let url): server?.url = url
        case .host, .wholeAddress: break
        case .unusable(let text):
            checker.report(member: "server", .unwritable("the catalog has no address but \(quoted(text))"))
        }
    }

    mutating func placeServer(_ value: JSONValue, _ field: CompiledField) {
        let countBefore = checker.findings.problemCount
        let checked = checker.check(value, field.schema, isSecret: field.isSecret) ?? value
        if !field.isSecret { pathArguments.append((field.name, checked)) }
        guard checker.findings.problemCount == countBefore else { return }
        server?.isSecret = field.isSecret
        if field.isSecret { server?.credentialName = field.name }
        guard let text = checked.string, placeAddress(text) else {
            let expected = expectedAddress
            return checker.report(
                .malformed(expected: expected, found: foundText(checked, isSecret: field.isSecret)))
        }
    }

    /// - Returns: Whether the text is an address.
    private mutating func placeAddress(_ text: String) -> Bool {
        switch operation.server {
        case .host(let path): server?.url = ServerTemplate.url(ofHost: text, path: path)
        case .wholeAddress:
            let parts = ServerTemplate.parts(ofAddress: text)
            server?.url = parts?.url
            server?.target = parts?.target
        case .fixed, .unusable, nil: break
        }
        return server?.url != nil
    }

    private var expectedAddress: String {
        if case .host? = operation.server { return "a host such as agent.example.com, or its https address" }
        return "an https address such as https://uploads.example.com/a?b=c"
    }

    /// The key joins the request inside the transport, in place of the account's token.
    mutating func placeAccessKey(_ value: JSONValue, _ field: CompiledField) {
        let countBefore = checker.findings.problemCount
        let checked = checker.check(value, field.schema, isSecret: true) ?? value
        guard checker.findings.problemCount == countBefore else { return }
        server?.credentialName = field.shownName
        do throws(CredentialError) {
            server?.accessKey = try Token(Self.key(in: checked.string ?? ""), from: field.shownName)
        } catch {
            let expected = "an access key, without blanks and control characters"
            checker.report(.malformed(expected: expected, found: foundText(checked, isSecret: true)))
        }
    }

    /// The text without the name of the scheme, which the transport writes.
    private static func key(in text: String) -> String {
        let words = text.trimmingASCIIWhitespace.split(separator: " ", maxSplits: 1)
        guard words.first?.lowercased() == "bearer" else { return text }
        return words.count > 1 ? String(words[1]) : ""
    }

    /// Whether the resource that the call is about came from the same address, with a key that is used again.
    mutating func takesAccessKeyOfOrigin(_ field: CompiledField) -> Bool {
        guard let origin, let key = origin.accessKey, origin.url == server?.url else { return false }
        server?.accessKey = key
        server?.credentialName = field.shownName
        return true
    }
}
