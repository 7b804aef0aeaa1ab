public import JSON

extension JSONObject {
    /// What must change for this to become `other`: each field that differs, as far down as both sides are objects.
    /// A list is one value.
    public func changes(to other: JSONObject) -> [FieldChange] {
        var changes: [FieldChange] = []
        collectChanges(to: other, at: [], into: &changes)
        return changes
    }

    private func collectChanges(to other: JSONObject, at path: [String], into changes: inout [FieldChange]) {
        // An edited copy has its members in nearly the same order, so that they need not be looked for.
        for (index, member) in members.enumerated() {
            let isAtSamePlace = index < other.count && other.members[index].name == member.name
            let after = isAtSamePlace ? other.members[index].value : other[member.name]
            collectChange(from: member.value, to: after, at: path + [member.name], into: &changes)
        }
        let known = Set(names)
        for member in other.members where !known.contains(member.name) {
            collectChange(from: nil, to: member.value, at: path + [member.name], into: &changes)
        }
    }

    private func collectChange(
        from before: JSONValue?, to after: JSONValue?, at path: [String], into changes: inout [FieldChange]
    ) {
        switch (before, after) {
        case (let before?, let after?) where before.isSame(as: after): return
        case (.object(let inner)?, .object(let other)?):
            inner.collectChanges(to: other, at: path, into: &changes)
        case (let before, let after):
            if before?.nonNull == nil, after?.nonNull == nil { return }
            changes.append(FieldChange(path: path, before: before, after: after))
        }
    }

    /// This with the fields of `patch`, as RFC 7396 says: objects are merged, a null removes, all else takes the place of
    /// what was there.
    public func merging(patch: JSONObject) -> JSONObject {
        var result = self
        for member in patch.members {
            switch member.value {
            case .null: result[member.name] = nil
            case .object(let inner):
                if StepReference(member.value) != nil {
                    result[member.name] = member.value
                } else {
                    let present = result[member.name]?.object ?? [:]
                    result[member.name] = .object(present.merging(patch: inner))
                }
            default: result[member.name] = member.value
            }
        }
        return result
    }
}
