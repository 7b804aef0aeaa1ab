import Catalog
import Lua
import Shell
import Testing

/// The reference in Markdown.
struct ReferenceTests {
    @Test(arguments: Catalogs.all)
    func hasEveryOperationExactlyOnce(_ source: Catalogs.Source) {
        let pages = ReferenceWriter(catalog: source.catalog).pages
        for operation in source.catalog.allOperations {
            let name = operation.qualifiedName.split(separator: "_").joined(separator: "\\_")
            let heading = "<a id=\"\(operation.name)\"></a>\n\n## \(name)\n"
            let places = pages.filter { $0.text.contains(heading) }.map(\.name)
            #expect(places == [operation.group + ".md"], "\(operation.qualifiedName)")
        }
        let headings = pages.reduce(0) { $0 + $1.text.count(of: "\n```sh\ncurl ") }
        #expect(headings == source.catalog.allOperations.count)
    }

    @Test(arguments: Catalogs.all)
    func hasNoBrokenLink(_ source: Catalogs.Source) {
        let pages = ReferenceWriter(catalog: source.catalog).pages
        let anchors = Dictionary(
            uniqueKeysWithValues: pages.map { ($0.name, $0.text.parts(between: "<a id=\"", "\"")) })
        for page in pages {
            #expect(Set(anchors[page.name] ?? []).count == anchors[page.name]?.count, "\(page.name): an anchor twice")
            // Brackets that stand for themselves have a backslash.
            for link in page.text.split(separator: "\\](").joined().parts(between: "](", ")") {
                let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? page.name : parts[0]
                #expect(anchors[target] != nil, "\(page.name): \(link)")
                if parts.count > 1 { #expect(anchors[target]?.contains(parts[1]) == true, "\(page.name): \(link)") }
            }
        }
    }

    @Test(arguments: Catalogs.all)
    func hasExamplesThatAreLua(_ source: Catalogs.Source) throws {
        let interpreter = try Interpreter()
        let stack = interpreter.stack
        for page in ReferenceWriter(catalog: source.catalog).pages {
            for example in page.text.parts(between: "```lua\n", "\n```") {
                let isExpression = (try? stack.load("return " + example, named: "=" + page.name)) != nil
                if !isExpression { try stack.load(example, named: "=" + page.name) }
                stack.pop()
            }
        }
    }

    @Test(arguments: Catalogs.all)
    func hasRowsOfEqualWidthInEveryTable(_ source: Catalogs.Source) {
        for page in ReferenceWriter(catalog: source.catalog).pages {
            var columns: Int?
            for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("| ") else {
                    columns = nil
                    continue
                }
                let count = line.split(separator: "\\|").joined().count(of: "|")
                #expect(columns == nil || columns == count, "\(page.name): \(line)")
                columns = count
            }
        }
    }

    @Test func tellsWhatHelpTells() throws {
        let page = try #require(ReferenceWriter(catalog: .standard).pages.first { $0.name == "functions.md" })
        let section = """
            <a id="update_trigger"></a>

            ## functions.update\\_trigger

            Pauses, resumes or reschedules a trigger.

            `PUT /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}`

            | name | type | required |  |
            | --- | --- | --- | --- |
            | `namespace_id` | string or [functions.namespace](#resource-namespace) | yes | The namespace's identifier. |
            | `trigger_name` | string or [functions.trigger](#resource-trigger) | yes | The trigger's name. |
            | `is_enabled` | boolean |  | Whether it runs; false pauses it. |
            | `scheduled_details` | [ScheduledDetails](#type-ScheduledDetails) |  |  |

            - returns: [functions.trigger](#resource-trigger)
            - needs: function:update or function:admin
            - changes: changes what is there
            - errors: 400 401 404 429 500

            ```lua
            functions.update_trigger("fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "nightly", {
              is_enabled = false,
            })
            ```

            ```sh
            curl -X PUT -H "Authorization: Bearer $DIGITALOCEAN_TOKEN" -H 'accept: application/json' -H 'content-type: application/json' --data-raw '{"is_enabled":false}' 'https://api.digitalocean.com/v2/functions/namespaces/fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33/triggers/nightly'
            ```

            """
        #expect(page.text.contains(section))
    }
}

extension StringProtocol {
    /// How often a text occurs.
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }

    /// What stands between each `start` and the next `end`.
    fileprivate func parts(between start: String, _ end: String) -> [String] {
        ranges(of: start).compactMap { range in
            let rest = self[range.upperBound...]
            return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
        }
    }
}
