internal import APIClient
internal import HTTPMessage

/// Fetches one file over https: no token, no cookies, at most 1 MiB.
struct SnippetDownload {
    let certificateFile: String?
    let proxy: ProxySettings

    private static let maximumRedirects = 3

    func bytes(of address: String) throws(SnippetError) -> [UInt8] {
        var address = address
        for _ in 0...Self.maximumRedirects {
            let response = try answer(address)
            switch response.status {
            case 200: return response.body
            case 301, 302, 303, 307, 308:
                guard let next = response.headers["location"] else {
                    throw SnippetSource.failure(address, "redirects, and does not say where to")
                }
                address = try Self.resolved(next, from: address)
            default:
                throw SnippetSource.failure(address, "expected the file, and the server answers \(response.status)")
            }
        }
        throw SnippetSource.failure(address, "redirects more than \(Self.maximumRedirects) times")
    }

    private func answer(_ address: String) throws(SnippetError) -> HTTPResponse {
        let (base, target) = try Self.parts(of: address)
        let transport = CurlTransport(
            CurlTransport.Settings(baseURL: base, proxy: proxy, certificateFile: certificateFile))
        let limits = TransferLimits(totalTimeout: .seconds(60), maximumResponseBytes: SourceCheck.maximumBytes)
        let request = HTTPRequest(
            method: "GET", target: target, headers: ["accept": "text/plain, */*"], body: [])
        let id = transport.start(request, token: nil, limits: limits)
        while true {
            for completion in transport.wait(until: nil, orReadable: []).completions where completion.id == id {
                switch completion.result {
                case .success(let response): return response
                case .failure(let error):
                    throw SnippetSource.failure(address, "cannot be fetched: \(error.description)")
                }
            }
        }
    }

    /// The server's address, and the path with the query.
    private static func parts(of address: String) throws(SnippetError) -> (BaseURL, String) {
        guard address.hasPrefix("https://") else {
            throw SnippetSource.failure(address, "leads away from https, which is not followed")
        }
        let rest = address.dropFirst(8).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw SnippetSource.failure(address, "is no address; blanks and other characters are written as %20")
        }
        do throws(BaseURLError) {
            return (try BaseURL("https://" + authority), path.hasPrefix("/") ? String(path) : "/" + path)
        } catch {
            throw SnippetSource.failure(address, error.description)
        }
    }

    private static func resolved(_ location: String, from address: String) throws(SnippetError) -> String {
        if location.contains("://") { return location }
        guard location.hasPrefix("/"), !location.hasPrefix("//") else {
            throw SnippetSource.failure(address, "redirects to '\(location)', which is not followed")
        }
        return try parts(of: address).0.description + location
    }
}
