/// Through which proxy https connections go.
public struct ProxySettings: Sendable, Equatable {
    /// The proxy's address as libcurl reads it; nil for none.
    public var httpsProxy: String?
    /// Host names and suffixes that are reached without it, with commas between.
    public var noProxy: String

    public init(httpsProxy: String? = nil, noProxy: String = "") {
        self.httpsProxy = httpsProxy
        self.noProxy = noProxy
    }

    /// What the environment says with `https_proxy`, `all_proxy` and `no_proxy`; lower case wins over upper case, and an
    /// empty value is none.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            environment[name] ?? environment[name.uppercased()]
        }
        let proxy = value("https_proxy") ?? value("all_proxy")
        self.init(httpsProxy: proxy.flatMap { $0.isEmpty ? nil : $0 }, noProxy: value("no_proxy") ?? "")
    }
}
