/// Why there is no token to work with. Never contains one.
public struct CredentialError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case emptyToken(origin: String)
        case malformedToken(origin: String)
        /// A context that doctl's configuration does not have; `known` are the ones it has.
        case unknownContext(name: String, file: String, known: [String])
        /// A context without a token.
        case contextWithoutToken(name: String, file: String)
        /// A file that cannot be read, and why.
        case unreadableFile(path: String, reason: String)
        /// A configuration of doctl that is not what doctl writes, and why.
        case malformedConfiguration(path: String, reason: String)
    }

    public var kind: Kind

    public init(_ kind: Kind) { self.kind = kind }
}

extension CredentialError: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .emptyToken(let origin): "the token in \(origin) is empty"
        case .malformedToken(let origin):
            "the token in \(origin) is not one: it is too long, or has blanks, line ends or other characters a token cannot have"
        case .unknownContext(let name, let file, let known):
            "unknown context '\(shownName(name))'; \(file) has \(knownText(known))"
        case .contextWithoutToken(let name, let file):
            "the context '\(shownName(name))' has no token in \(file); run doctl auth init --context \(shownName(name))"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .malformedConfiguration(let path, let reason): "\(path) is not a configuration of doctl: \(reason)"
        }
    }

    private func knownText(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "'\(shownName($0))'" }.joined(separator: ", ")
    }
}
