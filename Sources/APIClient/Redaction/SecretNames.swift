/// Names that tell of a secret, wherever they stand: in a document, in code, in a command.
package enum SecretNames {
    /// What stands in the place of a secret.
    package static let mark = "[redacted]"

    private static let words = [
        "token", "secret", "password", "passwd", "access_key", "accesskey", "api_key", "private_key", "credential",
        "authorization", "upload_url"
    ]

    package static func tells(_ name: String) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }
}
