extension CatalogFile {
    /// The scopes in the lines that begin with the word `scopes`, for which nothing else is read.
    var scopes: Set<String> {
        let keyword = Array("    scopes ".utf8)
        return withBytes { bytes in
            var scopes: Set<String> = []
            for line in bytes.split(separator: .newline) where line.starts(with: keyword) {
                for word in line.dropFirst(keyword.count).split(separator: UInt8(ascii: " ")) {
                    guard word.first != UInt8(ascii: "|") else { continue }
                    scopes.insert(String(decoding: word, as: UTF8.self))
                }
            }
            return scopes
        }
    }
}
