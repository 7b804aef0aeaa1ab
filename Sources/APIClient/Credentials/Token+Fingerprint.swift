import Digest

extension Token {
    /// What tells this token from others, and from which it cannot be found out: 16 hexadecimal digits.
    package var fingerprint: String {
        let digest = SHA256.digest(Array("moontide account \(authorization)".utf8)).prefix(8)
        return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
