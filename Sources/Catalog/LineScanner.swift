internal import JSON

/// Reads the tokens of one line, from left to right.
struct LineScanner {
    let bytes: [UInt8]
    let file: String
    let number: Int
    /// How deep the line is indented.
    let level: Int
    var position: Int
    private let end: Int

    init(_ line: SourceLine, of bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        number = line.number
        level = line.level
        position = line.text.lowerBound
        end = line.text.upperBound
    }

    /// A mistake in this line.
    func mistake(_ reason: String) -> CatalogError { CatalogError(file: file, line: number, reason: reason) }

    /// A mistake in this line: something else should stand here.
    func expected(_ what: String) -> CatalogError {
        isAtEnd
            ? mistake("expected \(what) at the end of the line") : mistake("expected \(what), found '\(restOfWord)'")
    }
}

// MARK: - Bytes

extension LineScanner {
    /// The next byte, blanks included; nil at the end.
    var next: UInt8? { position < end ? bytes[position] : nil }

    /// Whether only blanks are left.
    var isAtEnd: Bool { bytes[position..<end].allSatisfy(\.isBlank) }

    mutating func advance() { position += 1 }

    mutating func skipBlanks() {
        while position < end, bytes[position].isBlank { position += 1 }
    }

    /// Skips blanks and then this byte, if it is there.
    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        var place = position
        while place < end, bytes[place].isBlank { place += 1 }
        guard place < end, bytes[place] == UInt8(ascii: byte) else { return false }
        position = place + 1
        return true
    }

    mutating func expect(_ byte: Unicode.Scalar) throws(CatalogError) {
        guard skip(byte) else { throw expected("'\(byte)'") }
    }

    func expectEnd() throws(CatalogError) {
        guard isAtEnd else { throw expected("the end of the line") }
    }

    private var restOfWord: String {
        let rest = bytes[position..<end].drop(while: \.isBlank)
        return String(decoding: rest.prefix { !$0.isBlank }, as: UTF8.self)
    }
}

// MARK: - Words

extension LineScanner {
    /// The bytes that `isIncluded` from here on; empty where the first one is not.
    mutating func text(while isIncluded: (UInt8) -> Bool) -> String {
        let start = position
        while position < end, isIncluded(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Everything up to the next blank; empty at the end of the line.
    mutating func word() -> String {
        skipBlanks()
        return text { !$0.isBlank }
    }

    /// Everything up to the next blank or colon; empty where there is nothing.
    mutating func term() -> String {
        skipBlanks()
        return text { !$0.isBlank && $0 != UInt8(ascii: ":") }
    }

    /// Everything up to the next blank, of which there must be something.
    mutating func word(_ what: String) throws(CatalogError) -> String {
        let word = word()
        guard !word.isEmpty else { throw expected(what) }
        return word
    }

    /// The remaining words.
    mutating func words(_ what: String) throws(CatalogError) -> [String] {
        var words = [try word(what)]
        while !isAtEnd { words.append(word()) }
        return words
    }

    /// The rest of the line, of which there must be something.
    mutating func rest(_ what: String) throws(CatalogError) -> String {
        skipBlanks()
        guard position < end else { throw expected(what) }
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    /// A name: letters, digits and `_ - . $`, or anything in quotes.
    mutating func name(_ what: String) throws(CatalogError) -> String {
        skipBlanks()
        if next == .quote { return try quotedString() }
        let name = text(while: \.isNameByte)
        guard !name.isEmpty else { throw expected(what) }
        return name
    }

    /// The word, if it is the next one.
    mutating func skipWord(_ word: String) -> Bool {
        // Byte by byte: this is asked of almost every line, and a word would be a string made for nothing.
        var place = position
        while place < end, bytes[place].isBlank { place += 1 }
        for byte in word.utf8 {
            guard place < end, bytes[place] == byte else { return false }
            place += 1
        }
        guard place == end || bytes[place].isBlank else { return false }
        position = place
        return true
    }

    mutating func integer(_ what: String) throws(CatalogError) -> Int {
        let start = position
        guard let value = Int(word()) else {
            position = start
            throw expected(what)
        }
        return value
    }
}
