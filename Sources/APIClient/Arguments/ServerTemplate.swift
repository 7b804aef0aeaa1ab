import Catalog

/// The address of an operation that is not at the API's own, with a place for an argument.
enum ServerTemplate {
    case fixed(BaseURL)
    /// `https://{agent_url}`: the argument is a host, or the address of one. The path of the template follows.
    case host(path: String)
    /// `{upload_url}`: the argument is the whole address, with path and query.
    case wholeAddress
    /// No address at all; calls are refused.
    case unusable(String)

    init(_ text: String) {
        guard let start = text.firstIndex(of: "{"), let end = text.firstIndex(of: "}") else {
            self = (try? BaseURL(text)).map { .fixed($0) } ?? .unusable(text)
            return
        }
        let before = text[..<start]
        let after = text[text.index(after: end)...]
        switch before {
        case "" where after.isEmpty: self = .wholeAddress
        case "https://" where after.isEmpty || after.hasPrefix("/"): self = .host(path: String(after))
        default: self = .unusable(text)
        }
    }

    /// Whether the first of the path's parameters stands in it.
    var takesArgument: Bool {
        switch self {
        case .host, .wholeAddress: true
        case .fixed, .unusable: false
        }
    }

    /// The address of a host that is written as `agent.example.com`, with a port or as an https address; nil for anything
    /// else.
    static func url(ofHost text: String, path: String) -> BaseURL? {
        let isAddress = text.contains("://")
        guard let url = try? BaseURL(isAddress ? text : "https://" + text), url.hasHostName else { return nil }
        // A path would stand before that of the operation.
        guard url.description.split(separator: "/", omittingEmptySubsequences: false).count == 3 else { return nil }
        return path.isEmpty ? url : try? BaseURL(url.description + path)
    }

    /// The server and the target of a whole address; nil for what is none, or is not https.
    static func parts(ofAddress text: String) -> (url: BaseURL, target: String)? {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let end = text[mark.upperBound...].firstIndex { "/?#".contains($0) } ?? text.endIndex
        guard let url = try? BaseURL(String(text[..<end])), url.hasHostName else { return nil }
        let target = text[end...]
        guard target.utf8.allSatisfy({ RequestTarget.isPathByte($0) || $0 == UInt8(ascii: "?") }) else { return nil }
        return (url, target.hasPrefix("/") ? String(target) : "/" + target)
    }
}

extension BaseURL {
    /// Whether the host is a name or an address as it must be, not merely of their characters.
    fileprivate var hasHostName: Bool {
        host.contains(":") || Format("hostname")?.problem(of: host, shownAs: host) == nil
    }
}
