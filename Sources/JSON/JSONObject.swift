/// The members of a JSON object, in the order they were written.
///
/// Made for the small objects of an API: look-up is linear in the number of members.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// One member.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue
    }

    public private(set) var members: [Member]

    public init() { members = [] }

    /// Of several members of one name the last wins, in the place of the first.
    public init(_ pairs: [(String, JSONValue)]) {
        self.init(members: pairs.map { Member(name: $0.0, value: $0.1) })
    }

    /// Of several members of one name the last wins, in the place of the first.
    init(members given: [Member]) {
        members = given
        guard given.count > 1, let repeated = Self.indexOfFirstRepeatedName(in: given) else { return }
        members.removeSubrange(repeated...)
        var places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.name, $0) })
        for member in given[repeated...] {
            if let place = places[member.name] {
                members[place].value = member.value
            } else {
                places[member.name] = members.count
                members.append(member)
            }
        }
    }

    /// Compares a few names one by one and many by their hashes, so that a hostile text cannot cost quadratic time.
    private static func indexOfFirstRepeatedName(in members: [Member]) -> Int? {
        if members.count <= 16 {
            return members.indices.first { index in members[..<index].contains { $0.name == members[index].name } }
        }
        var seen = Set<String>(minimumCapacity: members.count)
        return members.firstIndex { !seen.insert($0.name).inserted }
    }

    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

    /// The members at these indexes, each of which is there once, with other values.
    package func rearranged(_ places: [(index: Int, value: JSONValue)]) -> JSONObject {
        var object = self
        // Their names differ already.
        object.members = places.map { Member(name: members[$0.index].name, value: $0.value) }
        return object
    }

    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }
    public var names: [String] { members.map(\.name) }

    /// Whether its members have these names, in this order.
    package func hasNames(_ names: [String]) -> Bool { members.elementsEqual(names) { $0.name == $1 } }

    /// The value of `name`. Setting nil removes the member; setting `.null` writes a null.
    public subscript(name: String) -> JSONValue? {
        get { members.firstIndex { $0.name == name }.map { members[$0].value } }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: Hashable {
    /// Two objects are equal when they have equal members, in whatever order.
    public static func == (a: JSONObject, b: JSONObject) -> Bool {
        guard a.count == b.count else { return false }
        if a.count <= 16 { return a.members.allSatisfy { b[$0.name] == $0.value } }
        let values = Dictionary(uniqueKeysWithValues: b.members.map { ($0.name, $0.value) })
        return a.members.allSatisfy { values[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(Set(members))
    }
}
