import Catalog
import JSON

extension SchemaChecker {
    /// With a discriminator the problems are those of the variant it selects. Without one the first variant that has no
    /// problem is taken; where all have some, they are those of the only variant of the value's type, if there is one.
    mutating func checkUnion(_ value: JSONValue, _ union: Union, _ place: Place) -> JSONValue {
        if let discriminator = union.discriminator, let object = value.object {
            return checkSelected(object, discriminator, union, place)
        }
        var candidates: [(checked: JSONValue, checker: SchemaChecker)] = []
        for variant in union.variants where isOfType(value, resolved(variant.schema)) {
            var attempt = self
            let checked = attempt.check(value, variant.schema, at: place.path, isSecret: place.isSecret)
            if attempt.problems.count == problems.count {
                self = attempt
                return checked
            }
            candidates.append((checked, attempt))
        }
        if candidates.count == 1 {
            self = candidates[0].checker
        } else {
            let found = foundText(value, isSecret: place.isSecret)
            report(place.shownPath, .noVariant(union.variants.map(\.name), found: found))
        }
        return value
    }

    private mutating func checkSelected(
        _ object: JSONObject, _ discriminator: String, _ union: Union, _ place: Place
    ) -> JSONValue {
        let path = place.child(discriminator)
        guard let selector = object[discriminator] else {
            report(path, .missing)
            return .object(object)
        }
        guard let variant = union.variants.first(where: { .string($0.name) == selector }) else {
            let names = union.variants.map(\.name)
            let nearest = selector.string.flatMap { nearestName(to: $0, among: names) }.map { quoted($0) }
            report(
                path, .notAllowed(names.map { .string($0) }, found: foundText(selector), nearest: nearest))
            return .object(object)
        }
        return checkVariant(object, selector, discriminator, variant, place)
    }

    /// A variant need not list the discriminator among its fields.
    private mutating func checkVariant(
        _ object: JSONObject, _ selector: JSONValue, _ discriminator: String, _ variant: Union.Variant, _ place: Place
    ) -> JSONValue {
        let schema = resolved(variant.schema)
        guard case .object(let fields, _) = schema.shape, !fields.contains(where: { $0.isNamed(discriminator) }) else {
            return check(.object(object), variant.schema, at: place.path, isSecret: place.isSecret)
        }
        var rest = object
        rest[discriminator] = nil
        let checked = check(.object(rest), variant.schema, at: place.path, isSecret: place.isSecret)
        guard let members = checked.object?.members else { return checked }
        return .object(JSONObject([(discriminator, selector)] + members.map { ($0.name, $0.value) }))
    }

    private func isOfType(_ value: JSONValue, _ schema: Schema) -> Bool {
        switch (schema.shape, value) {
        case (.any, _), (.reference, _), (.oneOf, _), (_, .null): true
        case (.boolean, .bool), (.string, .string), (.array, .array), (.object, .object), (.map, .object): true
        case (.integer, .integer), (.number, .integer), (.integer, .number), (.number, .number): true
        case (.array, .object(let object)): object.isEmpty
        case (.object, .array(let items)), (.map, .array(let items)): items.isEmpty
        default: false
        }
    }
}
