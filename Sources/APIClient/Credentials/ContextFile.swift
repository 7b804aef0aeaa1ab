import JSON
import YAML

/// The user's settings of contexts: `moontide/contexts.yaml` in `$XDG_CONFIG_HOME`, else in `~/.config`.
///
///     prod:
///       readonly: true          # nothing but reads is sent
///       protected: true         # questions are answered by typing "prod"
///       confirm: all            # all, destructive, off
///
/// It holds nothing secret, and takes nothing but freedom away. So it is not read halfway: whatever is wrong with it is an
/// error, and whoever gets one lets no write pass.
public struct ContextFile: Sendable, Equatable {
    public let path: String
    private let contexts: [(name: String, settings: ContextSettings)]

    public static func == (a: ContextFile, b: ContextFile) -> Bool {
        a.path == b.path && a.contexts.elementsEqual(b.contexts) { $0.name == $1.name && $0.settings == $1.settings }
    }

    /// In the order of the file.
    public var names: [String] { contexts.map(\.name) }

    public func settings(of name: String) -> ContextSettings {
        contexts.first { $0.name == name }?.settings ?? ContextSettings()
    }

    /// Reads the file; without one there are no settings.
    ///
    /// - Throws: ``ContextFileError`` for a file that cannot be read, that is a symbolic link or that others may write, and
    ///   for everything in it that is not understood.
    public init(environment: [String: String]) throws(ContextFileError) {
        guard let path = Self.path(environment) else {
            (self.path, contexts) = ("contexts.yaml", [])
            return
        }
        self.path = path
        guard let bytes = try Self.read(path) else {
            contexts = []
            return
        }
        let value: JSONValue
        do throws(YAMLError) {
            value = try JSONValue(yaml: bytes)
        } catch {
            throw ContextFileError(
                .notYAML("line \(error.line), column \(error.column): \(error.reason)"), path: path)
        }
        contexts = try ContextReader(path: path).contexts(value)
    }

    /// Nil where not even a home directory is known.
    public static func path(_ environment: [String: String]) -> String? {
        // The XDG base directory specification: a relative path is to be ignored.
        if let directory = environment["XDG_CONFIG_HOME"], directory.hasPrefix("/") {
            return directory + "/moontide/contexts.yaml"
        }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.config/moontide/contexts.yaml" }
    }

    /// Nil where there is no file.
    private static func read(_ path: String) throws(ContextFileError) -> [UInt8]? {
        do throws(SmallFile.Failure) {
            return try SmallFile(ownAt: path).bytes
        } catch {
            if error.isMissing { return nil }
            throw ContextFileError(.unreadable(error.reason), path: path)
        }
    }
}

/// Why the settings of contexts are not known.
public struct ContextFileError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        case unreadable(String)
        case notYAML(String)
        /// Where it is, what is expected there, and what was found.
        case wrongType(place: String, expected: String, found: String)
        case unknownKey(String, context: String, known: [String])
        /// Two settings that contradict each other.
        case contradiction(String, context: String)
    }

    public var kind: Kind
    public var path: String

    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    public var description: String {
        switch kind {
        case .unreadable(let reason): "\(path) cannot be used: \(reason)"
        case .notYAML(let reason): "\(path): \(reason)"
        case .wrongType(let place, let expected, let found): "\(path): \(place): expected \(expected), found \(found)"
        case .unknownKey(let key, let context, let known):
            "\(path): \(context): unknown setting '\(bounded(key))'; there are \(known.joined(separator: ", "))"
        case .contradiction(let reason, let context): "\(path): \(context): \(reason)"
        }
    }
}

/// Turns the document into settings, and refuses everything else.
private struct ContextReader {
    let path: String

    private static let keys = ["readonly", "protected", "confirm"]

    func contexts(
        _ value: JSONValue
    ) throws(ContextFileError) -> [(name: String, settings: ContextSettings)] {
        if value.isNull { return [] }
        guard let members = value.object?.members else {
            throw wrongType("the document", "contexts by their names", value)
        }
        var contexts: [(name: String, settings: ContextSettings)] = []
        for member in members { contexts.append((member.name, try settings(member.value, of: member.name))) }
        return contexts
    }

    private func settings(_ value: JSONValue, of name: String) throws(ContextFileError) -> ContextSettings {
        let place = bounded(name)
        guard let members = value.object?.members else {
            throw wrongType(place, "settings, such as readonly: true", value)
        }
        var settings = ContextSettings()
        for member in members {
            let memberPlace = "\(place).\(bounded(member.name))"
            switch member.name {
            case "readonly": settings.isReadOnly = try flag(member.value, at: memberPlace)
            case "protected": settings.isProtected = try flag(member.value, at: memberPlace)
            case "confirm": settings.confirmations = try confirmations(member.value, at: memberPlace)
            default: throw ContextFileError(.unknownKey(member.name, context: place, known: Self.keys), path: path)
            }
        }
        guard !(settings.isProtected && settings.confirmations == .off) else {
            throw ContextFileError(
                .contradiction(
                    "protected: true asks, and confirm: off does not; leave one of them out", context: place),
                path: path)
        }
        return settings
    }

    private func flag(_ value: JSONValue, at place: String) throws(ContextFileError) -> Bool {
        guard case .bool(let flag) = value else { throw wrongType(place, "true or false", value) }
        return flag
    }

    private func confirmations(
        _ value: JSONValue, at place: String
    ) throws(ContextFileError) -> Policy.Confirmations {
        guard let text = value.string, let confirmations = Policy.Confirmations(rawValue: text) else {
            throw wrongType(place, "all, destructive or off", value)
        }
        return confirmations
    }

    private func wrongType(_ place: String, _ expected: String, _ found: JSONValue) -> ContextFileError {
        ContextFileError(.wrongType(place: place, expected: expected, found: foundText(found)), path: path)
    }
}
