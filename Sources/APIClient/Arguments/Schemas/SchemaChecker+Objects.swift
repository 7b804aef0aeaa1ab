import Catalog
import JSON

extension SchemaChecker {
    /// - Parameter siblings: The other variants where the object is one of a union.
    mutating func checkObject(
        _ value: JSONValue, _ object: CompiledObject, _ schema: CompiledSchema, siblings: [CompiledObject] = []
    ) -> JSONValue? {
        guard let members = members(of: value) else {
            refuse(value, expected: schema)
            return nil
        }
        guard mayDescend() else { return nil }
        var sent = SentMembers(members)
        var (requiredCount, severalNamesCount) = (0, 0)
        for (index, member) in members.enumerated() {
            guard let place = object.place(of: member.name) else {
                if object.isOpen {
                    checkFree(member)
                } else {
                    reportUnknown(member.name, members, object, siblings)
                }
                continue
            }
            let field = object.fields[place]
            if field.isReadOnly {
                findings.ignored.append(path.text(ofMember: field.name))
                sent.drop(index)
                continue
            }
            if field.isRequired { requiredCount += 1 }
            if !field.otherNames.isEmpty { severalNamesCount += 1 }
            check(member, at: index, field, &sent)
        }
        let isTwice = severalNamesCount > 1 && reportTwice(members, object)
        if requiredCount < object.required.count || isTwice { reportMissing(members, object) }
        return sent.value ?? (value.object == nil ? .object([:]) : nil)
    }

    private mutating func check(
        _ member: JSONObject.Member, at index: Int, _ field: CompiledField, _ sent: inout SentMembers
    ) {
        if field.isDeprecated { findings.deprecated.append(path.text(ofMember: field.name)) }
        path.enter(member: field.name)
        let checked = check(member.value, field.schema, isSecret: field.isSecret)
        path.leave()
        if checked != nil || member.name != field.name { sent.set(index, field.name, checked ?? member.value) }
    }

    /// The members of an object. A table of Lua without elements may have arrived as an empty list.
    private func members(of value: JSONValue) -> [JSONObject.Member]? {
        switch value {
        case .object(let object): object.members
        case .array(let items) where items.isEmpty: []
        default: nil
        }
    }

    // MARK: Problems with names

    /// Whether a field is given under two of its names; the names themselves differ.
    private mutating func reportTwice(_ members: [JSONObject.Member], _ object: CompiledObject) -> Bool {
        let names = Dictionary(grouping: members.map(\.name)) { object.place(of: $0) }
        var isTwice = false
        for (place, field) in object.fields.enumerated() {
            guard let given = names[place], given.count > 1 else { continue }
            report(member: field.name, .givenTwice(as: given))
            isTwice = true
        }
        return isTwice
    }

    private mutating func reportMissing(_ members: [JSONObject.Member], _ object: CompiledObject) {
        for name in object.missingNames(from: members) { report(member: name, .missing) }
    }

    private mutating func reportUnknown(
        _ name: String, _ members: [JSONObject.Member], _ object: CompiledObject, _ siblings: [CompiledObject]
    ) {
        if let sibling = siblings.first(where: { $0.place(of: name) != nil }) {
            let others = members.map(\.name).filter { object.place(of: $0) != nil && sibling.place(of: $0) == nil }
            if !others.isEmpty {
                report(member: name, .notTogether(with: others.map(shownName)))
                return
            }
        }
        let names = ([object] + siblings).flatMap(\.names)
        let nearest =
            nearestName(to: name, among: names + (path.isEmpty ? parameterNames : []))
            ?? object.path(toFieldInside: name)
        report(member: name, .unknown(nearest: nearest))
    }
}

extension CompiledObject {
    /// The required fields that are not among the members.
    func missingNames(from members: [JSONObject.Member]) -> [String] {
        let given = Set(members.compactMap { place(of: $0.name) })
        return required.filter { !given.contains($0) }.map { fields[$0].name }
    }

    /// Where a misplaced field belongs: `cron` inside `scheduled_details`.
    fileprivate func path(toFieldInside name: String) -> String? {
        let field = fields.first { field in
            guard !field.isReadOnly, case .object(let inner) = field.schema.target.shape else { return false }
            return inner.place(of: name).map { !inner.fields[$0].isReadOnly } ?? false
        }
        return field.map { "\($0.name).\(name)" }
    }
}

/// The members of an object as they are sent; a copy is made at the first that differs.
private struct SentMembers {
    private let given: [JSONObject.Member]
    private var changed: [(String, JSONValue)?] = []

    init(_ given: [JSONObject.Member]) { self.given = given }

    mutating func set(_ index: Int, _ name: String, _ value: JSONValue) {
        copy()
        changed[index] = (name, value)
    }

    mutating func drop(_ index: Int) {
        copy()
        changed[index] = nil
    }

    private mutating func copy() {
        if changed.isEmpty { changed = given.map { ($0.name, $0.value) } }
    }

    /// Nil where nothing differs.
    var value: JSONValue? { changed.isEmpty ? nil : .object(JSONObject(changed.compactMap(\.self))) }
}
