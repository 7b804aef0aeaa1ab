/// The table `tokens`: the hashes of minted tokens with what they may do.
///
/// Without salt: a token has 224 random bits, which no table of hashes can hold.
extension Connection {
    /// Nil where no such token was minted.
    mutating func scopes(ofDigest digest: [UInt8]) throws(StoreError) -> Set<String>? {
        try first("SELECT scopes FROM tokens WHERE digest = ?", .blob(digest)) { row in
            Set(row.text(0).split(separator: " ").map(String.init))
        }
    }

    mutating func insertToken(digest: [UInt8], scopes: Set<String>, at seconds: Int64) throws(StoreError) {
        try run(
            "INSERT INTO tokens (digest, scopes, created_at) VALUES (?, ?, ?)",
            .blob(digest), .text(scopes.sorted().joined(separator: " ")), .integer(seconds))
    }
}
