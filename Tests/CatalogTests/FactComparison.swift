import Catalog

/// Compares a catalog with the facts.
struct FactComparison {
    /// A sentence for each difference.
    private(set) var differences: [String] = []

    init(_ catalog: Catalog, corrections: [FactCorrection] = FactCorrection.all) {
        let facts = Dictionary(OperationFact.all.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
        for operation in catalog.allOperations {
            guard let fact = facts[operation.identifier], let group = catalog.group(operation.group) else { continue }
            let text = OperationText(operation: operation, group: group)
            for part in OperationFact.Part.allCases {
                let theirs = corrections.filter { $0.concerns(operation.identifier, part) }
                    .reduce(fact.parts[part] ?? []) { $1.corrected($0) }
                let ours = Set(text.texts(of: part)).subtracting(Self.ownTexts(of: operation, part))
                compare(ours, Set(theirs).subtracting(Self.repeatedTexts(of: operation, part)), operation, part)
            }
            compareNames(operation, fact)
        }
    }

    /// What the description says in another way: an address of its own is a server there, and its key a security scheme.
    private static func ownTexts(of operation: Operation, _ part: OperationFact.Part) -> [String] {
        guard let server = operation.server else { return [] }
        switch part {
        case .header: return ["Authorization* string"]
        case .path: return server == "{upload_url}" ? ["upload_url* string"] : []
        default: return []
        }
    }

    /// Members of the body that repeat what the path says. The API takes the path's value, so that they need no argument.
    private static func repeatedTexts(of operation: Operation, _ part: OperationFact.Part) -> [String] {
        guard part == .body, operation.group == "genai" else { return [] }
        return operation.pathParameters.map { "\($0.name) string" }
    }

    private mutating func compare(
        _ ours: Set<String>, _ theirs: Set<String>, _ operation: Operation, _ part: OperationFact.Part
    ) {
        guard ours != theirs else { return }
        let has = Self.text(of: ours.subtracting(theirs))
        let lacks = Self.text(of: theirs.subtracting(ours))
        differences.append("\(operation.qualifiedName): \(part.rawValue): has \(has), lacks \(lacks)")
    }

    /// The name that follows from the operationId is the operation's name or an alias of it.
    private mutating func compareNames(_ operation: Operation, _ fact: OperationFact) {
        guard operation.qualifiedName != fact.name, !operation.aliases.contains(fact.name) else { return }
        differences.append("\(operation.qualifiedName): is not called \(fact.name)")
    }

    private static func text(of texts: Set<String>) -> String {
        texts.isEmpty ? "nothing" : texts.sorted().joined(separator: " and ")
    }
}
