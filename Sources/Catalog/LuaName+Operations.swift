// The names of groups and operations, which follow from the vendor's operationIds. The rule is in the article <doc:Names>.

extension LuaName {
    /// The group and the name within it that an operationId stands for: `functionsAccessKey_list` is `list` of the group
    /// `functions_access_key`.
    public static func operation(ofIdentifier identifier: String) -> (group: String, name: String) {
        let parts = identifier.split(separator: "_", maxSplits: 1).map(String.init)
        let group = callable(snakeCase(parts.first ?? ""))
        return (group, parts.count > 1 ? callable(snakeCase(parts[1])) : group)
    }

    /// A name of letters, digits and single underscores, in lower case: `get_byUUID` becomes `get_by_uuid`.
    ///
    /// A word begins at a capital after a small letter or a digit, and at the last capital of several before a small
    /// letter. `IPs` and `IPv6` are words.
    static func snakeCase(_ name: String) -> String {
        let bytes = Array(name.replacing("IPs", with: "Ips").replacing("IPv", with: "Ipv").utf8)
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            guard byte.isLetter || byte.isDigit else {
                if result.last != underscore { result.append(underscore) }
                continue
            }
            if byte.isUppercase, beginsWord(at: index, in: bytes) { result.append(underscore) }
            result.append(byte.isUppercase ? byte + 32 : byte)
        }
        let words = result.split(separator: underscore)
        return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "_")
    }

    private static func beginsWord(at index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0 else { return false }
        let before = bytes[index - 1]
        if before.isLowercase || before.isDigit { return true }
        return before.isUppercase && index + 1 < bytes.count && bytes[index + 1].isLowercase
    }

    private static let underscore = UInt8(ascii: "_")

    /// A name in snake case that can stand before and behind a dot: a digit at the beginning is written out, a keyword takes
    /// an underscore.
    private static func callable(_ name: String) -> String {
        guard let first = name.utf8.first, first.isDigit else { return identifier(for: name) }
        let rest = name.dropFirst()
        return digits[Int(first - UInt8(ascii: "0"))] + (rest.isEmpty || rest.hasPrefix("_") ? "" : "_") + rest
    }

    private static let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
}

// MARK: - Lists

extension LuaName {
    /// What stands behind `each`, `find` and `one` in the names of the functions beside a list: nothing for `list`,
    /// `_trigger` for `list_triggers`; nil for the name of an operation that is no list.
    public static func listSuffix(of operation: String) -> String? {
        if operation == "list" { return "" }
        guard operation.hasPrefix("list_") else { return nil }
        let words = operation.split(separator: "_").dropFirst()
        // What is listed stands before `by` and before a version.
        let noun = words.prefix { $0 != "by" && !isVersion($0) }
        let rest = words.dropFirst(noun.count)
        return "_" + ([singular(noun.joined(separator: "_"))] + rest.map(String.init)).joined(separator: "_")
    }

    /// The name of the iterator beside a list: `each` for `list`, `each_trigger` for `list_triggers`; nil for the name of an
    /// operation that is no list.
    public static func iterator(ofList operation: String) -> String? { listSuffix(of: operation).map { "each" + $0 } }

    /// One of what an English plural names: `policy` of `policies`, `index` of `indexes`, `address` of `addresses`. A word
    /// that is no plural stays.
    public static func singular(_ plural: String) -> String {
        if plural.hasSuffix("ies") { return plural.dropLast(3) + "y" }
        // `statuses`, but `databases`; `branches`, but `caches`.
        let losesTwo = ["sses", "uses", "xes", "tches", "nches", "rches", "shes"].contains(where: plural.hasSuffix)
        if losesTwo { return String(plural.dropLast(2)) }
        let isSingular = ["ss", "us", "is"].contains(where: plural.hasSuffix)
        return plural.hasSuffix("s") && !isSingular ? String(plural.dropLast()) : plural
    }

    private static func isVersion(_ word: Substring) -> Bool {
        word.first == "v" && word.count > 1 && word.dropFirst().utf8.allSatisfy(\.isDigit)
    }
}
