import Catalog
import JSON

extension SchemaChecker {
    /// Chooses the variant that the value evidently means, and reports the problems against that one only: the variant
    /// that the discriminator selects, or else the one that fits best.
    mutating func checkUnion(
        _ value: JSONValue, _ union: CompiledUnion, _ schema: CompiledSchema, _ isSecret: Bool
    ) -> JSONValue? {
        if let discriminator = union.discriminator {
            guard let object = value.object else {
                refuse(value, expected: schema, isSecret: isSecret)
                return nil
            }
            return checkSelected(object, discriminator, union, schema)
        }
        return checkFirstFitting(value, union.candidates(for: value, isSecret: isSecret), schema, isSecret)
    }

    /// The first variant without a problem is taken. Where all have some, they are those of the only candidate or of the
    /// object that fits best; of several scalars nobody knows which was meant.
    private mutating func checkFirstFitting(
        _ value: JSONValue, _ candidates: [CompiledSchema], _ schema: CompiledSchema, _ isSecret: Bool
    ) -> JSONValue? {
        for candidate in candidates.dropLast(candidates.count == 1 ? 1 : 0) {
            let attempt = attempt(value, candidate, isSecret: isSecret)
            if attempt.addedProblems == 0 { return accept(attempt) }
        }
        if candidates.count == 1 { return check(value, candidates[0], isSecret: isSecret) }
        if let object = value.object, !candidates.isEmpty { return checkBestFitting(object, candidates) }
        if let allowed = AllowedValues(ofAll: candidates) {
            report(allowed.refusal(of: value, isSecret: isSecret))
        } else {
            refuse(value, expected: schema, isSecret: isSecret)
        }
        return nil
    }

    // MARK: By names

    /// The variant that knows most of the given names, and of these the one with the fewest problems.
    private mutating func checkBestFitting(_ object: JSONObject, _ candidates: [CompiledSchema]) -> JSONValue? {
        let fits = candidates.map { $0.fit(of: object) }
        let fewestStrangers = fits.map(\.strangers).min() ?? 0
        let best = candidates.indices.filter { fits[$0].strangers == fewestStrangers }
        let complete = best.filter { fits[$0].missing.isEmpty }
        let siblings = candidates.compactMap { $0.objectShape }
        if complete.isEmpty, best.count > 1 {
            return checkUndecided(object, best.map { (candidates[$0], fits[$0].missing) }, siblings)
        }
        var chosen: (schema: CompiledSchema, problems: Int)?
        for index in complete.isEmpty ? best : complete {
            let problems = attempt(.object(object), candidates[index]).addedProblems
            if problems < chosen?.problems ?? .max { chosen = (candidates[index], problems) }
        }
        guard let chosen else { return nil }
        return check(object, chosen.schema, siblings)
    }

    private mutating func check(
        _ object: JSONObject, _ schema: CompiledSchema, _ siblings: [CompiledObject]
    ) -> JSONValue? {
        guard let shape = schema.objectShape else { return check(.object(object), schema) }
        return checkObject(.object(object), shape, schema, siblings: siblings.filter { $0 !== shape })
    }

    /// What is given would do for several variants; each lacks something else. That is told as a choice.
    private mutating func checkUndecided(
        _ object: JSONObject, _ candidates: [(schema: CompiledSchema, missing: [String])], _ siblings: [CompiledObject]
    ) -> JSONValue? {
        let common = candidates.dropFirst().reduce(Set(candidates[0].missing)) { $0.intersection($1.missing) }
        let choices = candidates.map { $0.missing.filter { !common.contains($0) } }
        let likeliest = candidates.indices.min { candidates[$0].missing.count < candidates[$1].missing.count } ?? 0
        let checked = check(object, candidates[likeliest].schema, siblings)
        guard choices.allSatisfy({ !$0.isEmpty }) else { return checked }
        let paths = choices.map { $0.map { path.text(ofMember: $0) } }
        findings.withdrawMissing(Set(paths[likeliest]))
        findings.report(paths[0][0], .missingOneOf(paths))
        return nil
    }

    // MARK: By a discriminator

    private mutating func checkSelected(
        _ object: JSONObject, _ discriminator: String, _ union: CompiledUnion, _ schema: CompiledSchema
    ) -> JSONValue? {
        guard let selector = object[discriminator] else {
            report(member: discriminator, .missing)
            return nil
        }
        guard let variant = union.variants.first(where: { .string($0.name) == selector }) else {
            let names = union.variants.map(\.name)
            let nearest = selector.string.flatMap { nearestName(to: $0, among: names) }.map { quoted($0) }
            report(
                member: discriminator,
                .notAllowed(names.map { .string($0) }, found: foundText(selector), nearest: nearest))
            return nil
        }
        return checkVariant(object, selector, discriminator, variant.schema)
    }

    /// A variant need not list the discriminator among its fields.
    private mutating func checkVariant(
        _ object: JSONObject, _ selector: JSONValue, _ discriminator: String, _ variant: CompiledSchema
    ) -> JSONValue? {
        guard let shape = variant.objectShape, shape.place(of: discriminator) == nil else {
            return check(.object(object), variant)
        }
        var rest = object
        rest[discriminator] = nil
        guard let members = check(.object(rest), variant)?.object?.members else { return nil }
        return .object(JSONObject([(discriminator, selector)] + members.map { ($0.name, $0.value) }))
    }
}

// Checks that may be withdrawn.
extension SchemaChecker {
    private struct Attempt {
        var value: JSONValue?
        var findings: Findings
        var addedProblems: Int
    }

    /// A check that only counts its problems.
    private mutating func attempt(_ value: JSONValue, _ schema: CompiledSchema, isSecret: Bool = false) -> Attempt {
        let before = findings
        defer { findings = before }
        findings.isCounting = true
        let checked = check(value, schema, isSecret: isSecret)
        return Attempt(
            value: checked, findings: findings, addedProblems: findings.problemCount - before.problemCount)
    }

    /// Takes over the result of an attempt without problems.
    private mutating func accept(_ attempt: Attempt) -> JSONValue? {
        let isCounting = findings.isCounting
        findings = attempt.findings
        findings.isCounting = isCounting
        return attempt.value
    }
}
