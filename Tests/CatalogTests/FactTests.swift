import Catalog
import Testing

@Suite("Agreement with the vendor's description")
struct FactTests {
    /// Groups whose files are still to be written; operations of other groups must all be there.
    @Test func thereAreFactsOfEveryOperation() {
        #expect(OperationFact.all.count == 661)
        #expect(Set(OperationFact.all.map(\.identifier)).count == 661)
        #expect(Set(OperationFact.all.map(\.route)).count == 661)
    }

    @Test func operationsAgree() {
        let comparison = FactComparison(Catalog.standard)
        #expect(comparison.differences == [], "\n\(comparison.differences.joined(separator: "\n"))")
    }

    @Test func everyOperationIsThereOnceAndNoOther() {
        let names = Dictionary(grouping: Catalog.standard.allOperations, by: \.identifier)
        for (identifier, operations) in names { #expect(operations.count == 1, "\(identifier)") }
        let missing = OperationFact.all.filter { names[$0.identifier] == nil }
        #expect(missing.map(\.identifier) == [])
        #expect(Set(names.keys).subtracting(OperationFact.all.map(\.identifier)) == [])
    }

    /// Each correction is needed as long as its operation is there: without it there are more differences.
    @Test func correctionsAreNeeded() {
        let present = Set(Catalog.standard.allOperations.map(\.identifier))
        for index in FactCorrection.all.indices {
            guard let identifier = FactCorrection.all[index].identifier, present.contains(identifier) else { continue }
            var others = FactCorrection.all
            others.remove(at: index)
            let differences = FactComparison(Catalog.standard, corrections: others).differences
            #expect(!differences.isEmpty, "\(identifier) agrees without the correction")
        }
    }

    @Test func comparisonTellsWhatIsDifferent() throws {
        let file = CatalogFile(
            group: "functions",
            text: """
                group functions
                    about Functions.
                operation get_trigger
                    id functions_get_trigger
                    POST /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}
                    about Reads.
                    path
                        namespace_id: string
                        trigger_name: integer
                    query
                        tag*: string in(b, a)
                    body
                        size: string | integer
                    returns 201 trigger
                        trigger: any
                    errors 401 404 429 500
                """)
        let comparison = FactComparison(try Catalog(files: [file]))
        #expect(
            comparison.differences == [
                "functions.get_trigger: route: has POST /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}, "
                    + "lacks GET /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}",
                "functions.get_trigger: path: has trigger_name* integer, lacks trigger_name* string",
                #"functions.get_trigger: query: has tag* string ["a","b"], lacks nothing"#,
                "functions.get_trigger: body: has size union, lacks nothing",
                "functions.get_trigger: status: has 201, lacks 200",
                "functions.get_trigger: scopes: has nothing, lacks function:admin and function:read"
            ])
    }

    /// Sentences may give a path as an example, and an answer may have an address in it; requests come from the catalog alone.
    @Test func noOperationIsDefinedInCode() {
        let allowed = [
            #"a percent-encoded path such as /v2/account, without"#, #"expected a path, such as /v2/account""#,
            // The addresses of actions, droplets and tagged resources are members of answers.
            #""href": .string(call.location.origin + "/v2/actions/"#,
            #"let href = call.location.origin + "/v2/droplets/"#,
            #"return "https://api.digitalocean.com/v2/\(path)/"#
        ]
        let sources = Files.paths(below: Files.package + "/Sources").filter { path in
            [".swift", ".c", ".h"].contains { path.hasSuffix($0) }
        }
        #expect(sources.count > 300)
        for path in sources {
            for line in (Files.text(of: path) ?? "").split(separator: "\n") where line.contains("/v2/") {
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                #expect(isComment || allowed.contains { line.contains($0) }, "\(path): \(line)")
            }
        }
    }
}
