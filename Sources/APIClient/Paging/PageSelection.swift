import Catalog
import HTTPMessage
import JSON

extension Call {
    static let pageName = "page"
    static let pageSizeName = "per_page"

    /// Whether the arguments ask for one page instead of the list.
    public var selectsPage: Bool {
        let names = [Self.pageName, Self.pageSizeName] + [operation.pageTokenParameter].compactMap(\.self)
        return names.contains { arguments[$0] != nil }
    }
}

extension Operation {
    fileprivate var pageTokenParameter: String? {
        if case .token(let name)? = pagination { name } else { nil }
    }
}

extension PreparedCall {
    /// The same call for another page.
    func asking(for position: PagePosition) -> PreparedCall {
        switch position {
        case .first: self
        case .number(let number): with(Call.pageName, String(number))
        case .token(let parameter, let value): with(parameter, value)
        }
    }

    private func with(_ name: String, _ value: String) -> PreparedCall {
        var request = request
        request.target += (request.target.contains("?") ? "&" : "?") + name + "=" + PercentEncoding.encode(value)
        return PreparedCall(
            operation: operation, request: request, server: server, pathArguments: pathArguments, body: body)
    }
}
