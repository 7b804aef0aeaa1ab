import Digest

/// An SSH public key in the form of an `authorized_keys` line: algorithm, key in base 64, comment (sshd(8)).
struct PublicKey: Sendable {
    let text: String
    /// The MD5 of the key, in pairs of digits: `3b:16:bf:e4:...`.
    let fingerprint: String

    /// - Throws: `Refusal` 422 where the text is no public key.
    init(_ text: String) throws(Refusal) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= 2, let blob = Base64.decode(words[1]), Self.algorithm(of: blob) == String(words[0]) else {
            throw .unprocessable("Key invalid, please double-check your SSH key")
        }
        self.text = text
        fingerprint = Self.fingerprint(of: blob)
    }

    /// - Parameter ed25519: The 32 bytes of a key of that algorithm (RFC 8709 section 4).
    init(ed25519 key: [UInt8]) {
        let algorithm = "ssh-ed25519"
        let blob = Self.string(Array(algorithm.utf8)) + Self.string(key)
        text = "\(algorithm) \(Base64.encode(blob))"
        fingerprint = Self.fingerprint(of: blob)
    }

    /// The algorithm that a key begins with, which must be the one in front of it (RFC 4253 section 6.6).
    private static func algorithm(of blob: [UInt8]) -> String? {
        guard blob.count > 4 else { return nil }
        let length = blob[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length > 0, length < blob.count - 4 else { return nil }
        return String(validating: blob[4..<4 + length], as: UTF8.self)
    }

    /// A string as SSH writes it (RFC 4251 section 5).
    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) } + bytes
    }

    private static func fingerprint(of blob: [UInt8]) -> String {
        MD5.digest(blob).map { [$0].hexadecimal }.joined(separator: ":")
    }
}
