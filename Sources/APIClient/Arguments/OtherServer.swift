/// Where a call goes whose operation is not at the API's own address, and what it is sent in place of the account's token.
///
/// Neither its description nor its mirror shows a secret. An object, so that the calls of all other operations, which have
/// none, stay small.
public final class OtherServer: Sendable {
    /// Its address; of a whole address that was an argument, without path and query.
    public let url: BaseURL
    /// Sent in place of the account's token; nil sends no `authorization`.
    let accessKey: Token?
    /// The path and the query where they are secret, as those of a signed address; nil where they are not.
    let secretTarget: String?
    /// The argument that the server knows the caller by: `access_key`.
    let credentialName: String?

    init(url: BaseURL, accessKey: Token?, secretTarget: String?, credentialName: String?) {
        self.url = url
        self.accessKey = accessKey
        self.secretTarget = secretTarget
        self.credentialName = credentialName
    }

    /// The text with everything blacked out that only this server may know.
    func redacted(from text: String) -> String {
        let text = accessKey?.redacted(from: text) ?? text
        guard let secretTarget else { return text }
        // Servers send an address back in parts, too; a short part is no secret, and may be in any text.
        let parts = [secretTarget] + secretTarget.split(separator: "?", maxSplits: 1).map(String.init)
        return parts.filter { $0.utf8.count >= 8 }.reduce(text) { $0.replacing($1, by: "[address]") }
    }
}

extension OtherServer: Equatable {
    public static func == (left: OtherServer, right: OtherServer) -> Bool {
        left.url == right.url && left.accessKey == right.accessKey && left.secretTarget == right.secretTarget
            && left.credentialName == right.credentialName
    }
}

extension OtherServer: CustomStringConvertible, CustomReflectable {
    public var description: String { url.description }
    public var customMirror: Mirror { Mirror(self, children: ["url": url]) }
}
