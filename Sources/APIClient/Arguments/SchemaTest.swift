package import Catalog
package import JSON

/// Whether a value is one that a field allows, by the rules for arguments.
package struct SchemaTest {
    private let field: Field

    package init(_ field: Field) { self.field = field }

    /// What is wrong with the value, named as the field; nil where it is allowed.
    package func problem(with value: JSONValue) -> String? {
        let group = Group(name: "", summary: "", operations: [], resources: [], types: [:])
        var checker = SchemaChecker()
        checker.path.enter(member: field.name)
        _ = checker.check(value, SchemaCompiler(group).compiled(field.schema))
        return checker.findings.problems.first?.description
    }
}
