import JSON
import YAML

/// What doctl keeps in its `config.yaml`: a default token, tokens of named contexts, and which of them is current.
struct DoctlConfiguration {
    private let path: String
    private let values: JSONValue

    /// doctl's own name for the token outside of named contexts.
    private static let defaultContext = "default"

    /// Nil where there is no such file.
    private init?(environment: [String: String]) throws(CredentialError) {
        guard let path = Self.path(environment) else { return nil }
        let file: SmallFile
        do throws(SmallFile.Failure) {
            file = try SmallFile(path)
        } catch {
            if error.isMissing { return nil }
            throw CredentialError(.unreadableFile(path: path, reason: error.reason))
        }
        self.path = path
        values = try Self.parse(file.bytes, path)
    }

    static func path(_ environment: [String: String]) -> String? {
        // The XDG base directory specification: a relative path is to be ignored.
        if let directory = environment["XDG_CONFIG_HOME"], directory.hasPrefix("/") {
            return directory + "/doctl/config.yaml"
        }
        return environment["HOME"].map { $0 + "/.config/doctl/config.yaml" }
    }

    /// The credentials of a context that was asked for.
    static func credentials(
        context name: String, environment: [String: String]
    ) throws(CredentialError) -> Credentials {
        guard let configuration = try DoctlConfiguration(environment: environment) else {
            let file = path(environment) ?? "doctl's configuration"
            throw CredentialError(.unknownContext(name: name, file: file, known: []))
        }
        if let credentials = try configuration.credentials(of: name) { return credentials }
        throw configuration.missing(name)
    }

    /// The credentials of doctl's current context; nil where doctl is not set up.
    static func currentCredentials(environment: [String: String]) throws(CredentialError) -> Credentials? {
        guard let configuration = try DoctlConfiguration(environment: environment) else { return nil }
        let name = configuration.string(at: "context") ?? defaultContext
        if let credentials = try configuration.credentials(of: name) { return credentials }
        if name == defaultContext { return nil }
        throw configuration.missing(name)
    }

    /// The contexts that have a token; none where doctl is not set up.
    static func contextNames(environment: [String: String]) throws(CredentialError) -> [String] {
        guard let configuration = try DoctlConfiguration(environment: environment) else { return [] }
        let values = configuration.values
        let named = values["auth-contexts"]?.object?.members.filter { $0.value.string?.isEmpty == false } ?? []
        let first = configuration.string(at: "access-token") == nil ? [] : [defaultContext]
        return first + named.map(\.name).sorted()
    }

    private func credentials(of name: String) throws(CredentialError) -> Credentials? {
        let isDefault = name == Self.defaultContext
        let value = isDefault ? values["access-token"] : values["auth-contexts"]?[name]
        guard let text = value?.string, !text.isEmpty else { return nil }
        let origin = "the context '\(shownName(name))' of doctl"
        var credentials = Credentials(name: name, token: try Token(text, from: origin), origin: origin)
        if let url = string(at: "api-url") { credentials.baseURL = try baseURL(url) }
        return credentials
    }

    private func missing(_ name: String) -> CredentialError {
        let contexts = values["auth-contexts"]?.object?.names ?? []
        if name == Self.defaultContext || contexts.contains(name) {
            return CredentialError(.contextWithoutToken(name: name, file: path))
        }
        let known = (string(at: "access-token") == nil ? [] : [Self.defaultContext]) + contexts.sorted()
        return CredentialError(.unknownContext(name: name, file: path, known: known))
    }

    private func baseURL(_ text: String) throws(CredentialError) -> BaseURL {
        do throws(BaseURLError) {
            return try BaseURL(text)
        } catch {
            throw CredentialError(.malformedConfiguration(path: path, reason: "api-url: \(error.description)"))
        }
    }

    private func string(at name: String) -> String? {
        values[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The parser's own reason is left out: it may quote the text, and with it a token.
    private static func parse(_ bytes: [UInt8], _ path: String) throws(CredentialError) -> JSONValue {
        do throws(YAMLError) {
            let value = try JSONValue(yaml: bytes)
            if value.isNull || value.object != nil { return value }
        } catch {
            let reason = "it is not YAML from line \(error.line), column \(error.column) on"
            throw CredentialError(.malformedConfiguration(path: path, reason: reason))
        }
        throw CredentialError(.malformedConfiguration(path: path, reason: "it is not a table of names and values"))
    }
}
